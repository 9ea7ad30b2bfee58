"""More like this: turns that speak of what a code or theme is about, by its name and all its passages.

Texts are compared by pieces of words, by base forms and, where meanings are known, by what they mean. How
much a meaning counts was chosen on one project and confirmed on another: see ``MEANING``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualwb.errors import QualwbError
from qualwb.language.meaning.encoder import unit
from qualwb.localization import gettext as _
from qualwb.suggest.arrays import Numbers
from qualwb.suggest.centred import Centred
from qualwb.suggest.evidence import Evidence, TextPlace, UncodedText
from qualwb.suggest.features import concepts, concepts_of, content_words, pieces, pieces_of
from qualwb.suggest.meanings import Meanings
from qualwb.suggest.membership import membership, passages_of
from qualwb.suggest.name_features import Take, features_of_name
from qualwb.suggest.reasons import Reason, meaning_reason, name_reason, weights_of_shared, word_reason
from qualwb.suggest.said_words import SaidWords
from qualwb.suggest.vectors import Features, Space, Vector, unit_rows
from qualwb.suggest.weights import Weights

WEIGHTS = Weights()

MEANING = 1.0
"""What closeness in meaning counts, where closeness by each kind of words counts 1.

Of .5, 1, 2 and 3 the best on a printed report's excerpt (a name and its passages: recall at 5 .65 -> .81); on
the bundled study it gave .42 -> .50. Closenesses are added as they are: standardised over the texts searched
they did no better, and would depend on what else is there.
"""

NAME_MEANING = 0.5
"""What a code's name counts beside all its passages, in meaning."""

TOLD_SHARE = 0.25
"""The share of all that speaks for a turn from which closeness in meaning is told as a reason."""

FEWEST_WORDS = 1
"""Content words that a turn must have to be offered."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A turn that is like what a code or theme gathers."""

    passage: UncodedText
    score: float
    coded: bool
    """Whether any of the turn has the code or a code of the theme already."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is looked for: a name, and the codes whose passages show what it means."""

    name: str
    codes: tuple[str, ...]


def query_for(evidence: Evidence, name: str) -> Likeness:
    """The query for a code, or for a theme with its codes, by name without regard to case.

    Raises ``QualwbError`` when there is no such code or theme.
    """
    wanted = name.strip().casefold()
    for entry in evidence.codes:
        if entry.name.casefold() == wanted:
            return Likeness(entry.name, (entry.name,))
    codes = [e for e in evidence.codes if wanted in {t.casefold() for t in (*e.themes, *e.main_themes)}]
    if not codes:
        raise QualwbError(
            _("There is no code or theme '{name}'.").format(name=name), _("See 'qualwb code list'.")
        )
    return Likeness(name.strip(), tuple(entry.name for entry in codes))


def find_similar(
    evidence: Evidence,
    query: Likeness,
    turns: Sequence[UncodedText],
    top: int = 20,
    meanings: Meanings | None = None,
) -> list[Similar]:
    """The turns most like the query, those without its codes first, best first.

    A turn's score is its closeness to the query less its mean closeness to the other codes, so that a long
    turn that is like everything doesn't crowd out the others.
    """
    offered = [turn for turn in turns if len(content_words(turn.text)) >= FEWEST_WORDS]
    if not offered:
        return []
    search = SearchableTexts(evidence, [turn.text for turn in offered], meanings)
    parts = search.parts(query)
    scores = parts.sum(axis=0)
    coded = _coded(evidence, query, offered)
    order = sorted(range(len(offered)), key=lambda n: (coded[n], -scores[n], n))
    best = [n for n in order if scores[n] > 0][:top]
    reasons = _Reasons(evidence, query, search)
    return [
        Similar(offered[n], round(float(scores[n]), 4), coded[n], reasons.of(n, offered[n], parts[:, n]))
        for n in best
    ]


class _Reasons:
    def __init__(self, evidence: Evidence, query: Likeness, search: SearchableTexts) -> None:
        self._name, self._search = query.name, search
        counted = [(concepts_of(p.text), set(p.codes)) for p in evidence.passages]
        self._space = Space(concepts_of)
        self._space.fit([concepts for concepts, _codes in counted])
        self._passages = [p for p in evidence.passages if set(p.codes) & set(query.codes)]
        self._rows = [n for n, p in enumerate(evidence.passages) if set(p.codes) & set(query.codes)]
        self._said = SaidWords(passage.text for passage in self._passages)
        self._own = [concepts for concepts, codes in counted if codes & set(query.codes)]

    def of(self, n: int, turn: UncodedText, parts: Numbers) -> tuple[Reason, ...]:
        """What speaks for the turn of this number among those searched; ``parts`` is what each view adds."""
        said = concepts_of(turn.text).keys()
        shared = (said & own.keys() for own in self._own)
        found = (
            name_reason(turn.text, self._name),
            word_reason(turn.text, self._said, weights_of_shared(self._space, shared)),
            self._nearest(n, turn, parts),
        )
        return tuple(reason for reason in found if reason)

    def _nearest(self, n: int, turn: UncodedText, parts: Numbers) -> Reason | None:
        """The passage that is nearest in meaning, where meaning speaks for the turn."""
        meaning = self._search.meaning
        if meaning is None or parts[-1] < TOLD_SHARE * parts[parts > 0].sum() or parts[-1] <= 0:
            return None
        cosines = meaning.cosines(n, self._rows)
        others = [at for at, p in enumerate(self._passages) if not p.place.overlaps(turn.place)]
        best = max(others, key=lambda at: (cosines[at], -at), default=None)
        return meaning_reason(self._passages[best]) if best is not None and cosines[best] > 0 else None


