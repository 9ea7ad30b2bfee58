"""Quotes as they are printed: in their print versions, cited by group or by place."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from qualwb.acts.print_versions import print_versions
from qualwb.analysis.connection import Connection
from qualwb.analysis.who_counts import is_left_out, role_name
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.analysis.quotes import Quote


DASHES = ("–", "-", "—")


class Placed(Protocol):
    """What has a place in the material: a quote or a coding."""

    @property
    def group(self) -> str:
        """The focus group."""

    @property
    def source(self) -> str:
        """The transcript."""

    @property
    def lines(self) -> tuple[int, int] | None:
        """Numbers of the first and last turn."""


def printed_texts(connection: Connection, quotes: Sequence["Quote"]) -> list["Quote"]:
    """The quotes with the text of their print version where there is one."""
    versions = {(one.source, one.start, one.end): one for one in print_versions(connection).values()}
    found = []
    for quote in quotes:
        version = versions.get((quote.source, quote.start, quote.end))
        found.append(quote if version is None else quote._replace(text=version.text))
    return found


def citation(quote: "Quote", *, full: bool = False) -> str:
    """Where a quote comes from: '(Grupp 2)', or '(FG2, D4, turns 112–118)' for a working paper.

    Lines are those of the numbered transcript: its turns.
    """
    if not full:
        return f"({quote.group})"
    speakers = ", ".join(dict.fromkeys(turn.speaker for turn in quote.turns if turn.speaker))
    return f"({', '.join(filter(None, (short_group(quote.group), speakers, _lines(quote))))})"


def with_dashes(turns: Sequence[str]) -> tuple[str, ...]:
    """The turns of a quote as printed: with a dash before each where there are several."""
    if len(turns) < 2:
        return tuple(turns)
    return tuple(turn if turn.startswith(DASHES) else f"– {turn}" for turn in turns)


def printed_turns(quote: "Quote") -> tuple[str, ...]:
    """What is said, a line a turn: where others answer, what the moderator or an observer says is marked.

    For a quote is cited by its group. A print version with other lines than turns is left as it is written.
    """
    lines = quote.text.strip().split("\n")
    roles = [turn.role for turn in quote.turns if turn.text.strip()]
    if len(lines) < 2 or len(lines) != len(roles):
        return tuple(lines)
    return tuple(
        f"{role_name(role).capitalize()}: {line}" if is_left_out(role) else line
        for line, role in zip(lines, roles, strict=True)
    )


def as_printed(quote: "Quote") -> str:
    """The turns of a quote as they are printed, a line each."""
    return "\n".join(with_dashes(printed_turns(quote)))


def short_group(name: str) -> str:
    """'FG2' for a group whose name ends in a number, else the name."""
    number = re.search(r"(\d+)\s*$", name)
    return f"FG{number.group(1)}" if number else name


def reference(places: Sequence[Placed], *, group: bool = True, source: bool = True) -> str:
    """Where passages are found: '(Grupp 2, turns 112–118, 130)', naming no speaker; or ''.

    ``group`` and ``source`` are False where the reader sees them already; a source that bears its group's
    name is not told twice.
    """
    told = []
    ordered = sorted(places, key=lambda one: (one.group, one.source, one.lines or (0, 0)))
    for (home, name), found in groupby(ordered, key=lambda one: (one.group, one.source)):
        names = (home if group else "", name if source and name != home else "")
        spans = [one.lines for one in found if one.lines is not None]
        if parts := ", ".join(filter(None, (*names, _spans(spans)))):
            told.append(parts)
    return f"({'; '.join(told)})" if told else ""


def _lines(quote: "Quote") -> str:
    return "" if quote.lines is None else _spans([quote.lines])


def _spans(lines: Sequence[tuple[int, int]]) -> str:
    """'turns 112–118, 130', each place once."""
    if not lines:
        return ""
    spans = [str(first) if first == last else f"{first}–{last}" for first, last in dict.fromkeys(lines)]
    turns = {turn for first, last in lines for turn in (first, last)}
    return ngettext("turn {span}", "turns {span}", len(turns)).format(span=", ".join(spans))
