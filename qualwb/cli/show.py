"""``qualwb show``: a source with its turns and codings, and corrections to its text."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.terminal import echo, page_width
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.acts.corrections import Corrected


@click.command("show")
@click.argument("source")
@click.option(
    "--correct",
    nargs=3,
    type=(int, int, str),
    metavar="START END TEXT",
    help=_("Replace [START, END) of the text; codings and memos follow."),
)
@click.option("--split-turn", type=int, metavar="POSITION", help=_("Divide the turn at a position."))
@click.option("--join-turn", type=int, metavar="TURN", help=_("Join a turn with the next one."))
@click.option(
    "--move-border",
    nargs=2,
    type=int,
    metavar="TURN POSITION",
    help=_("Let a turn end at a position, and the next one begin there."),
)
@click.option("--reason", default="", help=_("Why; kept in the journal."))
@output_options
@pass_session
def command(
    session: Session,
    source: str,
    correct: tuple[int, int, str] | None,
    split_turn: int | None,
    join_turn: int | None,
    move_border: tuple[int, int] | None,
    reason: str,
    format_: str | None,
    output: Path | None,
) -> None:
    """A source turn by turn with speakers and codes; json has all positions. Or correct its text.

    Example: qualwb show "Grupp 1" --format json
    """
    from qualwb.acts import corrections, turn_borders

    if sum(option is not None for option in (correct, split_turn, join_turn, move_border)) > 1:
        raise click.UsageError(_("One correction at a time."))
    if correct is not None:
        start, end, text = correct
        _tell(session, corrections.replace(session.researcher, source, start, end, text, reason))
    elif split_turn is not None:
        turn_borders.split_turn(session.researcher, source, split_turn)
    elif join_turn is not None:
        turn_borders.join_turns(session.researcher, source, join_turn)
    elif move_border is not None:
        turn_borders.move_border(session.researcher, source, *move_border)
    else:
        _show(session, source, format_, output)


def _show(session: Session, source: str, format_: str | None, output: Path | None) -> None:
    from qualwb.analysis.blindness import blind_notes
    from qualwb.analysis.sources import transcript
    from qualwb.exchange.tables.material import transcript_table
    from qualwb.exchange.writers.transcript_text import transcript_as_text

    with session.project.reading() as connection:
        found, notes = transcript(connection, source), blind_notes(connection)
    if format_ is None and output is None:
        echo(transcript_as_text(found, page_width()), nl=False)
    else:
        print_table(transcript_table(found).with_notes(notes), format_, output)


def _tell(session: Session, corrected: "Corrected") -> None:
    n = corrected.moved
    session.say(ngettext("Corrected; {n} passage moved.", "Corrected; {n} passages moved.", n).format(n=n))
    for orphan in corrected.orphans:
        session.say(
            _("No place any more for {kind} {key}: '{quote}'").format(
                kind=orphan.kind, key=orphan.key, quote=orphan.quote[:60]
            )
        )
    for joined in corrected.joined:
        session.say(joined.in_words())
