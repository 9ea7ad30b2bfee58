"""What a report consists of, whatever it is written as."""

from dataclasses import dataclass

from qualwb.exchange.figures.picture import Picture
from qualwb.exchange.printed_quotes import with_dashes
from qualwb.exchange.tables.table import Table


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 for parts, 2 for main themes and sections, 3 for themes."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``lead`` is a word or two in bold before it."""

    text: str
    lead: str = ""
    written: bool = False
    """Whether a person wrote it, so that it may name somebody."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What was said, a line a turn, and where it comes from."""

    turns: tuple[str, ...]
    citation: str

    def lines(self) -> tuple[str, ...]:
        """The turns as printed: with a dash before each where there are several."""
        return with_dashes(self.turns)


@dataclass(frozen=True, slots=True)
class FactList:
    """A table: its title becomes a numbered caption."""

    table: Table
    shades: tuple[tuple[float, ...], ...] = ()
    """How dark each cell is, 0 to 1, row by row; nothing for a plain table."""
    written: bool = False
    """Whether a person wrote what stands in it, so that it may name somebody."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: its title becomes a numbered caption."""

    picture: Picture


Block = Heading | Paragraph | Quotation | FactList | Figure


@dataclass(frozen=True, slots=True)
class Report:
    """A report in the language it was made in."""

    title: str
    subtitle: str
    language: str
    blocks: tuple[Block, ...]
    empty: tuple[str, ...] = ()
    """Sections that were asked for and have nothing to tell, by name."""
