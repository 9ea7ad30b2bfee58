"""Which texts have to be known for what is compared by meaning: by the name of their source, or ``NAMES``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Protocol

from qualwb.suggest.evidence import Evidence, KnownCode, TextPlace

NAMES = ""
"""Stands for a source where texts belong to none: names of codes and themes, rules of codes."""

TextsBySource = dict[str, list[str]]


class PlacedText(Protocol):
    """A passage or turn."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def place(self) -> TextPlace:
        """Where it stands."""


def texts_in_places(*placed: Iterable[PlacedText]) -> TextsBySource:
    """The texts of passages and turns."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in chain(*placed):
        found[one.place.source].append(one.text)
    return dict(found)


def texts_of_codings(
    evidence: Evidence, turns: Iterable[PlacedText] = (), *, with_rules: bool = False
) -> TextsBySource:
    """What codes are known by: their names, rules where those count, and passages; and turns beside them."""
    rules = [entry.rule for entry in evidence.codes if with_rules]
    names = [*(entry.name for entry in evidence.codes), *rules]
    return {NAMES: names, **texts_in_places(evidence.passages, turns)}


def texts_of_project(evidence: Evidence, turns: Iterable[PlacedText]) -> TextsBySource:
    """What is worth knowing of a project: turns, coded passages, names of codes and of the themes above."""
    names = dict.fromkeys(chain.from_iterable(map(_with_themes, evidence.codes)))
    return {NAMES: list(names), **texts_in_places(evidence.passages, turns)}


def _with_themes(entry: KnownCode) -> tuple[str, ...]:
    return entry.name, *entry.themes, *entry.main_themes
