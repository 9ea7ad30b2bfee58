"""``qualwb sources``: the sources and their groups."""

from pathlib import Path

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import assignments
from qualwb.cli.terminal import echo
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

REASON = click.option("--reason", default="", help=_("Why; kept in the journal."))


@click.group("sources", invoke_without_command=True)
@output_options
@click.pass_context
def command(ctx: click.Context, format_: str | None, output: Path | None) -> None:
    """Sources: listed, renamed, moved to another group, described, tied to recordings, deleted.

    Example: qualwb sources move "Intervju 3" "Grupp 2"
    """
    if ctx.invoked_subcommand is not None:
        return
    from qualwb.analysis.sources import source_list
    from qualwb.analysis.table_notes import scope_notes
    from qualwb.exchange.tables.material import sources_table

    with ctx.ensure_object(Session).project.reading() as connection:
        rows, notes = source_list(connection), scope_notes(connection)
    counted = [_("Passages, coded: {note}").format(note=note) for note in notes]
    print_table(sources_table(rows).with_notes(counted), format_, output)


@command.command("rename")
@click.argument("source")
@click.argument("name")
@pass_session
def rename(session: Session, source: str, name: str) -> None:
    """Give a source another name."""
    from qualwb.acts import sources

    sources.rename_source(session.researcher, source, name)


@command.command("move")
@click.argument("source")
@click.argument("group")
@pass_session
def move(session: Session, source: str, group: str) -> None:
    """Put a source into another group, made when it is new."""
    from qualwb.acts import sources

    sources.move_source(session.researcher, source, group)


@command.command("group-rename")
@click.argument("group")
@click.argument("name")
@pass_session
def group_rename(session: Session, group: str, name: str) -> None:
    """Give a group another name."""
    from qualwb.acts import sources

    sources.rename_group(session.researcher, group, name)


@command.command("describe")
@click.argument("name")
@click.argument("attributes", nargs=-1, required=True)
@click.option("--group", "of_group", is_flag=True, help=_("NAME is a group."))
@pass_session
def describe(session: Session, name: str, attributes: tuple[str, ...], of_group: bool) -> None:
    """Set attributes of a source or group: NAME=VALUE; 'NAME=' takes one away.

    Example: qualwb sources describe --group "Grupp 1" huvudman=kommun datum=2010-10-12
    """
    from qualwb.acts import sources

    given = assignments(attributes)
    if of_group:
        sources.describe_group(session.researcher, name, **given)
    else:
        sources.describe_source(session.researcher, name, **given)


@command.command("read")
@click.argument("sources", nargs=-1, required=True)
@pass_session
def read(session: Session, sources: tuple[str, ...]) -> None:
    """Keep that you have read sources through, whole and uncoded; 'sources' tells who has and when."""
    from qualwb.acts.readings import mark_read

    mark_read(session.researcher, sources)
    n = len(sources)
    session.say(ngettext("Kept: {n} source read through.", "Kept: {n} sources read through.", n).format(n=n))


@command.command("media")
@click.argument("source")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--remove", is_flag=True, help=_("Forget the recording; its file stays where it is."))
@pass_session
def media(session: Session, source: str, file: Path | None, remove: bool) -> None:
    """Tie the recording FILE to a source, by its place and hash; without FILE tell whether it is there.

    The file is never copied or changed. In the workbench it is played beside the text (mpv is needed).

    Example: qualwb sources media "Grupp 1" inspelning.ogg
    """
    from qualwb.acts import recordings

    if file is not None and remove:
        raise click.UsageError(_("Either a file or --remove."))
    if remove:
        recordings.untie(session.researcher, source)
    elif file is None:
        echo(str(recordings.find_file(session.researcher, source)))
    else:
        tied = recordings.tie(session.researcher, source, file)
        session.say(_("Tied: {path}. Play it in the workbench: Shift+F4 on a turn.").format(path=tied.path))


@command.command("delete")
@click.argument("name")
@click.option("--group", "of_group", is_flag=True, help=_("NAME is a group, with all its sources."))
@REASON
@pass_session
def delete(session: Session, name: str, of_group: bool, reason: str) -> None:
    """Delete a source (or a group) with its codings and memos; a backup is made, 'undo' brings it back.

    What was deleted is not erased: see 'qualwb purge'.
    """
    from qualwb.acts import sources

    remove = sources.delete_group if of_group else sources.delete_source
    n = remove(session.researcher, name, reason)
    session.say(ngettext("Deleted, with {n} coding.", "Deleted, with {n} codings.", n).format(n=n))
    _tell_what_holds_it(session)


def _tell_what_holds_it(session: Session) -> None:
    from qualwb.acts.purging import holdings

    session.say(_("The text can be brought back, and still lies in:"))
    for line in holdings(session.project).in_words():
        session.say(f"  {line}")
    session.say(_("'qualwb purge --backups --caches' erases it there."))
