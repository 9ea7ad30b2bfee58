"""A word of talk in its place: its neighbours in the clause, and what the pipeline says of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from qualwb.language.parsing import ParsedDoc, ParsedToken
from qualwb.language.wordlists import word_set

SENTENCE_ADVERBS = word_set(
    """
    ju inte ente väl nog bara också oxå kanske nu då liksom alltså asså alltid aldrig ändå faktiskt redan
    fortfarande fan egentligen säkert själva väldigt verkligen typ sen
    """
)
"""What can stand between a subject and its finite verb in a subordinate clause, or after the verb."""
BEFORE_A_CLAUSE = word_set("och å men för att så ja jo nej nä nää jaha jaså okej om när")
"""Words that a clause follows on without a mark."""
SUBJECT_PRONOUNS = word_set("jag du han hon vi ni man hen")
"""Pronouns that are never objects."""


class Place:
    """The word ``doc.tokens[n]``. ``at(k)`` is the k-th word from it, None past a mark or a line's end."""

    def __init__(self, doc: ParsedDoc, n: int, runs: Sequence[int]) -> None:
        self.doc = doc
        self.n = n
        self._runs = runs

    @property
    def token(self) -> ParsedToken:
        """The word itself."""
        return self.doc.tokens[self.n]

    @cached_property
    def low(self) -> str:
        """The word in lower case."""
        return self.token.text.lower()

    @cached_property
    def before(self) -> str:
        """The word before, in lower case; '' where a mark or nothing stands."""
        return self.word(-1)

    @cached_property
    def after(self) -> str:
        """The word after, likewise."""
        return self.word(1)

    def at(self, distance: int) -> ParsedToken | None:
        """The token that many words from here in the same run of words."""
        n = self.n + distance
        same = 0 <= n < len(self._runs) and self._runs[n] == self._runs[self.n]
        return self.doc.tokens[n] if same else None

    def word(self, distance: int) -> str:
        """The word there in lower case, '' where there is none."""
        token = self.at(distance)
        return token.text.lower() if token else ""

    def past_adverbs(self, step: int, start: int = 0) -> int:
        """The distance of the first word after ``start`` in the direction of ``step`` (1 or -1) that is no
        sentence adverb.
        """
        distance = start + step
        while self.word(distance) in SENTENCE_ADVERBS:
            distance += step
        return distance

    def mark_before(self) -> str:
        """The sign right before the word, blanks left out; '' at the start of the text or of a line."""
        text = self.doc.text[: self.token.start].rstrip(" ")
        return text[-1:].replace("\n", "")

    def mark_after(self) -> str:
        """The sign right after the word, blanks left out; '' at the end of the text or of a line."""
        return self.doc.text[self.token.end :].lstrip(" ")[:1].replace("\n", "")


def places(doc: ParsedDoc) -> list[Place]:
    """Every word and mark of a parsed text in its place."""
    runs: list[int] = []
    run = 0
    for n, token in enumerate(doc.tokens):
        mark = not any(sign.isalnum() for sign in token.text)
        fresh = n == 0 or "\n" in doc.text[doc.tokens[n - 1].end : token.start]
        run += mark or fresh
        runs.append(run)
        run += mark
    return [Place(doc, n, runs) for n in range(len(doc.tokens))]


def is_finite(token: ParsedToken | None) -> bool:
    """Whether a word is a verb in the present or past tense."""
    return (
        token is not None
        and token.text.isalpha()
        and token.pos in ("VERB", "AUX")
        and ("Tense=Pres" in token.morph or "Tense=Past" in token.morph)
        and "VerbForm=Fin" in token.morph
    )


def is_infinitive(token: ParsedToken | None) -> bool:
    """Whether a word is an infinitive."""
    return token is not None and token.pos in ("VERB", "AUX") and "VerbForm=Inf" in token.morph


def is_supine(token: ParsedToken | None) -> bool:
    """Whether a word is a supine ('har sett')."""
    return token is not None and token.pos in ("VERB", "AUX") and "VerbForm=Sup" in token.morph
