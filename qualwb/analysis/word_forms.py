"""The forms of a word that a material has: 'planerna' and 'planen' for 'plan'."""

from collections.abc import Iterable

from qualwb.language.lemmas import lemma, words


def forms_by_word(forms: Iterable[str]) -> dict[str, list[str]]:
    """The given forms by their base form."""
    found: dict[str, list[str]] = {}
    for form in forms:
        found.setdefault(lemma(form), []).append(form)
    return found


def forms_in(text: str, word: str) -> list[str]:
    """The word and all forms of it that stand in a text, sorted."""
    wanted = lemma(word)
    return sorted({token.text for token in words(text) if lemma(token.text) == wanted} | {word})
