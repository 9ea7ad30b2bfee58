"""How commands take passages: SOURCE START END, or SOURCE and --quote TEXT."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualwb.cli.context import Session
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.study.passages import Passage

Command = TypeVar("Command", bound=Callable[..., Any])


def passage_arguments(command: Command) -> Command:
    """Arguments SOURCE [START END] and the option --quote."""
    for decorate in (
        click.option("--quote", help=_("The passage by its words, exactly as they stand.")),
        click.argument("end", type=int, required=False),
        click.argument("start", type=int, required=False),
        click.argument("source"),
    ):
        command = decorate(command)
    return command


def resolve(
    session: Session, source: str, start: int | None, end: int | None, quote: str | None
) -> "Passage":
    """The passage meant. Raises ``click.UsageError`` unless it is given in exactly one way."""
    from qualwb.study.passages import passage_at, passage_quoted

    with session.project.reading() as connection:
        if quote is not None and start is None:
            return passage_quoted(connection, source, quote)
        if quote is None and start is not None and end is not None:
            return passage_at(connection, source, start, end)
    raise click.UsageError(_("Give the passage as SOURCE START END, or as SOURCE --quote TEXT."))
