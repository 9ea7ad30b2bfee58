"""Options and arguments that several commands share."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualwb.cli.context import Session
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.passages import Passage
    from qualwb.analysis.selection import Selection


Command = TypeVar("Command", bound=Callable[..., Any])


class GroupNumber(click.ParamType):
    """A number of groups, or 'all' ('alla') of them."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; ``ALL_GROUPS`` for all."""
        from qualwb.analysis.selection import ALL_GROUPS

        if isinstance(value, int):
            return value
        if str(value).casefold() in ("all", "alla"):
            return ALL_GROUPS
        if not str(value).isdecimal() or int(value) < 1:
            self.fail(_("'{value}' is no number of groups; write 3, or all.").format(value=value), param, ctx)
        return int(value)


IN_GROUPS = click.option(
    "--in-groups",
    type=GroupNumber(),
    help=_("Only themes (or codes) found in so many groups at least: a number, or all."),
)

OPTIONS = (
    click.option("--group", "groups", multiple=True, help=_("Only these groups.")),
    click.option("--source", "sources", multiple=True, help=_("Only these sources.")),
    click.option("--theme", "themes", multiple=True, help=_("Only these themes.")),
    click.option("--code", "codes", multiple=True, help=_("Only these codes.")),
    click.option("--participant", "participants", multiple=True, help=_("Only these participants.")),
    click.option("--attribute", "attributes", multiple=True, help=_("Only where NAME=VALUE.")),
    click.option("--by", "coders", multiple=True, help=_("Only codings by these coders.")),
)
FURTHER_OPTIONS = (
    click.option("--cited/--all", "cited", default=None, help=_("Only key quotes, or all passages.")),
    click.option("--roll-up", is_flag=True, help=_("Count codes with the codes beneath them.")),
)
COUNTING_OPTIONS = (
    click.option("--in-round", "rounds", multiple=True, help=_("Only these rounds; else the project's.")),
    click.option("--moderator", is_flag=True, help=_("Count the moderator's and observer's talk too.")),
)
IN_ANY_ROUND = click.option("--in-round", "rounds", multiple=True, help=_("Only these rounds; else all."))


def selection_options(command: Command) -> Command:
    """The options that choose what is counted."""
    return _with(command, *OPTIONS, *COUNTING_OPTIONS, *FURTHER_OPTIONS)


def data_options(command: Command) -> Command:
    """Those for what is counted elsewhere: all rounds unless some are asked for, and all who talk."""
    return _with(command, *OPTIONS, IN_ANY_ROUND, *FURTHER_OPTIONS)


def _with(command: Command, *options: Callable[[Command], Command]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


def selection_from(session: Session, chosen: dict[str, Any]) -> "Selection":
    """The selection that the options describe."""
    from qualwb.analysis.selection import Selection

    attributes = attribute_pairs(chosen.pop("attributes"))
    if session.round and not chosen["rounds"]:
        chosen["rounds"] = (session.round,)
    cited = True if chosen.pop("cited") else None
    return Selection(**chosen, attributes=attributes, cited=cited)


def codings_at_work(session: Session) -> "Selection":
    """The codings that turns are told with: of the round that was given, else of the project's.

    In a round that is yet to be made, nothing is coded: what stands in the project's is told.
    """
    from qualwb.acts.settings import round_names
    from qualwb.analysis.selection import Selection

    with session.project.reading() as connection:
        known = {name.casefold() for name in round_names(connection)}
    given = session.round
    return Selection(rounds=(given,)) if given and given.casefold() in known else Selection()


def attribute_pairs(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Names and values of --attribute. Raises ``click.UsageError``."""
    pairs = []
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise click.UsageError(_("--attribute takes NAME=VALUE, not '{text}'.").format(text=text))
        pairs.append((name.strip(), value.strip()))
    return tuple(pairs)


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
    from qualwb.acts.passages import passage_at, passage_quoted

    with session.project.reading() as connection:
        if quote is not None and start is None:
            return passage_quoted(connection, source, quote)
        if quote is None and start is not None and end is not None:
            return passage_at(connection, source, start, end)
    raise click.UsageError(_("Give the passage as SOURCE START END, or as SOURCE --quote TEXT."))


PEOPLE_BY = click.option(
    "--people-by",
    multiple=True,
    metavar="NAME",
    help=_("Show who the groups consist of by this attribute; else by those with few values."),
)
REASON = click.option("--reason", default="", help=_("Why; kept in the journal."))


_LONGEST_NUMBER = 7


def numbers_in(text: str) -> list[int]:
    """The numbers of '3,7-9', in order, each once. Raises ``click.UsageError``."""
    found: set[int] = set()
    for part in text.split(","):
        first, dash, last = (one.strip() for one in part.partition("-"))
        ends = (first, last if dash else first)
        if not all(end.isascii() and end.isdecimal() and len(end) < _LONGEST_NUMBER for end in ends):
            raise click.UsageError(_("'{text}': write numbers as 3,7-9.").format(text=text))
        if int(ends[1]) < int(ends[0]):
            raise click.UsageError(_("'{text}': write the smaller number first.").format(text=part.strip()))
        found.update(range(int(ends[0]), int(ends[1]) + 1))
    return sorted(found)


def numbers_and_sign(option: str, text: str) -> tuple[list[int], str]:
    """The numbers and the list's sign of '3,7-9@9c41'. Raises ``click.UsageError``."""
    numbers, at, sign = text.partition("@")
    if not (at and sign.strip()):
        told = _("{option} '{text}': write NUMBERS@SIGN; --dry-run lists the numbers and says the sign.")
        raise click.UsageError(told.format(option=option, text=text))
    return numbers_in(numbers), sign.strip()


def given(fields: dict[str, str | None]) -> dict[str, str]:
    """The options that were given."""
    return {name: value for name, value in fields.items() if value is not None}


def assignment(text: str) -> tuple[str, str]:
    """Name and value of 'NAME=VALUE', at the first '='. Raises ``click.UsageError``."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise click.UsageError(_("'{text}' is not NAME=VALUE.").format(text=text))
    return name.strip(), value.strip()


def assignments(texts: Iterable[str]) -> dict[str, str | None]:
    """The values by name; an empty value is None."""
    return {name: value or None for name, value in map(assignment, texts)}


def plotted(format_: str | None, output: Path | None) -> bool:
    """Whether the table goes to a reader's eyes, not into a file or a program."""
    return format_ == "table" or (format_ is None and output is None)
