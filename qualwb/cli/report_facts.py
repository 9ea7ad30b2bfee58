"""``qualwb report facts``: the items of COREQ and SRQR, and what the team answers to them."""

import sys
from pathlib import Path

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import codings_at_work
from qualwb.cli.several_names import SeveralNames
from qualwb.localization import gettext as _

SATURATION = "saturation"
"""Stands for an item: what the team says of saturation."""
AGREEMENT = "agreement"
"""The same of agreement between the coders."""


@click.group("facts", invoke_without_command=True)
@click.option(
    "--checklist", type=BilingualChoice(["coreq", "srqr", "all"]), default="all", help=_("Which items.")
)
@click.option("--left", is_flag=True, help=_("Only what is still to be told."))
@output_options
@click.pass_context
def facts(ctx: click.Context, checklist: str, left: bool, format_: str | None, output: Path | None) -> None:
    """The items of COREQ and SRQR: what the project knows of each, what the team answers, what is left.

    When nothing is left, the table has no column for the status: so a journal takes it.

    Example: qualwb report facts --checklist coreq -o coreq.docx
    """
    if ctx.invoked_subcommand is not None:
        return
    from qualwb.exchange.checklists.checklists import TITLES, checklist_table, checklists
    from qualwb.exchange.checklists.known import known

    session = ctx.ensure_object(Session)
    selection = codings_at_work(session)
    with session.project.reading() as connection:
        found = checklists(known(connection, selection))
    rows = [row for name, rows in found.items() if checklist in (name, "all") for row in rows]
    shown = [row for row in rows if row.rest or not left]
    title = " · ".join(name for key, name in TITLES.items() if checklist in (key, "all"))
    print_table(checklist_table(shown, title), format_, output)


@facts.command("set")
@click.argument("item")
@click.argument("text")
@pass_session
def set_(session: Session, item: str, text: str) -> None:
    """Answer an ITEM such as coreq.3 or srqr.9; TEXT '-' reads it from stdin.

    Example: qualwb report facts set coreq.13 "21 av omkring 42 inbjudna kom; ingen avbröt."
    """
    from qualwb.acts.report_facts import answer_item

    answer_item(session.researcher, item, sys.stdin.read() if text == "-" else text)


@facts.command("clear")
@click.argument("item")
@pass_session
def clear(session: Session, item: str) -> None:
    """Take the team's answer to an ITEM away; also what it says of 'saturation' or 'agreement'."""
    from qualwb.acts.agreement_choice import unsay_agreement
    from qualwb.acts.report_facts import clear_item
    from qualwb.acts.saturation_choice import unsay_saturation

    if item == SATURATION:
        unsay_saturation(session.researcher)
    elif item == AGREEMENT:
        unsay_agreement(session.researcher)
    else:
        clear_item(session.researcher, item)


@facts.command(SATURATION)
@click.option("--used", is_flag=True, help=_("It is used, by the rule of --base, --run and --threshold."))
@click.option("--base", type=int, help=_("Groups that make the base."))
@click.option("--run", type=int, help=_("Groups in a run after the base."))
@click.option("--threshold", type=float, help=_("New information ratio."))
@click.option("--not-used", metavar=_("REASON"), help=_("It is not used, for this reason."))
@pass_session
def saturation(
    session: Session,
    used: bool,
    base: int | None,
    run: int | None,
    threshold: float | None,
    not_used: str | None,
) -> None:
    """Say whether saturation is used, by which rule, or why not.

    Example: qualwb report facts saturation --not-used "reflexiv tematisk analys"
    """
    from qualwb.acts.saturation_choice import SaturationNotUsed, SaturationUsed, choose_saturation
    from qualwb.analysis.saturation import BASE, RUN, THRESHOLD

    rule = (base, run, threshold)
    if used == (not_used is not None) or (not_used is not None and any(one is not None for one in rule)):
        raise click.UsageError(_("Say either --used, with a rule or without, or --not-used REASON."))
    if not_used is not None:
        choose_saturation(session.researcher, SaturationNotUsed(not_used))
        return
    chosen = [usual if one is None else one for one, usual in zip(rule, (BASE, RUN, THRESHOLD), strict=True)]
    choose_saturation(session.researcher, SaturationUsed(int(chosen[0]), int(chosen[1]), float(chosen[2])))


@facts.command(AGREEMENT, cls=SeveralNames)
@click.option("--used", is_flag=True, help=_("The report has the coders' table, a line for each of --rows."))
@click.option("--coders", multiple=True, metavar="A B ...", help=_("Whose codings; else all of the round."))
@click.option("--rows", type=BilingualChoice(["codes", "themes"]), help=_("What agreement is counted on."))
@click.option("--not-used", metavar=_("REASON"), help=_("The report has no figure, for this reason."))
@pass_session
def agreement(
    session: Session, used: bool, coders: tuple[str, ...], rows: str | None, not_used: str | None
) -> None:
    """Say whether the report tells how well the coders agree, or why not.

    Where nothing is said it does, as soon as two coders have coded one source in a round.

    Example: qualwb report facts agreement --not-used "reflexiv tematisk analys"
    """
    from qualwb.acts.agreement_choice import AgreementNotUsed, AgreementUsed, choose_agreement

    if used == (not_used is not None) or (not_used is not None and (rows or coders)):
        raise click.UsageError(_("Say either --used, with --rows or without, or --not-used REASON."))
    choice = AgreementUsed(rows or "codes", coders) if not_used is None else AgreementNotUsed(not_used)
    choose_agreement(session.researcher, choice)
