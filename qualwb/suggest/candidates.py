"""New candidate codes: what the material talks of, as key phrases in base form.

Variants of a phrase are one candidate: its inflections, spellings as spoken, and single mentions of a longer
phrase with the same noun. A candidate that says what an existing code says is marked with that code.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from qualwb.suggest.evidence import TextPlace, UncodedText
from qualwb.suggest.features import LONGEST_WORD, concepts, content_words
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
    here = _by_key(_located(passages, mentions))
    families = _families(here)
    there = Counter(key for passage in beside for key in {m.key for m in mentions(passage.text)})
    total = len(passages) + len(beside)
    scored = (
        _Scored(_score(said, families[key], there[key], total), _phrase(said), said)
        for key, said in _folded(here).items()
    )
    best = _distinct(sorted(scored, key=lambda one: (-one.score, one.phrase)), top)
    names = {code: _concepts_of(code) for code in codes}
    return [_candidate(one, _same_code(one.phrase, names)) for one in best]


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
    said: Sequence[_Said]


Key = tuple[str, ...]


def _located(passages: Sequence[UncodedText], mentions: FindMentions) -> list[_Said]:
    return [_Said(mention, passage) for passage in passages for mention in mentions(passage.text)]


def _by_key(said: Iterable[_Said]) -> dict[Key, list[_Said]]:
    found: defaultdict[Key, list[_Said]] = defaultdict(list)
    for one in said:
        found[one.mention.key].append(one)
    return dict(found)


def _folded(found: dict[Key, list[_Said]]) -> dict[Key, list[_Said]]:
    """Longer phrases said once are left to their words; words said only in one phrase are left to it."""
    kept = {key: said for key, said in found.items() if len(key) == 1 or len(said) > 1}
    for key, said in list(kept.items()):
        if len(key) > 1:
            for word in key:
                alone = kept.get((word,))
                if alone is not None and len(alone) <= len(said):
                    del kept[(word,)]
    return kept


def _families(found: dict[Key, list[_Said]]) -> dict[Key, int]:
    """How often a word of each phrase is said, also within compounds: 'projektledare' speaks for 'ledare'."""
    parts = {key: {part for word in key for part in concepts(word[:LONGEST_WORD])} for key in found}
    said: Counter[str] = Counter()
    for key, mentions in found.items():
        if len(key) == 1:
            said.update(dict.fromkeys(parts[key], len(mentions)))
    return {key: max((said[part] for part in parts[key]), default=0) for key in found}


def _score(said: Sequence[_Said], family: int, beside: int, total: int) -> float:
    """How much a phrase and its family are said, in how many passages, and how particular to them."""
    spread = len({id(one.passage) for one in said})
    particular = np.log((1 + total) / (1 + spread + beside))
    often = max(family, len(said)) * spread
    return float(said[0].mention.weight * np.sqrt(often) * (1 + PARTICULAR * particular))


def _phrase(said: Sequence[_Said]) -> str:
    """What a phrase is most often called."""
    return Counter(one.mention.phrase for one in said).most_common(1)[0][0]


def _candidate(scored: _Scored, code: str | None) -> CandidateCode:
    said = scored.said
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
