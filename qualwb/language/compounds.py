"""The parts of Swedish compounds in base form: 'missbruksvården' -> missbruk, vård."""

from __future__ import annotations

import math
from functools import lru_cache

from qualwb.language.lemmas import is_known, lemma
from qualwb.language.vocabulary import compound_parts
from qualwb.language.wordlists import word_set

BOUND_PREFIXES = word_set(
    """
    an av be bi bort de dis efter emot er ex fram från för före genom hem hit i in inne isär kring med
    mellan mis miss mot ned ner o om på sam sär till um under undan upp ur ut van vid å åter över re kon
    pro per pre sub trans inter en ent gen ge ap ad
    """
)
"""Beginnings that make a new word of another but are no topic of their own: 'utbildning', 'samverkan'."""

BOUND_ENDS = word_set(
    """
    het skap dom are ande ende ing ning else sel bar sam lös full aktig mässig vis ism ist itet ion tion
    inna ska kap eri ens ans lig ig isk sk else dat tal art ant ent era ad
    """
)
"""Ends that derive a word: 'barndom', 'arbetare'."""

_SHORTEST_COMPOUND = 5
_LONGEST_COMPOUND = 60
_SHORTEST_MODIFIER = 2
_SHORTEST_HEAD = 3
_UNSEEN = 0.3
_NEVER_A_PART = 0.001
_MARGIN = 5.0
_UNIT_MARGIN = 0.0


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[str, ...]:
    """The base forms of a compound's parts, first to last; of another word its own base form alone.

    'lärandeseminarier' -> ('lärande', 'seminarium'); 'ansvar' -> ('ansvar',). Parts that are words of their
    own right stay whole ('missbruk', 'nätverk'). A hyphen is always a border.
    """
    if "-" in word.strip("-"):
        return tuple(part for piece in word.split("-") if piece for part in parts(piece))
    return _parts_of(lemma(word), _MARGIN)


def _parts_of(base: str, margin: float) -> tuple[str, ...]:
    if not _SHORTEST_COMPOUND <= len(base) <= _LONGEST_COMPOUND or not base.isalpha():
        return (base,)
    cost, split = _likeliest_split(base)
    if split and cost < _cost(compound_parts().heads.get(base, _NEVER_A_PART)) + margin:
        return tuple(smaller for part in split for smaller in _parts_of(part, _UNIT_MARGIN))
    return (base,)


def _likeliest_split(base: str) -> tuple[float, tuple[str, ...]]:
    """Modifiers and a head that spell ``base``, with the least cost (-log of the product of their shares)."""
    size = len(base)
    ends: list[tuple[float, tuple[str, ...]]] = [(math.inf, ())] * (size + 1)
    for start in range(size - _SHORTEST_HEAD, -1, -1):
        best = (math.inf, ()) if start == 0 else _head(base[start:])
        for cut in range(start + _SHORTEST_MODIFIER, size - _SHORTEST_HEAD + 1):
            if ends[cut][1]:
                cost, part = _modifier(base[start:cut])
                cost += ends[cut][0]
                if cost < best[0]:
                    best = (cost, (part, *ends[cut][1]))
        ends[start] = best
    return ends[0]


def _head(word: str) -> tuple[float, tuple[str, ...]]:
    count = compound_parts().heads.get(word, 0.0)
    if not count and _may_be_unseen_head(word):
        count = _UNSEEN
    return (_cost(count), (word,)) if count else (math.inf, ())


def _may_be_unseen_head(word: str) -> bool:
    derived = word in BOUND_ENDS or word.endswith(("ande", "ende"))
    return len(word) > _SHORTEST_HEAD and not derived and _is_base_form(word)


def _modifier(form: str) -> tuple[float, str]:
    known = compound_parts()
    if form in known.modifiers:
        return _cost(known.modifiers[form]), known.bases.get(form, form)
    if len(form) > _SHORTEST_HEAD and form not in BOUND_PREFIXES:
        for base in _possible_bases(form):
            if base in known.heads or _is_base_form(base):
                return _cost(_UNSEEN), base
    return math.inf, form


def _possible_bases(form: str) -> tuple[str, ...]:
    if form.endswith("ar"):
        return (form + "e", form)
    return (form, form.removesuffix("s"))


def _cost(count: float) -> float:
    return -math.log(count / compound_parts().total)


@lru_cache(maxsize=65536)
def _is_base_form(word: str) -> bool:
    return is_known(word) and lemma(word) == word
