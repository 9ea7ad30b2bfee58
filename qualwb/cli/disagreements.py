"""``qualwb disagreements``: where the coders of a round do not have the same."""

from pathlib import Path

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.compared_options import compared_options
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.several_names import SeveralNames
from qualwb.localization import gettext as _

KINDS = ("missed", "other-code", "border")


@click.command("disagreements", cls=SeveralNames)
@compared_options
@click.option("--kind", type=BilingualChoice(KINDS), help=_("Only disagreements of this kind."))
@click.option("--open", "only_open", is_flag=True, help=_("Only those that are not decided yet."))
@click.option("--confusion", is_flag=True, help=_("Which codes are taken for which, in units."))
@click.option("--every-code", is_flag=True, help=_("With --confusion: codes that nobody confused too."))
@click.option(
    "--figure",
    type=click.Path(path_type=Path),
    help=_("With --confusion: draw it as well, into a file .svg or .png."),
)
@output_options
@pass_session
def command(
    session: Session,
    coders: tuple[str, ...],
    round_: str | None,
    threshold: float,
    kind: str | None,
    only_open: bool,
    confusion: bool,
    every_code: bool,
    figure: Path | None,
    format_: str | None,
    output: Path | None,
) -> None:
    """Passages that one coder missed, coded otherwise or bordered otherwise, the dearest first.

    Each has an id, by which 'qualwb adjudicate' solves it. Example: qualwb disagreements --open --kind border
    """
    from qualwb.analysis.agreement.compared import choose_compared
    from qualwb.analysis.agreement.disagreements import disagreements

    if (every_code or figure) and not confusion:
        raise click.UsageError(_("--every-code and --figure go with --confusion."))
    with session.project.reading() as connection:
        compared = choose_compared(connection, coders, round_ or session.round or "")
        if confusion:
            from qualwb.analysis.agreement.confusion import confusion as confused

            counted = confused(connection, compared, threshold)
        else:
            found = disagreements(connection, compared, threshold)
    if confusion:
        from qualwb.exchange.tables.disagreements import confusion_table

        if figure is not None:
            from qualwb.exchange.figure_files import write_figure
            from qualwb.exchange.figures.confusion_map import confusion_map

            write_figure(confusion_map(counted), figure)
        print_table(confusion_table(counted, every_code=every_code), format_, output)
        return
    from qualwb.exchange.tables.disagreements import disagreements_table

    wanted = kind.replace("-", " ") if kind else None
    shown = [
        one
        for one in found.found
        if wanted in (None, one.kind) and not (only_open and one.decision is not None)
    ]
    print_table(disagreements_table(found, shown), format_, output)