class SearchableTexts:
    """Texts that can be searched with what the evidence tells of codes; by words, and by known meanings."""

    def __init__(self, evidence: Evidence, texts: Sequence[str], meanings: Meanings | None = None) -> None:
        self.meaning = _MeaningView(evidence, texts, meanings) if meanings is not None else None
        self._views: list[_View | _MeaningView] = [
            _View(evidence, pieces_of, pieces, texts),
            _View(evidence, concepts_of, concepts, texts),
        ]
        if self.meaning is not None:
            self._views.append(self.meaning)

    def parts(self, query: Likeness) -> Numbers:
        """What each view (meaning last, where there is one) adds to the closeness of each text."""
        return np.stack([view.closeness(query) for view in self._views])

    def closeness(self, query: Likeness) -> Numbers:
        """How close each text is to the query, less its mean closeness to all other codes."""
        return np.asarray(self.parts(query).sum(axis=0))


class _View:
    def __init__(self, evidence: Evidence, features: Features, take: Take, texts: Sequence[str]) -> None:
        self._take = take
        self._space = Space(features)
        self._number = {entry.name: n for n, entry in enumerate(evidence.codes)}
        passages = [features(passage.text) for passage in evidence.passages]
        asked = [features(text) for text in texts]
        self._space.fit([*passages, *asked, *(features(name) for name in self._number)])
        self._texts, self._passages = self._space.matrix(asked), self._space.matrix(passages)
        self._member = membership(passages_of(list(self._number), evidence.passages), len(evidence.passages))
        self._names = self._space.matrix([self._name(name) for name in self._number])

    def closeness(self, query: Likeness) -> Numbers:
        others = [n for name, n in self._number.items() if name not in query.codes]
        aim = self._towards(query)
        if others:
            aim = aim - self._mean_towards(others)
        return np.asarray(self._texts @ aim, dtype=np.float64)

    def _towards(self, query: Likeness) -> Vector:
        chosen = [self._number[code] for code in query.codes]
        rows = np.asarray(self._member[chosen].sum(axis=0)).ravel() > 0
        summed = np.asarray(self._passages[rows].sum(axis=0)).ravel()
        length = float(np.sqrt(summed @ summed)) or 1.0
        return np.asarray(summed / length + WEIGHTS.name * self._space.vector(self._name(query.name)))

    def _mean_towards(self, codes: Sequence[int]) -> Vector:
        directions = unit_rows(self._member[codes] @ self._passages)
        return np.asarray((directions + WEIGHTS.name * self._names[codes]).mean(axis=0)).ravel()

    def _name(self, name: str) -> dict[str, float]:
        return features_of_name(name, self._take, synonym=WEIGHTS.synonym)


class _MeaningView:
    """The same by meaning: cosines of what is centred. A text whose meaning is not known is neither near nor
    far."""

    def __init__(self, evidence: Evidence, texts: Sequence[str], meanings: Meanings) -> None:
        self._meanings = meanings
        self._number = {entry.name: n for n, entry in enumerate(evidence.codes)}
        passages = [passage.text for passage in evidence.passages]
        self._centred = Centred(meanings([*texts, *passages]))
        self._texts = self._centred.rows[: len(texts)]
        self._passages = self._centred.rows[len(texts) :]
        self._member = membership(passages_of(list(self._number), evidence.passages), len(evidence.passages))
        self._names = self._centred.centre(meanings(list(self._number)))

    def closeness(self, query: Likeness) -> Numbers:
        """How close each text is to the query, less its mean closeness to all other codes."""
        chosen = [self._number[code] for code in query.codes]
        others = [n for name, n in self._number.items() if name not in query.codes]
        rows = np.asarray(self._member[chosen].sum(axis=0)).ravel() > 0
        own = self._passages[rows].sum(axis=0, keepdims=True)
        aim = unit(own) + NAME_MEANING * self._centred.centre(self._meanings([query.name]))
        if others:
            of_others = unit(np.asarray(self._member[others] @ self._passages))
            aim = aim - (of_others + NAME_MEANING * self._names[others]).mean(axis=0)
        return np.asarray(MEANING * (self._texts @ aim.ravel()), dtype=np.float64)

    def cosines(self, text: int, passages: Sequence[int]) -> Numbers:
        """How near a text is to passages of the evidence, by their numbers."""
        return np.asarray(self._passages[list(passages)] @ self._texts[text], dtype=np.float64)


def _coded(evidence: Evidence, query: Likeness, turns: Sequence[UncodedText]) -> list[bool]:
    coded: defaultdict[str, list[TextPlace]] = defaultdict(list)
    for passage in evidence.passages:
        if set(passage.codes) & set(query.codes):
            coded[passage.place.source].append(passage.place)
    return [any(place.overlaps(turn.place) for place in coded[turn.place.source]) for turn in turns]
