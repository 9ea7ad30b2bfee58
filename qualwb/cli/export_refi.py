"""``qualwb export refi``: the project for other programs of qualitative analysis."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.context import Session, pass_session
from qualwb.cli.options import IN_ANY_ROUND
from qualwb.exchange.refi.targets import TARGETS
from qualwb.exchange.refi.wishes import CODERS, THEMES, ExportWishes
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.portable.ledger import Ledger
    from qualwb.portable.records import PortableProject

SUFFIX = ".qdpx"


@click.command("refi")
@click.argument("output", type=click.Path(path_type=Path))
@click.option("--for", "tool", type=BilingualChoice([*TARGETS]), help=_("The program that is to read it."))
@click.option(
    "--coders",
    type=BilingualChoice(CODERS),
    default=CODERS[0],
    help=_("Coders by name, as 'Coder 1', or none."),
)
@click.option(
    "--themes",
    type=BilingualChoice(THEMES),
    help=_("Themes as sets of codes, as codes above their codes, or both."),
)
@click.option("--without-labels", is_flag=True, help=_("Without who speaks before each turn."))
@click.option("--turns", is_flag=True, help=_("Each participant's turns as selections of their case."))
@IN_ANY_ROUND
@pass_session
def refi(
    session: Session,
    output: Path,
    tool: str | None,
    coders: str,
    themes: str | None,
    without_labels: bool,
    turns: bool,
    rounds: tuple[str, ...],
) -> None:
    """The project as a REFI-QDA file (.qdpx), which NVivo, MAXQDA, ATLAS.ti, QualCoder and others read.

    It holds sources, codes, codings, memos, groups and participants, and what only qualwb knows of in a part
    that other programs pass by: read back here, it is the same project. With --for it follows one program's
    conventions, has no such part, and what the program has no place for is told.

    Example: qualwb export refi studien.qdpx --for nvivo
    """
    if output.suffix.lower() != SUFFIX:
        raise click.UsageError(_("A REFI-QDA project is a qdpx file: name it OUT.qdpx."))
    from qualwb.exchange.refi.project_file import write_refi

    project, notes = project_to_export(session, rounds)
    wishes = ExportWishes(tool or "", coders, themes or "", labels=not without_labels, turns=turns)
    told_of_file(session, project, output, write_refi(project, output, wishes), notes)


def project_to_export(session: Session, rounds: tuple[str, ...]) -> "tuple[PortableProject, Sequence[str]]":
    """The project with what was coded in these rounds, else in that of --round, else in all; what to tell.

    Raises ``QualwbError`` for a round that is not there.
    """
    from qualwb.exchange.for_other_programs import project_to_export as read
    from qualwb.portable.rounds import coded_rounds

    if not rounds and session.round:
        rounds = (session.round,)
    with session.project.reading() as connection:
        project, notes = read(connection, rounds)
    if len(coded := coded_rounds(project)) > 1:
        said = _(
            "What is coded in several rounds stands there for each, since others know no rounds: {names}. "
            "--in-round NAME takes one."
        )
        notes = (*notes, said.format(names=", ".join(coded)))
    return project, notes


def told_of_file(
    session: Session, project: "PortableProject", output: Path, ledger: "Ledger", notes: Iterable[str]
) -> None:
    """Say what a file for another program holds, and what it does not."""
    from qualwb.exchange.for_other_programs import file_in_words

    for line in file_in_words(output, project, ledger, notes):
        session.say(line)
