"""New candidate codes: what the material talks of, as key phrases in base form.

Variants of a phrase are one candidate: its inflections, spellings as spoken, and single mentions of a longer
phrase with the same noun. A candidate that says what an existing code says is marked with that code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from typing import NamedTuple

from qualwb.language.lemmas import LONGEST_WORD
from qualwb.suggest.evidence import TextPlace, UncodedText
from qualwb.suggest.features import concepts, content_words
from qualwb.suggest.mentions import FindMentions, Mention, mentions_in_words

MOST_EXAMPLES = 3
PARTICULAR = 0.3
"""How much it counts that a phrase is rare in the rest of the material."""

_SAME = 0.5


@dataclass(frozen=True, slots=True)
class CandidateCode:
    """A phrase that might become a code."""

    phrase: str
    variants: tuple[str, ...]
    """How it is said, most often first."""
    count: int
    groups: tuple[str, ...]
    """The groups that say it."""
    places: tuple[TextPlace, ...]
    examples: tuple[UncodedText, ...]
    """Passages that say it, from different groups first."""
    code: str | None = None
    """An existing code that says the same."""
    score: float = 0.0


def find_candidates(
    passages: Sequence[UncodedText],
    *,
    codes: Iterable[str] = (),
    beside: Sequence[UncodedText] = (),
    top: int = 20,
    mentions: FindMentions = mentions_in_words,
) -> list[CandidateCode]:
    """The phrases that are most worth being codes in passages, best first.

    ``beside`` is other text of the same material: what is common there says little about these passages.
    ``mentions`` finds the phrases of a text: by words and their base forms, or in parsed text.
    """
    here = _tallied(passages, mentions)
    families = _families(here)
    there = Counter(key for passage in beside for key in {m.key for m in mentions(passage.text)})
    total = len(passages) + len(beside)
    scored = (
        _Scored(_score(tally, families[key], there[key], total), tally.phrase, key)
        for key, tally in _folded(here).items()
    )
    best = _distinct(sorted(scored, key=lambda one: (-one.score, one.phrase)), top)
    names = {code: _concepts_of(code) for code in codes}
    said = _said(passages, {one.key: here[one.key] for one in best}, mentions)
    return [_candidate(one, said[one.key], _same_code(one.phrase, names)) for one in best]


Key = tuple[str, ...]


@dataclass(slots=True)
class _Tally:
    """How a key is said: where exactly is looked up again of the best alone, since all is much."""

    weight: float
    count: int = 0
    phrases: dict[str, int] = field(default_factory=dict)
    """How often it is called what."""
    passages: list[int] = field(default_factory=list)
    """The numbers of the passages that say it, rising."""

    def add(self, phrase: str, passage: int) -> None:
        """One mention more; passages come in order."""
        self.count += 1
        self.phrases[phrase] = self.phrases.get(phrase, 0) + 1
        if not (self.passages and self.passages[-1] == passage):
            self.passages.append(passage)

    @property
    def phrase(self) -> str:
        """What it is most often called."""
        return max(self.phrases, key=self.phrases.__getitem__)


class _Said(NamedTuple):
    mention: Mention
    passage: UncodedText

    @property
    def place(self) -> TextPlace:
        turn, said = self.passage.place, self.mention
        return TextPlace(turn.group, turn.source, turn.start + said.start, turn.start + said.end)

    @property
    def words(self) -> str:
        return self.passage.text[self.mention.start : self.mention.end]


class _Scored(NamedTuple):
    score: float
    phrase: str
    key: Key


def _tallied(passages: Sequence[UncodedText], mentions: FindMentions) -> dict[Key, _Tally]:
    found: dict[Key, _Tally] = {}
    for number, passage in enumerate(passages):
        for mention in mentions(passage.text):
            tally = found.get(mention.key)
            if tally is None:
                tally = found[mention.key] = _Tally(mention.weight)
            tally.add(mention.phrase, number)
    return found


def _said(
    passages: Sequence[UncodedText], tallies: Mapping[Key, _Tally], mentions: FindMentions
) -> dict[Key, list[_Said]]:
    """All mentions of some keys, in order."""
    said: dict[Key, list[_Said]] = {key: [] for key in tallies}
    for number in sorted({number for tally in tallies.values() for number in tally.passages}):
        for mention in mentions(passages[number].text):
            if mention.key in said:
                said[mention.key].append(_Said(mention, passages[number]))
    return said


def _folded(found: dict[Key, _Tally]) -> dict[Key, _Tally]:
    """Longer phrases said once are left to their words; words said only in one phrase are left to it."""
    kept = {key: tally for key, tally in found.items() if len(key) == 1 or tally.count > 1}
    for key, tally in list(kept.items()):
        if len(key) > 1:
            for word in key:
                alone = kept.get((word,))
                if alone is not None and alone.count <= tally.count:
                    del kept[(word,)]
    return kept


def _families(found: dict[Key, _Tally]) -> dict[Key, int]:
    """How often a word of each phrase is said, also within compounds: 'projektledare' speaks for 'ledare'."""
    parts = {key: {part for word in key for part in concepts(word[:LONGEST_WORD])} for key in found}
    said: Counter[str] = Counter()
    for key, tally in found.items():
        if len(key) == 1:
            said.update(dict.fromkeys(parts[key], tally.count))
    return {key: max((said[part] for part in parts[key]), default=0) for key in found}


def _score(tally: _Tally, family: int, beside: int, total: int) -> float:
    """How much a phrase and its family are said, in how many passages, and how particular to them."""
    spread = len(tally.passages)
    particular = log((1 + total) / (1 + spread + beside))
    often = max(family, tally.count) * spread
    return tally.weight * sqrt(often) * (1 + PARTICULAR * particular)


def _candidate(scored: _Scored, said: Sequence[_Said], code: str | None) -> CandidateCode:
    variants = Counter(" ".join(one.words.lower().split()) for one in said)
    groups = tuple(sorted({one.passage.place.group for one in said}))
    return CandidateCode(
        scored.phrase,
        tuple(variant for variant, _ in variants.most_common()),
        len(said),
        groups,
        tuple(one.place for one in said),
        _examples(said),
        code,
        scored.score,
    )


def _examples(said: Sequence[_Said]) -> tuple[UncodedText, ...]:
    chosen: dict[TextPlace, UncodedText] = {}
    for fresh in (True, False):
        for one in said:
            met = {passage.place.group for passage in chosen.values()}
            if len(chosen) < MOST_EXAMPLES and (not fresh or one.passage.place.group not in met):
                chosen.setdefault(one.passage.place, one.passage)
    return tuple(chosen.values())


def _distinct(scored: Iterable[_Scored], top: int) -> list[_Scored]:
    """The first so many, without those all of whose words an earlier, better one has."""
    kept: list[_Scored] = []
    seen: set[str] = set()
    for one in scored:
        words = set(one.phrase.split())
        if len(kept) < top and not words <= seen:
            kept.append(one)
            seen |= words
    return kept


def _concepts_of(text: str) -> frozenset[str]:
    return frozenset(concepts(word[:LONGEST_WORD])[0] for word in content_words(text) if concepts(word))


def _same_code(phrase: str, names: dict[str, frozenset[str]]) -> str | None:
    """The code whose name shares most words with the phrase, when that is half of all words of both."""
    own = _concepts_of(phrase)
    best, share = None, 0.0
    for code, theirs in names.items():
        common = len(own & theirs) / (len(own | theirs) or 1)
        if common >= _SAME and common > share:
            best, share = code, common
    return best
