"""Quotes as they are read and copied: who says what, several turns as lines with dashes, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from qualwb.analysis.quotes import QuoteTurn
from qualwb.exchange.printed_quotes import Placed, reference, with_dashes


class Spoken(Placed, Protocol):
    """A quote with who says it."""

    @property
    def text(self) -> str:
        """The words, as they stand or as they are printed."""

    @property
    def turns(self) -> Sequence[QuoteTurn]:
        """Who says what of them."""


@dataclass(frozen=True, slots=True)
class SpokenPassage:
    """Any passage as a quote that can be copied."""

    group: str
    source: str
    text: str
    turns: tuple[QuoteTurn, ...]

    @property
    def lines(self) -> tuple[int, int] | None:
        """Numbers of the first and last turn."""
        return (self.turns[0].number, self.turns[-1].number) if self.turns else None


def said(quote: Spoken) -> str:
    """What is said and by whom, 'Åsa: Det var otydligt.'; of several turns a line each, with a dash.

    A print version stands for itself: it names nobody.
    """
    turns = [turn for turn in quote.turns if turn.text.strip()]
    if not turns or _words("".join(turn.text for turn in turns)) != _words(quote.text):
        return in_print(quote)
    return "\n".join(with_dashes([_line(turn) for turn in turns]))


def turn_by_turn(quote: Spoken) -> str:
    """The words alone: of several turns a line each, with a dash and who says it."""
    several = sum(bool(turn.text.strip()) for turn in quote.turns) > 1
    return said(quote) if several else quote.text


def in_print(quote: Spoken) -> str:
    """The words, several turns with dashes, naming nobody: as they are printed."""
    return "\n".join(with_dashes(quote.text.strip().split("\n")))


def speakers_of(quote: Spoken) -> str:
    """The labels of those who speak in it, in order, each once."""
    return ", ".join(dict.fromkeys(turn.speaker for turn in quote.turns if turn.speaker))


def with_place(quote: Spoken) -> str:
    """What is said and by whom, and where that stands: as it is copied."""
    words, place = said(quote), reference([quote])
    return f"{words}{chr(10) if chr(10) in words else ' '}{place}".rstrip()


def _line(turn: QuoteTurn) -> str:
    words = " ".join(turn.text.split())
    return f"{turn.speaker}: {words}" if turn.speaker else words


def _words(text: str) -> str:
    return "".join(text.split())
