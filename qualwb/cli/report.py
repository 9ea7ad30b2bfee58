"""``qualwb report``: the whole analysis as one document."""

from pathlib import Path
from typing import Any

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.selecting import selection_from, selection_options
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _


@click.command("report")
@click.argument("output", type=click.Path(path_type=Path))
@click.option(
    "--quotes",
    type=click.Choice(["cited", "all"]),
    default="cited",
    help=_("The key quotes of each theme (else one a group), or all passages."),
)
@click.option("--full-citations", is_flag=True, help=_("Cite by speaker and lines too: a working version."))
@selection_options
@pass_session
def command(session: Session, output: Path, quotes: str, full_citations: bool, **chosen: Any) -> None:
    """Method, themes with evidence and quotes, matrices and figures, as OUT.docx or OUT.html.

    The language is that of the commands: QUALWB_LANG=sv or en.

    Example: qualwb report rapport.docx
    """
    suffix = output.suffix.lower()
    if suffix not in (".html", ".htm", ".docx"):
        raise QualwbError(
            _("{path}: a report is docx or html.").format(path=output), _("Name it OUT.docx or OUT.html.")
        )
    from qualwb.exchange.rendering import write_file
    from qualwb.exchange.report import content

    wishes = content.Wishes(selection_from(session, chosen), quotes, full_citations)
    with session.project.reading() as connection:
        made = content.report(connection, session.path.stem, wishes)
    if suffix == ".docx":
        from qualwb.exchange.report import document

        write_file(output, document.render(made))
    else:
        from qualwb.exchange.report import page

        write_file(output, page.render(made).encode())
    session.say(_("Wrote {path}.").format(path=output))
