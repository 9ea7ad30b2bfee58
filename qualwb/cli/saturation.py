"""``qualwb saturation``: when the groups stop adding codes or themes."""

from pathlib import Path
from typing import Any

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import plotted, selection_from, selection_options
from qualwb.localization import gettext as _


@click.command("saturation")
@click.option(
    "--rows", type=BilingualChoice(["codes", "themes"]), default="codes", help=_("What is counted.")
)
@click.option("--per", type=BilingualChoice(["groups", "sources"]), default="groups", help=_("Over what."))
@click.option("--base", type=click.IntRange(1), help=_("Groups that make the base."))
@click.option("--run", type=click.IntRange(1), help=_("Groups in a run after the base."))
@click.option("--threshold", type=click.FloatRange(0, 1), help=_("New information ratio."))
@selection_options
@output_options
@pass_session
def command(
    session: Session,
    rows: str,
    per: str,
    base: int | None,
    run: int | None,
    threshold: float | None,
    format_: str | None,
    output: Path | None,
    **chosen: Any,
) -> None:
    """New codes (or themes) group by group, in order and averaged over orders, with estimates of the rest.

    The rule is the one that the team has chosen ('qualwb report facts saturation'), else base 4, run 2,
    threshold 0.05.

    Example: qualwb saturation --rows themes --base 3 --run 1
    """
    from qualwb.acts.saturation_choice import saturation_choice
    from qualwb.analysis.saturation import saturation
    from qualwb.exchange.saturation_words import rule_of, with_choice
    from qualwb.exchange.tables.analyses import saturation_table

    with session.project.reading() as connection:
        choice = saturation_choice(connection)
        rule = rule_of(choice)
        found = saturation(
            connection,
            rows,
            per,
            base=rule.base if base is None else base,
            run=rule.run if run is None else run,
            threshold=rule.threshold if threshold is None else threshold,
            selection=selection_from(session, chosen),
        )
    found = with_choice(found, choice)
    print_table(saturation_table(found, bars=plotted(format_, output)), format_, output)
