"""What a suggester may know: the codes by name, the passages coded so far, and text that nobody coded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from qualwb.localization import gettext as _


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a passage stands: code points [start, end) of a source that belongs to a group."""

    group: str
    source: str
    start: int
    end: int
    turn: int | None = field(default=None, compare=False)
    """The number of the turn it begins in, from 1, where that is known."""

    def overlaps(self, other: TextPlace) -> bool:
        """Whether the two share at least one code point."""
        return self.source == other.source and self.start < other.end and other.start < self.end

    def __str__(self) -> str:
        if self.turn is None:
            return f"{self.source} {self.start}-{self.end}"
        return _("{source}, turn {number}").format(source=self.source, number=self.turn)


@dataclass(frozen=True, slots=True)
class KnownCode:
    """A code as the codebook has it: its name, the themes that gather it, the rule for its use."""

    name: str
    themes: tuple[str, ...] = ()
    """Names of the themes that gather the code, without those that are its own name."""
    main_themes: tuple[str, ...] = ()
    """Names of the themes above those."""
    rule: str = ""
    """Definition, include and examples as one text: used only when asked for."""


@dataclass(frozen=True, slots=True)
class CodedText:
    """A passage and the codes that it was given."""

    text: str
    codes: tuple[str, ...]
    place: TextPlace


@dataclass(frozen=True, slots=True)
class UncodedText:
    """A stretch of text with no code on it, such as a turn."""

    text: str
    place: TextPlace


@dataclass(frozen=True, slots=True)
class Refusal:
    """A code that was suggested for a passage and turned down; that another was taken says less than that."""

    text: str
    code: str
    place: TextPlace


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a suggester is fitted on."""

    codes: tuple[KnownCode, ...] = ()
    passages: tuple[CodedText, ...] = ()
    uncoded: tuple[UncodedText, ...] = ()
    """Turns without a code: they say which words are common in this material."""
    refused: tuple[Refusal, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """Groups that have coded passages, in order of name."""
        return tuple(sorted({passage.place.group for passage in self.passages}))

    def by_source(self) -> dict[str, Evidence]:
        """By name of the source, the passages, turns and refusals of each; no codes."""
        passages, uncoded = _by_source(self.passages), _by_source(self.uncoded)
        refused = _by_source(self.refused)
        return {
            name: Evidence(
                (),
                tuple(passages.get(name, ())),
                tuple(uncoded.get(name, ())),
                tuple(refused.get(name, ())),
            )
            for name in dict.fromkeys([*passages, *uncoded, *refused])
        }

    @classmethod
    def joined(cls, codes: tuple[KnownCode, ...], parts: Iterable[Evidence]) -> Evidence:
        """The codes with all that is known of several sources."""
        parts = list(parts)
        return cls(
            codes,
            tuple(passage for part in parts for passage in part.passages),
            tuple(turn for part in parts for turn in part.uncoded),
            tuple(refusal for part in parts for refusal in part.refused),
        )

    def without_groups(self, groups: Iterable[str]) -> Evidence:
        """The evidence as it would be had nobody met these groups: neither their codings nor their text."""
        left_out = set(groups)
        return Evidence(
            self.codes,
            tuple(p for p in self.passages if p.place.group not in left_out),
            tuple(p for p in self.uncoded if p.place.group not in left_out),
            tuple(r for r in self.refused if r.place.group not in left_out),
        )

    def knowing(self, passages: Sequence[CodedText]) -> Evidence:
        """The same had only these passages been coded: the text of the others is there, uncoded."""
        known = {passage.place for passage in passages}
        others = (UncodedText(p.text, p.place) for p in self.passages if p.place not in known)
        return replace(self, passages=tuple(passages), uncoded=(*self.uncoded, *others))


Piece = TypeVar("Piece", CodedText, UncodedText, Refusal)


def _by_source(pieces: Iterable[Piece]) -> dict[str, list[Piece]]:
    found: defaultdict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        found[piece.place.source].append(piece)
    return found


class Difference:
    """What has come and gone between two states of the evidence."""

    def __init__(self, old: Evidence, new: Evidence) -> None:
        self.forgotten, self.learnt = _changed(old.passages, new.passages)
        self.coded, self.uncoded = _changed(old.uncoded, new.uncoded)
        self.taken_back, self.refused = _changed(old.refused, new.refused)

    @property
    def size(self) -> int:
        """How many texts have come or gone."""
        return len(self.forgotten) + len(self.learnt) + len(self.coded) + len(self.uncoded)


def _changed(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """What is gone and what is new, each in its order."""
    before, after = set(old), set(new)
    return [one for one in old if one not in after], [one for one in new if one not in before]
