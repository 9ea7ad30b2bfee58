"""Deciding a disagreement: why is asked, then what becomes of what stands in consensus there already."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from qualwb.acts.adjudications import NOTHING, Outcome, Seen, Verdict
from qualwb.analysis.agreement.coded_by_hand import HandCoded, as_seen, besides_decision
from qualwb.analysis.agreement.disagreements import Disagreement
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog
from qualwb.workbench.project_app import ProjectApp
from qualwb.workbench.screens.compare.at_stake import Where, decided, standing_in_words
from qualwb.workbench.screens.compare.side_by_side import Comparison

HERE, ALL, KEEP = "here", "all", "keep"
"""What becomes of what stands in consensus: it goes where the decision stands, or all of it, or it stays."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, with its reason, and what gives way to it."""

    verdict: Verdict
    replacing: Seen = field(default_factory=lambda: NOTHING)
    beyond_stays: bool = False
    """Whether what gives way stays where it reaches beyond the words at stake."""
    into: str = ""
    """The round of consensus."""
    as_of: int | None = None
    """The newest decision that could be seen when it was decided."""


class Deciding:
    """The questions that a decision on one disagreement needs answered, as the comparison was shown."""

    def __init__(self, app: ProjectApp, comparison: Comparison, one: Disagreement, where: Where) -> None:
        self._app, self._comparison, self._one, self._where = app, comparison, one, where

    def ask(self, verdict: Verdict, then: Callable[[Decision], object]) -> None:
        """Ask why, then what stands there already; ``then`` is called with the answers."""

        def go_on(reason: str | None) -> None:
            if reason is not None:
                self._ask_standing(replace(verdict, reason=reason), then)

        title = _("Why? (may stay empty)")
        if self._one.decision is not None:
            instead = _("In place of the earlier decision, {decided}.").format(decided=decided(self._one))
            title = f"{instead} {title}"
        self._app.push_screen(LineDialog(title, empty=True), go_on)

    def _ask_standing(self, verdict: Verdict, then: Callable[[Decision], object]) -> None:
        one, comparison = self._one, self._comparison
        standing = besides_decision(comparison.by_hand, one, verdict.taken_from)
        if not standing:
            then(self._decision(verdict))
            return

        def take(key: str | None) -> None:
            if key is not None:
                gone = as_seen(standing if key != KEEP else ())
                then(self._decision(verdict, gone, beyond_stays=key == HERE))

        title = _("'{round}' has there already:").format(round=comparison.consensus)
        told = f"{title}\n{standing_in_words(standing, self._where)}"
        beyond = _reaches_beyond(standing, one)
        if beyond:
            told += "\n" + _("It reaches beyond what is decided here.")
        choices = _what_becomes(takes_none=verdict.outcome is Outcome.NEITHER, beyond=beyond)
        self._app.push_screen(ChoiceDialog(told, choices), take)

    def _decision(
        self, verdict: Verdict, replacing: Seen = NOTHING, *, beyond_stays: bool = False
    ) -> Decision:
        comparison = self._comparison
        return Decision(verdict, replacing, beyond_stays, comparison.consensus, comparison.result.as_of)


def _reaches_beyond(standing: Sequence[HandCoded], one: Disagreement) -> bool:
    return any(there.start < one.start or one.end < there.end for there in standing)


def _what_becomes(*, takes_none: bool, beyond: bool) -> list[Choice]:
    """What can become of what stands in consensus already; ``beyond``: it reaches beyond the decision."""
    keep = _("It stays, though neither coder is taken") if takes_none else _("It stays beside the decision")
    kept = Choice(KEEP, keep)
    if beyond and takes_none:
        return [Choice(HERE, _("It goes here, and stays beyond")), Choice(ALL, _("All of it goes")), kept]
    if beyond:
        here, whole = _("The decision takes its place here; beyond it stays"), _("All of it gives way")
        return [Choice(HERE, here), Choice(ALL, whole), kept]
    if takes_none:
        return [Choice(ALL, _("It goes too: nothing stands there then")), kept]
    return [Choice(ALL, _("The decision takes its place")), kept]
