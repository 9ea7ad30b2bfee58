"""Word lists as they are best read in code: words side by side in one string."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a string, separated by any space."""
    return frozenset(words.split())


def phrase_set(phrases: str) -> frozenset[str]:
    """The phrases of a string, separated by commas."""
    return frozenset(" ".join(phrase.split()) for phrase in phrases.split(","))


def endings(words: str) -> tuple[str, ...]:
    """The endings in a text, as ``str.endswith`` takes them."""
    return tuple(words.split())
