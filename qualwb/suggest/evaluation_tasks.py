"""How good new candidates and 'more like this' are on a coded project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from qualwb.localization import gettext as _
from qualwb.suggest.baselines import passages_by_code
from qualwb.suggest.candidates import find_candidates
from qualwb.suggest.evaluation import CannotEvaluate
from qualwb.suggest.evidence import Evidence, TextPlace, UncodedText
from qualwb.suggest.features import concepts_of
from qualwb.suggest.meanings import Meanings
from qualwb.suggest.mentions import FindMentions
from qualwb.suggest.reasons import SHORTEST_STEM
from qualwb.suggest.similar import Likeness, SearchableTexts

PHRASES = (5, 10)
FIRST = (5, 10, 20)


@dataclass(frozen=True, slots=True)
class HeadingsTouched:
    """Whether phrases from a code's passages share a word with its name, which they were not shown."""

    codes: int
    touched: Mapping[int, float]
    """Share of names that at least one of the first k phrases touches, by k."""
    by_chance: Mapping[int, float]
    """The same for the names of other codes."""
    phrases: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Recall:
    """Share of a code's passages among the first k found, by query and k; mean over searches."""

    searches: int
    passages: int
    recall: Mapping[str, Mapping[int, float]]


def evaluate_candidates(evidence: Evidence, mentions: FindMentions) -> HeadingsTouched:
    """Measure candidates: ten phrases from each code's passages against the codes' names.

    Raises ``CannotEvaluate`` when fewer than two codes have passages.
    """
    by_code = passages_by_code(evidence)
    if len(by_code) < 2:
        raise CannotEvaluate(_("Fewer than two codes have passages: there is nothing to compare."))
    phrases = {}
    for code, passages in by_code.items():
        own = [UncodedText(p.text, p.place) for p in passages]
        others = [UncodedText(p.text, p.place) for p in evidence.passages if code not in p.codes]
        found = find_candidates(own, beside=others, top=max(PHRASES), mentions=mentions)
        phrases[code] = tuple(candidate.phrase for candidate in found)
    shares = {k: _touched({code: found[:k] for code, found in phrases.items()}) for k in PHRASES}
    return HeadingsTouched(
        len(by_code), {k: s[0] for k, s in shares.items()}, {k: s[1] for k, s in shares.items()}, phrases
    )


def evaluate_similar(evidence: Evidence, meanings: Meanings | None = None) -> Recall:
    """Measure 'more like this' over the coded passages; with meanings, also without them.

    From the name alone, all passages of a code are sought among all. From name and passages, one group's are
    sought with the code's passages in the other groups as evidence, among all passages but those.
    Raises ``CannotEvaluate`` when no code has passages in two groups.
    """
    by_words = _searches(evidence, None)
    searches = len(by_words["name and passages"])
    if not searches:
        raise CannotEvaluate(_("No code has passages in two groups: there is nothing to seek."))
    if meanings is not None:
        with_meaning = _searches(evidence, meanings)
        by_words |= {f"{query}, by meaning too": found for query, found in with_meaning.items()}
    recall = {
        query: {k: float(np.mean([at[k] for at in found])) for k in FIRST}
        for query, found in by_words.items()
    }
    return Recall(searches, len(evidence.passages), recall)


def _searches(evidence: Evidence, meanings: Meanings | None) -> dict[str, list[dict[int, float]]]:
    """The recall of each search, by query."""
    by_code = passages_by_code(evidence)
    texts = [passage.text for passage in evidence.passages]
    by_both = []
    for group in evidence.groups:
        search = SearchableTexts(evidence.without_groups([group]), texts, meanings)
        for code, passages in by_code.items():
            sought = {p.place for p in passages if p.place.group == group}
            known = {p.place for p in passages} - sought
            if sought and known:
                by_both.append(_recall(search, code, evidence, sought, known))
    search = SearchableTexts(replace(evidence, passages=()), texts, meanings)
    by_name = [_recall(search, code, evidence, {p.place for p in by_code[code]}, set()) for code in by_code]
    return {"name": by_name, "name and passages": by_both}


def _touched(phrases: Mapping[str, Sequence[str]]) -> tuple[float, float]:
    own = [_touches(found, code) for code, found in phrases.items()]
    others = [_touches(phrases[code], other) for code, other in product(phrases, phrases) if code != other]
    return float(np.mean(own)), float(np.mean(others))


def _touches(phrases: Sequence[str], name: str) -> bool:
    named = set(concepts_of(name))
    stems = {word[:SHORTEST_STEM] for word in named if len(word) >= SHORTEST_STEM}
    said = {concept for phrase in phrases for concept in concepts_of(phrase)}
    return bool(said & named) or any(word[:SHORTEST_STEM] in stems for word in said)


def _recall(
    search: SearchableTexts, code: str, evidence: Evidence, sought: set[TextPlace], known: set[TextPlace]
) -> dict[int, float]:
    order = np.argsort(-search.closeness(Likeness(code, (code,))), kind="stable")
    found = (evidence.passages[n].place for n in order)
    hits = np.array([place in sought for place in found if place not in known])
    return {k: float(hits[:k].sum() / len(sought)) for k in FIRST}
