"""``qualwb agreement``: how well the coders agree, and where the figures come from."""

from pathlib import Path

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.compared_options import compared_options
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.several_names import SeveralNames
from qualwb.localization import gettext as _

DEFAULT = "passages"
"""The measure that stands for itself: the table of passages, codes and alphas."""


@click.command("agreement", cls=SeveralNames)
@compared_options
@click.option("--codes", multiple=True, metavar=_("CODE ..."), help=_("Only these codes and those beneath."))
@click.option("--themes", multiple=True, metavar=_("[THEME ...]"), help=_("Count on themes: these, or all."))
@click.option("--roll-up", is_flag=True, help=_("Count codes with the codes beneath them."))
@click.option(
    "--measure",
    type=BilingualChoice(
        [DEFAULT, "u-alpha", "alpha", "cohen", "fleiss", "brennan-prediger", "nvivo", "maxqda"]
    ),
    default=DEFAULT,
    help=_("Which measure."),
)
@click.option(
    "--bootstrap",
    type=click.IntRange(0),
    default=1000,
    show_default=True,
    help=_("Draws for the intervals; 0 for none."),
)
@click.option("--of", metavar=_("CODE"), help=_("The passages behind the row of this code or theme."))
@output_options
@pass_session
def command(
    session: Session,
    coders: tuple[str, ...],
    round_: str | None,
    codes: tuple[str, ...],
    themes: tuple[str, ...],
    roll_up: bool,
    measure: str,
    threshold: float,
    bootstrap: int,
    of: str | None,
    format_: str | None,
    output: Path | None,
) -> None:
    """How well the coders of a round agree: code by code, on places, and on codes where both have coded.

    A source counts when two of the coders have coded it, or finished it. 'qualwb help reliability' tells
    what the figures mean.

    Example: qualwb agreement --coders KL MB --themes --format csv
    """
    from qualwb.analysis.agreement.coder_agreement import coder_agreement
    from qualwb.analysis.agreement.labels import Asked
    from qualwb.analysis.agreement.material import AgreementWish
    from qualwb.analysis.agreement.measures import measured_agreement
    from qualwb.analysis.agreement.traced import traced
    from qualwb.exchange.tables.agreement import agreement_table, traced_table
    from qualwb.exchange.tables.measures import measures_table

    if codes and themes:
        raise click.UsageError(_("Count on codes or on themes: --codes or --themes."))
    if "" in (*coders, *codes):
        raise click.UsageError(_("--coders and --codes take names."))
    if of is not None and measure != DEFAULT:
        raise click.UsageError(_("--of traces the table of passages: leave --measure out."))
    wish = AgreementWish(
        coders=coders,
        round=round_ or session.round or "",
        labels=Asked(codes, themes, roll_up),
        threshold=threshold,
        resamples=bootstrap,
    )
    with session.project.reading() as connection:
        if of is not None:
            table = traced_table(traced(connection, wish, of))
        elif measure == DEFAULT:
            table = agreement_table(coder_agreement(connection, wish))
        else:
            table = measures_table(measured_agreement(connection, wish, measure))
    print_table(table, format_, output)
