"""``qualwb speakers``: who the labels of a source are, and who speaks its turns."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli.choices import in_english
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import assignment, numbers_in
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.analysis.turns_to_label import TurnToLabel


class _ListsAtFirst(click.Group):
    """A group whose first word is a source when it is no command: 'speakers SOURCE' lists."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        helps = ctx.help_option_names
        if not args or (args[0] not in self.commands and args[0] not in helps):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group("speakers", cls=_ListsAtFirst)
def command() -> None:
    """The labels of sources: listed ('speakers SOURCE' does too), changed, and given to turns.

    Example: qualwb speakers "Grupp 1" --set M=moderator --participant D1=Åsa
    """


@command.command("list")
@click.argument("source", required=False)
@click.option("--set", "roles", multiple=True, help=_("LABEL=ROLE: moderator, participant, observer."))
@click.option(
    "--participant", "people", multiple=True, help=_("LABEL=ALIAS: who it is; 'LABEL=' is no one ('Flera').")
)
@click.option("--rename", "renames", multiple=True, help=_("OLD=NEW; an existing label merges the two."))
@output_options
@pass_session
def list_(
    session: Session,
    source: str | None,
    roles: tuple[str, ...],
    people: tuple[str, ...],
    renames: tuple[str, ...],
    format_: str | None,
    output: Path | None,
) -> None:
    """The labels of a source (or of all sources): whom they stand for, in what role; or change that.

    Example: qualwb speakers "Grupp 1" --set M=moderator --participant D1=Åsa
    """
    if roles or people or renames:
        if source is None:
            raise click.UsageError(_("Name the SOURCE whose labels are meant."))
        _change(session, source, roles, people, renames)
        return
    from qualwb.analysis.people import speaker_list
    from qualwb.analysis.selection import Selection
    from qualwb.exchange.tables.material import speakers_table

    with session.project.reading() as connection:
        rows = speaker_list(connection, Selection(sources=(source,) if source else ()))
    print_table(speakers_table(rows), format_, output)


def _change(
    session: Session, source: str, roles: tuple[str, ...], people: tuple[str, ...], renames: tuple[str, ...]
) -> None:
    from qualwb.acts.people import ROLES, rename_speaker, set_participant, set_role

    new_labels, aliases, new_roles = (list(map(assignment, texts)) for texts in (renames, people, roles))
    for label, value in (*new_labels, *new_roles):
        if not value:
            raise click.UsageError(_("'{text}' is not NAME=VALUE.").format(text=f"{label}="))
    for label, new in new_labels:
        rename_speaker(session.researcher, source, label, new)
    for label, alias in aliases:
        set_participant(session.researcher, source, label, alias or None)
    for label, role in new_roles:
        set_role(session.researcher, source, label, in_english(role, ROLES))


@command.command("label")
@click.argument("source")
@click.argument("words", nargs=-1, metavar="[TURNS] SPEAKER")
@click.option("--questions", is_flag=True, help=_("The turns that name no speaker and end in '?'."))
@click.option(
    "--except", "exceptions", multiple=True, metavar="[SOURCE:]TURNS", help=_("But not these turns.")
)
@click.option("--role", help=_("A new speaker's role: moderator, participant, observer, unknown."))
@click.option("--dry-run", is_flag=True, help=_("List the turns, change nothing."))
@output_options
@pass_session
def label(
    session: Session,
    source: str,
    words: tuple[str, ...],
    questions: bool,
    exceptions: tuple[str, ...],
    role: str | None,
    dry_run: bool,
    format_: str | None,
    output: Path | None,
) -> None:
    """Say who speaks TURNS (3,7-9) of a source, or the questions of a source or of a printed report's file.

    With --questions the speaker is the moderator, unless --role says another; look with --dry-run first.

    Example: qualwb speakers label rapport.txt --questions Moderator --dry-run
    """
    from qualwb.acts.people import ROLES, label_turns

    if len(words) != (1 if questions else 2):
        raise click.UsageError(_("Write SOURCE TURNS SPEAKER, or SOURCE --questions SPEAKER."))
    turns = _without(_meant(session, source, None if questions else words[0]), exceptions)
    if dry_run or format_ or output:
        from qualwb.exchange.tables.material import turns_to_label_table

        print_table(turns_to_label_table(turns), format_, output)
    if dry_run:
        session.say(_("Nothing was changed: dry run."))
        return
    by_source: dict[str, list[int]] = {}
    for turn in turns:
        by_source.setdefault(turn.source, []).append(turn.number)
    if not by_source:
        session.say(_("No turn is meant: nothing was changed."))
        return
    spoken = in_english(role, ROLES) if role else "moderator" if questions else None
    n = label_turns(session.researcher, by_source, words[-1], spoken)
    said = ngettext("{n} turn is spoken by {speaker}.", "{n} turns are spoken by {speaker}.", n)
    session.say(said.format(n=n, speaker=words[-1]))
    if questions:
        places = "; ".join(f"{name}:{','.join(map(str, numbers))}" for name, numbers in by_source.items())
        told = _("Found by their question marks, so read them: {places}. 'qualwb undo' takes it back.")
        session.say(told.format(places=places))


def _meant(session: Session, source: str, numbers: str | None) -> "tuple[TurnToLabel, ...]":
    """The turns of these numbers, or without numbers the questions that name no speaker."""
    from qualwb.analysis.turns_to_label import sources_named, turns_numbered, unnamed_questions

    chosen = None if numbers is None else numbers_in(numbers)
    with session.project.reading() as connection:
        if chosen is not None:
            return turns_numbered(connection, source, chosen)
        return unnamed_questions(connection, sources_named(connection, source))


def _without(turns: "tuple[TurnToLabel, ...]", exceptions: tuple[str, ...]) -> "tuple[TurnToLabel, ...]":
    """The turns but for the exceptions, each of which must be among them. Raises ``click.UsageError``."""
    meant = {(turn.source, turn.number) for turn in turns}
    sources = {turn.source.casefold(): turn.source for turn in turns}
    left_out = set()
    for text in exceptions:
        source, _colon, numbers = text.rpartition(":")
        if not source and len(sources) > 1:
            raise click.UsageError(
                _("--except '{text}': several sources are meant, write SOURCE:TURNS.").format(text=text)
            )
        source = sources.get((source or next(iter(sources), "")).casefold(), "")
        for number in numbers_in(numbers):
            if (source, number) not in meant:
                raise click.UsageError(_("--except '{text}': no such turn is meant.").format(text=text))
            left_out.add((source, number))
    return tuple(turn for turn in turns if (turn.source, turn.number) not in left_out)
