"""The one way of text to the terminal: without what a terminal would obey."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

import click

from qualwb.localization import gettext as _
from qualwb.localization import language
from qualwb.safe_text import cleaned

if TYPE_CHECKING:
    from qualwb.exchange.tables.table import Table

PAGE = 100
"""Columns of what is printed into a pipe or a file."""
YES = ("j", "ja", "y", "yes")
NO = ("n", "nej", "no", "")
"""Answers to a question, folded."""


def shown(text: str) -> str:
    """The text as a terminal may have it: a file edited by hand holds what no door lets in."""
    return cleaned(text)


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print to a person, on stdout or stderr."""
    click.echo(shown(text), err=err, nl=nl)


def echo_data(text: str) -> None:
    """Print data as they are, for another program; to a terminal as it may have them."""
    click.echo(shown(text) if sys.stdout.isatty() else text, nl=False)


def shown_table(table: "Table") -> "Table":
    """The table with every text as ``shown``, so that it is laid out by what will be seen."""
    return replace(
        table,
        columns=tuple(map(shown, table.columns)),
        rows=[[shown(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows],
        title=shown(table.title),
        notes=tuple(map(shown, table.notes)),
    )


def progress_stream(steps: int) -> TextIO:
    """Where it is told how far a work of so many steps has come: a terminal; nowhere for a single step."""
    return sys.stderr if steps > 1 and sys.stderr.isatty() else io.StringIO()


def reading(names: list[str]) -> Iterator[str]:
    """The names one by one, as what they name is read: a terminal is told how far it has come."""
    with click.progressbar(names, label=_("Reading"), file=progress_stream(len(names))) as progress:
        yield from progress


def confirmed(question: str) -> bool:
    """Ask yes or no, on stderr; yes and no are understood in both languages, an empty answer is no.

    What is neither is asked again. Raises ``click.Abort`` at the end of the input and for ctrl+c.
    """
    marked = f"{shown(question)} [{'j/N' if language() == 'sv' else 'y/N'}]"
    while True:
        answer = click.prompt(marked, default="", show_default=False, err=True).strip().casefold()
        if answer in YES:
            return True
        if answer in NO:
            return False
        echo(_("Answer y or n."), err=True)


def refuse_unconfirmed(question: str) -> None:
    """Ask before what can't be undone. Raises ``click.Abort`` for every answer but yes."""
    if not confirmed(question):
        raise click.Abort


@contextmanager
def progress_bar(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal for a work that tells how much of how much is done; unseen when quiet."""
    stream = progress_stream(0 if quiet else 2)
    with click.progressbar(length=1, label=label, file=stream) as bar:

        def tell(done: int, of_all: int) -> None:
            bar.length = max(of_all, 1)
            bar.update(done - bar.pos)

        yield tell


def page_width() -> int:
    """The columns of the terminal; where there is none, of $COLUMNS, else of a page."""
    import shutil

    return shutil.get_terminal_size((PAGE, 24)).columns


def print_markdown(text: str) -> None:
    """Print a page of the manual: set for reading on a terminal, as it is into a pipe."""
    if not sys.stdout.isatty():
        echo(text, nl=False)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=min(page_width(), PAGE)).print(Markdown(text))
