"""``qualwb theme``: themes and the codes they gather."""

from pathlib import Path

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import IN_GROUPS, REASON, given
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

FIELDS = (
    click.option("--definition", help=_("The central idea.")),
    click.option("--boundary", help=_("What does not belong to it.")),
    click.option("--counter-examples", help=_("What speaks against it.")),
    click.option("--claim", help=_("What the report says of its spread, such as 'all groups'.")),
)


@click.group("theme")
def command() -> None:
    """Themes: listed, made, given codes, summed up by group, renamed, merged, moved, ordered, deleted.

    Example: qualwb theme new "Otydligt syfte" --parent "Inför" --code "flera bilder av syftet"
    """


@command.command("list")
@IN_GROUPS
@output_options
@pass_session
def list_(session: Session, in_groups: int | None, format_: str | None, output: Path | None) -> None:
    """The themes as a tree with their codes, passages and groups."""
    from qualwb.analysis.selection import Selection
    from qualwb.analysis.table_notes import scope_notes
    from qualwb.analysis.themes import theme_list
    from qualwb.exchange.tables.codebook import themes_table

    selection = Selection(in_groups=in_groups)
    with session.project.reading() as connection:
        themes, notes = theme_list(connection, selection), scope_notes(connection, selection)
    print_table(themes_table(themes).with_notes(notes), format_, output)


@command.command("new")
@click.argument("name")
@click.option("--parent", help=_("The main theme it lies beneath."))
@click.option("--code", "-c", "codes", multiple=True, help=_("A code that it gathers."))
@REASON
@pass_session
def new(
    session: Session, name: str, parent: str | None, codes: tuple[str, ...], reason: str, **fields: str | None
) -> None:
    """Make a theme."""
    from qualwb.acts import themes

    themes.create(session.researcher, name, parent=parent, codes=codes, reason=reason, **given(fields))
    session.say(_("New theme '{name}'.").format(name=name))


@command.command("describe")
@click.argument("name")
@REASON
@pass_session
def describe(session: Session, name: str, reason: str, **fields: str | None) -> None:
    """Change the central idea, boundary, counter-examples or claim of a theme."""
    from qualwb.acts import themes

    if not given(fields):
        raise click.UsageError(
            _("Say what to change: --definition, --boundary, --counter-examples, --claim.")
        )
    themes.describe(session.researcher, name, reason=reason, **given(fields))
    session.say(_("Described '{name}'.").format(name=name))


for option in FIELDS:
    option(new)
    option(describe)


@command.command("add")
@click.argument("theme")
@click.argument("codes", nargs=-1, required=True)
@REASON
@pass_session
def add(session: Session, theme: str, codes: tuple[str, ...], reason: str) -> None:
    """Let a theme gather codes."""
    from qualwb.acts import themes

    n = themes.add_codes(session.researcher, theme, codes, reason)
    session.say(ngettext("{n} code added.", "{n} codes added.", n).format(n=n))


@command.command("remove")
@click.argument("theme")
@click.argument("codes", nargs=-1, required=True)
@REASON
@pass_session
def remove(session: Session, theme: str, codes: tuple[str, ...], reason: str) -> None:
    """Take codes out of a theme; the codes and their codings stay."""
    from qualwb.acts import themes

    n = themes.remove_codes(session.researcher, [(theme, code) for code in codes], reason)
    session.say(ngettext("{n} code removed.", "{n} codes removed.", n).format(n=n))


@command.command("summarise")
@click.argument("theme")
@click.argument("group")
@click.argument("text")
@click.option("--participant", metavar="ALIAS", help=_("For one participant of the group."))
@click.option(
    "--coding",
    "codings",
    type=int,
    multiple=True,
    help=_("A coding that it rests on, by its number; else all of the theme there."),
)
@REASON
@pass_session
def summarise(
    session: Session,
    theme: str,
    group: str,
    text: str,
    participant: str | None,
    codings: tuple[int, ...],
    reason: str,
) -> None:
    """Write what a theme comes to in a group, for 'qualwb matrix --cells summaries'; empty TEXT clears it.

    Example: qualwb theme summarise "Otydligt syfte" "Grupp 2" "Ingen visste vad de skulle dit för."
    """
    from qualwb.acts import summaries
    from qualwb.analysis.framework import codings_to_sum_up

    if not text.strip():
        summaries.clear_summary(session.researcher, theme, group, participant=participant)
        return
    if not codings:
        with session.project.reading() as connection:
            codings = codings_to_sum_up(connection, theme, group, participant)
    summaries.set_summary(
        session.researcher, theme, group, text, participant=participant, codings=codings, reason=reason
    )
    if not codings:
        session.say(_("Nothing is coded there: the summary rests on no passage."))


@command.command("rename")
@click.argument("name")
@click.argument("to")
@REASON
@pass_session
def rename(session: Session, name: str, to: str, reason: str) -> None:
    """Rename a theme."""
    from qualwb.acts import themes

    themes.rename(session.researcher, name, to, reason)


@command.command("move")
@click.argument("names", nargs=-1, required=True)
@click.option("--under", help=_("The main theme; without it, to the top."))
@REASON
@pass_session
def move(session: Session, names: tuple[str, ...], under: str | None, reason: str) -> None:
    """Move themes beneath a main theme, or to the top."""
    from qualwb.acts import themes

    themes.move(session.researcher, names, under, reason)


@command.command("order")
@click.argument("name")
@click.argument("place", type=BilingualChoice(["first", "earlier", "later", "last"]))
@pass_session
def order(session: Session, name: str, place: str) -> None:
    """Put a theme earlier or later among those beside it: the order of tables and reports.

    Example: qualwb theme order "Otydligt syfte" first
    """
    from qualwb.acts import themes

    themes.order(session.researcher, name, place)


@command.command("merge")
@click.argument("names", nargs=-1, required=True)
@click.option("--into", required=True, help=_("The theme they become: one of them, or a new name."))
@REASON
@pass_session
def merge(session: Session, names: tuple[str, ...], into: str, reason: str) -> None:
    """Merge themes; codes, memos and themes beneath follow."""
    from qualwb.acts import themes

    themes.merge(session.researcher, names, into, reason)


@command.command("delete")
@click.argument("names", nargs=-1, required=True)
@REASON
@pass_session
def delete(session: Session, names: tuple[str, ...], reason: str) -> None:
    """Delete themes; their codes and codings stay."""
    from qualwb.acts import themes

    themes.delete(session.researcher, names, reason)
