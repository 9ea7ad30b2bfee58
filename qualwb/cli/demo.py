"""``qualwb demo``: the bundled study as a project of its own."""

import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from qualwb.cli.context import Session, pass_session
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.bundled import Loaded

WORKSHEET = "arbetsblad.md"


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("larandeseminarier"))
@click.option("--no-open", is_flag=True, help=_("Make it, but don't open the workbench."))
@click.option("--exercise", is_flag=True, help=_("The material uncoded, with the codebook and a worksheet."))
@click.option(
    "--force", is_flag=True, help=_("Replace a demo that is there; the old one is kept as a backup.")
)
@pass_session
def command(session: Session, folder: Path, no_open: bool, exercise: bool, force: bool) -> int:
    """Make the learning-seminar study in FOLDER and open it.

    Five constructed focus groups, coded by two coders with a consensus. With --exercise you code them
    yourself and hold your coding against theirs.

    Example: qualwb demo --no-open
    """
    from qualwb.acts.demo import FILE_NAME, make_demo

    path = folder / FILE_NAME
    loaded = make_demo(path, coded=not exercise, replace=force, notice=session.say)
    worksheet = _put_worksheet(folder) if exercise else None
    _tell(session, path, loaded, worksheet)
    if no_open or not sys.stdout.isatty():
        return 0
    from qualwb.workbench.start import start

    return start(path, tour=True)


def _put_worksheet(folder: Path) -> Path:
    from qualwb.acts.bundled import worksheet
    from qualwb.exchange.output_file import write_file

    target = folder / WORKSHEET
    if not target.exists():
        write_file(target, worksheet().read_bytes())
    return target


def _tell(session: Session, path: Path, loaded: "Loaded", worksheet: Path | None) -> None:
    made = _(
        "Made {path}: {sources} sources, {turns} turns, {participants} participants, {themes} themes, "
        "{codes} codes, {codings} codings, {memos} memos."
    )
    session.say(
        made.format(
            path=path,
            sources=loaded.sources,
            turns=loaded.turns,
            participants=loaded.participants,
            themes=loaded.themes,
            codes=loaded.codes,
            codings=loaded.codings,
            memos=loaded.memos,
        )
    )
    project = quote(str(path))
    if worksheet is None:
        session.say(
            _("Next: qualwb -p {path} matrix, or qualwb {path} for the workbench.").format(path=project)
        )
    else:
        session.say(
            _("Next: read {worksheet}, then code: qualwb {path}").format(worksheet=worksheet, path=project)
        )
        session.say(_("When you have coded: qualwb -p {path} study compare --with gold").format(path=project))
        session.say(
            _("Code by code: merge the whole study (qualwb demo facit --no-open) into it with M on F8.")
        )
