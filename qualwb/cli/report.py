"""``qualwb report``: the whole analysis as one document."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualwb.cli.choices import BilingualChoice, shown
from qualwb.cli.context import TEMPLATE, Session, pass_session, template_given
from qualwb.cli.descriptions import describe
from qualwb.cli.options import PEOPLE_BY, selection_from, selection_options
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.exchange.report.blocks import Report


SECTIONS = ("method", "reflexivity", "overview", "themes", "framework", "analyses", "appendix")
"""What a report is made of, here so that help loads nothing."""


class ReportCommand(click.Command):
    """The report, whose output is a file; the word 'facts' in its place goes to the checklists."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if args[:1] != ["facts"]:
            return super().make_context(info_name, args, parent, **extra)
        from qualwb.cli.report_facts import facts

        describe(facts)
        return facts.make_context(f"{info_name} facts", args[1:], parent, **extra)


@click.command("report", cls=ReportCommand)
@click.argument("output", type=click.Path(path_type=Path), required=False)
@click.option(
    "-o",
    "--output",
    "named",
    type=click.Path(path_type=Path),
    help=_("The same as OUT, as other commands take it."),
)
@click.option(
    "--quotes",
    type=BilingualChoice(["cited", "all"]),
    default="cited",
    help=_("The key quotes of each theme (else one a group), or all passages."),
)
@click.option("--full-citations", is_flag=True, help=_("Cite by speaker and turns too: a working version."))
@click.option("--latex", is_flag=True, help=_("As LaTeX, whatever OUT is called; figures beside it."))
@click.option(
    "--checklist",
    type=BilingualChoice(["coreq", "srqr", "both", "none"]),
    default="both",
    help=_("Checklists in the appendix."),
)
@click.option(
    "--without", multiple=True, type=BilingualChoice(SECTIONS), help=_("Leave this section out; repeatable.")
)
@click.option(
    "--check-names", is_flag=True, help=_("Tell which quotes and texts hold names, places or numbers.")
)
@PEOPLE_BY
@TEMPLATE
@selection_options
@pass_session
def command(
    session: Session,
    output: Path | None,
    named: Path | None,
    quotes: str,
    full_citations: bool,
    latex: bool,
    checklist: str,
    without: tuple[str, ...],
    check_names: bool,
    people_by: tuple[str, ...],
    **chosen: Any,
) -> int:
    """Method, themes with evidence and quotes, matrices and figures, as OUT.docx, OUT.html or OUT.tex.

    The language is that of the commands: QUALWB_LANG=sv or en.

    'qualwb report facts' lists what COREQ and SRQR ask, and takes the team's answers.

    With --check-names the exit status is 1 when a quote may tell who somebody is.

    A docx has a list of contents, whose pages Word fills in when it asks to update the fields. --template
    gives it the styles of a Word file: Title, Heading 1 to 3, Caption, Quote, Table Text, Table Head, Table
    Note, the style of its first table, its page and its foot; what it lacks is ours.

    Example: qualwb report rapport.docx --template mall.docx
    """
    from qualwb.exchange.rendering import refuse_template_but_for_docx
    from qualwb.exchange.report.report_file import report_format, write_report

    output = _one_of(output, named)
    format_ = "latex" if latex else report_format(output)  # before the work: a wrong name is told at once
    template = template_given()
    if template is not None:
        refuse_template_but_for_docx(format_)
    from qualwb.exchange.report.answers import Wishes
    from qualwb.exchange.report.sections import report

    lists = {"both": ("coreq", "srqr"), "none": ()}.get(checklist, (checklist,))
    wishes = Wishes(selection_from(session, chosen), quotes, full_citations, lists, people_by, without)
    with session.project.reading() as connection:
        made = report(connection, session.project.title, wishes)
    write_report(made, output, format_, template)
    session.say(_("Wrote {path}.").format(path=output))
    if made.empty:
        parts = ", ".join(map(shown, made.empty))
        session.say(_("Without what has nothing to tell yet: {parts}.").format(parts=parts))
    return _tell_names(session, made) if check_names else 0


def _one_of(output: Path | None, named: Path | None) -> Path:
    """The file that the report goes to. Raises ``UsageError`` when none is named, or two."""
    if output is not None and named is not None:
        raise click.UsageError(_("Name one file: OUT, or -o FILE."))
    if (file := output or named) is None:
        raise click.UsageError(_("Name the file that the report goes to: OUT, or -o FILE."))
    return file


def _tell_names(session: Session, made: "Report") -> int:
    """Say what of it may tell who somebody is; returns the exit status: 1 when there are any."""
    from qualwb.acts.pseudonyms.stored import Decisions
    from qualwb.exchange.report.names_told import names_told

    with session.project.reading() as connection:
        decided = Decisions.read(connection)
    found = names_told(made, decided.is_alias)
    for line in found:
        session.say(line)
    return 1 if found else 0
