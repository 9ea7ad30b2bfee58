"""The forms of a word that a material has: 'planerna' and 'planen' for 'plan'."""

from collections.abc import Iterable, Mapping, Sequence

from qualwb.language.compounds import parts
from qualwb.language.lemmas import is_known, lemma, noun_besides, words
from qualwb.language.stopwords import STOPWORDS


def forms_by_word(forms: Iterable[str]) -> dict[str, list[str]]:
    """The given forms by their base form; 'kön' by 'kön' and by 'kö'."""
    found: dict[str, list[str]] = {}
    for form in forms:
        found.setdefault(lemma(form), []).append(form)
        if (noun := noun_besides(form.casefold())) is not None:
            found.setdefault(noun, []).append(form)
    return found


def forms_with_compounds(forms: Mapping[str, Sequence[str]], word: str) -> list[str]:
    """The forms of a word, and those of the compounds that it is a part of; ``forms`` by their base form.

    'verksamhetschefen' and 'chefsnivå' for 'chef'. A word that only joins others is none: 'alltid' of 'tid'.
    """
    wanted = lemma(word)
    begins = wanted[: max(len(wanted) - 1, 3)]  # a part may lose its last letter: 'kvinnoroll' for 'kvinna'
    found, definite = list(forms.get(wanted, ())), f"{wanted}n"
    asked = {wanted, definite} if noun_besides(definite) == wanted else {wanted}
    for base, there in forms.items():
        if base == wanted or begins not in base or base in STOPWORDS:
            continue
        if not asked.isdisjoint(parts(base)) or _begins_with_verb(base, wanted):
            found += there
    return list(dict.fromkeys(found))


def _begins_with_verb(base: str, last: str) -> bool:
    """Whether a word is a verb and this last part: 'betänketid' of 'betänka' and 'tid'."""
    stem = base.removesuffix(f"e{last}")
    return stem != base and len(stem) > 2 and is_known(f"{stem}a") and lemma(f"{stem}a") == f"{stem}a"


def forms_in(text: str, word: str) -> list[str]:
    """The word and all forms of it that stand in a text, sorted."""
    wanted = lemma(word)
    found = (token.text for token in words(text))
    asked = (form for form in found if wanted in (lemma(form), noun_besides(form.casefold())))
    return sorted({*asked, word})
