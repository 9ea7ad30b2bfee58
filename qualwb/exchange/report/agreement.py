"""Agreement between the coders as a methods chapter tells it: the figures, what they are, and the table."""

from collections.abc import Iterator
from dataclasses import replace

from qualwb.acts.agreement_choice import AgreementChoice, AgreementNotUsed, AgreementUsed
from qualwb.analysis.agreement.coder_agreement import CoderAgreement, coder_agreement
from qualwb.analysis.agreement.labels import Asked
from qualwb.analysis.agreement.material import AgreementWish
from qualwb.analysis.connection import Connection
from qualwb.errors import QualwbError
from qualwb.exchange.agreement_words import (
    basis_in_words,
    beside_notes,
    interval_notes,
    left_out_notes,
    no_figure_in_words,
    pair_notes,
    reworked_notes,
    sign_notes,
    uneven_notes,
    what_in_words,
    where_in_words,
)
from qualwb.exchange.report.blocks import Block, FactList, Heading, Paragraph
from qualwb.exchange.tables.agreement import agreement_table, alphas_table
from qualwb.localization import gettext as _


def reported_agreement(connection: Connection, choice: AgreementChoice | None) -> CoderAgreement | None:
    """The agreement that a report tells; None where the team wants none, or no two coders can be compared."""
    if isinstance(choice, AgreementNotUsed):
        return None
    used = choice or AgreementUsed()
    labels = Asked(themes=("",) if used.rows == "themes" else ())
    try:
        return coder_agreement(connection, AgreementWish(used.coders, labels=labels))
    except QualwbError:  # one coder alone: there is nothing to tell
        return None


def agreement_blocks(
    found: CoderAgreement | None, choice: AgreementChoice | None, solved: str
) -> Iterator[Block]:
    """The part of the method on agreement; ``solved`` tells how disagreements were solved, '' for nothing."""
    if isinstance(choice, AgreementNotUsed):
        yield Heading(2, _("Agreement between the coders"))
        yield Paragraph(f"{no_figure_in_words(choice)}.")
    if found is None:
        return
    yield Heading(2, _("Agreement between the coders"))
    yield Paragraph(_measure(found), _("Measure."))
    figures = (where_in_words(found), *pair_notes(found), *what_in_words(found), *uneven_notes(found))
    yield Paragraph(" ".join(figures), _("Agreement."))
    if solved:
        yield Paragraph(solved, _("Disagreements."))
    table = alphas_table(found) if found.pairs else agreement_table(found)
    yield FactList(replace(table, title=table.caption, caption="", notes=tuple(sign_notes(found)), data=None))


def _measure(found: CoderAgreement) -> str:
    """The measure, its unit, what it was counted on, and how its intervals were made."""
    measure = _(
        "Krippendorff's alpha for unitizing (Krippendorff, Mathet, Bouvry & Widlöcher 2016); the unit is the"
        " character of the text."
    )
    notes = (*beside_notes(found), *left_out_notes(found.left_out), *reworked_notes(found.reworked))
    return " ".join((measure, basis_in_words(found), *notes, *interval_notes(found)))
