"""``qualwb speakers``: who the labels of a source are."""

from pathlib import Path

import click

from qualwb.cli.choices import in_english
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import assignment
from qualwb.localization import gettext as _


@click.command("speakers")
@click.argument("source", required=False)
@click.option("--set", "roles", multiple=True, help=_("LABEL=ROLE: moderator, participant, observer."))
@click.option(
    "--participant", "people", multiple=True, help=_("LABEL=ALIAS: who it is; 'LABEL=' is no one ('Flera').")
)
@click.option("--rename", "renames", multiple=True, help=_("OLD=NEW; an existing label merges the two."))
@output_options
@pass_session
def command(
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
