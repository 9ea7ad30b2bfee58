"""Taking into consensus what needs no decision: what the coders have alike, or what one alone coded."""

from qualwb.acts.adjudications import Seen, single_reason, take_agreed, take_single
from qualwb.analysis.agreement.coded_by_hand import not_standing, with_other_ends
from qualwb.analysis.agreement.disagreements import agreed_codings
from qualwb.analysis.agreement.taken_out import taken_out
from qualwb.analysis.connection import Connection
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.shortening import shortened
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.compare.side_by_side import Comparison

SHOWN = 5
"""Passages that a question names of all that it is about."""


class TakingOver:
    """What is taken over of one comparison, as it is shown: of what is alike, only under the codes shown."""

    def __init__(self, screen: ProjectScreen, comparison: Comparison, label: str) -> None:
        self._screen, self._comparison, self._label = screen, comparison, label

    def ask(self) -> None:
        """Ask what is to be taken over, where one coder alone coded something; else take what is alike."""
        comparison = self._comparison
        n = len(comparison.single.seen)
        if not n:
            self._take_agreed()
            return
        alone = ngettext(
            "{n} coding of one coder alone, as it is: {sources}",
            "{n} codings of one coder alone, as they are: {sources}",
            n,
        )
        choices = [
            Choice("agreed", _("What the coders have alike")),
            Choice("single", alone.format(n=n, sources=comparison.single.in_words)),
        ]

        def take(key: str | None) -> None:
            if key == "agreed":
                self._take_agreed()
            elif key == "single":
                self._take_single()

        title = _("Into '{round}' without a decision").format(round=comparison.consensus)
        self._screen.app.push_screen(ChoiceDialog(title, choices), take)

    def _take_agreed(self) -> None:
        """Take them; where some would stand beside others of their code with other ends, ask first."""
        comparison = self._comparison

        def read(connection: Connection) -> tuple[Seen, Seen, Seen]:
            alike = agreed_codings(connection, comparison.compared)
            if self._label:
                codes = comparison.codes_of(self._label)
                alike = {key: (code, quote) for key, (code, quote) in alike.items() if code in codes}
            left = not_standing(connection, alike, comparison.consensus)
            alike = {key: seen for key, seen in alike.items() if key in left}
            beside = with_other_ends(connection, alike, comparison.by_hand)
            return alike, beside, taken_out(connection, alike, comparison.consensus)

        def ask(found: tuple[Seen, Seen, Seen]) -> None:
            alike, beside, gone = found
            if not (beside or gone):
                self._put_agreed(alike)
                return
            apart = {key: seen for key, seen in alike.items() if key not in beside and key not in gone}
            others = _("Take the others alone; these stay as they stand there")
            choices = [
                Choice("apart", others if apart else _("Take nothing; these stay as they stand there")),
                Choice("all", _("Take all: these too, as the coders have them")),
            ]

            def take(key: str | None) -> None:
                if key is not None:
                    self._put_agreed(alike if key == "all" else apart)

            title = "\n".join((*self._told_beside(beside), *self._told_gone(gone)))
            self._screen.app.push_screen(ChoiceDialog(title, choices), take)

        self._screen.ask_for_dialog(read, ask)

    def _told_beside(self, beside: Seen) -> list[str]:
        """What would stand beside other ends of its code, the first of it by its words."""
        told = ngettext(
            "{n} of them overlaps a passage of its code that stands in '{round}' with other ends:",
            "{n} of them overlap passages of their codes that stand in '{round}' with other ends:",
            len(beside),
        )
        return self._told(told, beside)

    def _told_gone(self, gone: Seen) -> list[str]:
        """What was taken out, the first of it by its words."""
        told = ngettext(
            "{n} of them stood in '{round}' and was taken out, or given another code:",
            "{n} of them stood in '{round}' and were taken out, or given other codes:",
            len(gone),
        )
        return self._told(told, gone)

    def _told(self, told: str, those: Seen) -> list[str]:
        if not those:
            return []
        lines = [f"{code}: ”{shortened(quote, 60)}”" for code, quote in list(those.values())[:SHOWN]]
        return [told.format(n=len(those), round=self._comparison.consensus), *lines]

    def _put_agreed(self, alike: Seen) -> None:
        into = self._comparison.consensus
        self._screen.do(
            lambda: self._tell_taken(take_agreed(self._screen.app.researcher, alike, into), self._label)
        )

    def _take_single(self) -> None:
        """Take the codings of sources that one coder alone coded, with a reason."""
        comparison = self._comparison

        def take(reason: str | None) -> None:
            if reason is not None:
                seen, into = comparison.single.seen, comparison.consensus
                self._screen.do(
                    lambda: self._tell_taken(take_single(self._screen.app.researcher, seen, into, reason))
                )

        title = _("Why do the codings of one coder stand in '{round}'?").format(round=comparison.consensus)
        self._screen.app.push_screen(LineDialog(title, single_reason(), empty=True), take)

    def _tell_taken(self, n: int, label: str = "") -> None:
        comparison = self._comparison
        told = ngettext("{n} coding taken into '{round}'.", "{n} codings taken into '{round}'.", n)
        if not n:
            told = _(
                "Nothing was taken: what is alike stands in '{round}' already, "
                "or was decided with another coder."
            )
        parts = [told.format(n=n, round=comparison.consensus)]
        if label:
            parts.append(_("Of {name} alone; F shows all.").format(name=label))
        if open_ := comparison.missing:
            left = ngettext(
                "{n} disagreement is not decided: its places are missing in '{round}' as yet.",
                "{n} disagreements are not decided: their places are missing in '{round}' as yet.",
                open_,
            )
            parts.append(left.format(n=open_, round=comparison.consensus))
        self._screen.app.notify(" ".join(parts), markup=False, timeout=8)
