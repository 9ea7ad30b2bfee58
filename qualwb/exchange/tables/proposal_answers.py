"""What became of proposed themes, merges and splits, as a table."""

from collections.abc import Sequence
from dataclasses import asdict

from qualwb.analysis.proposal_answers import ProposalAnswer, counted_answers
from qualwb.exchange.tables.table import Table
from qualwb.local_time import local_time
from qualwb.localization import gettext as _


def proposal_answers_table(answers: Sequence[ProposalAnswer]) -> Table:
    """What became of proposals, newest first, with how many ended how below."""
    kinds = {"theme": _("theme"), "merge": _("merge"), "split": _("split")}
    outcomes = {"accepted": _("accepted"), "changed": _("changed"), "refused": _("refused")}
    counted = counted_answers(answers)
    told = [
        f"{kinds[kind]}: " + ", ".join(f"{outcomes[outcome]} {n}" for outcome, n in sorted(found.items()))
        for kind, found in counted.items()
        if found
    ]
    return Table(
        (_("when"), _("coder"), _("proposal"), _("outcome"), _("codes"), _("reason")),
        [
            [local_time(one.at), one.coder, kinds[one.kind], outcomes[one.outcome], one.summary, one.reason]
            for one in answers
        ],
        notes=("; ".join(told) + ".",) if told else (),
        data=[asdict(one) for one in answers],
    )
