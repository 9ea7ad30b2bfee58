"""A copy of the project to hand to somebody else: what it is to hold, and what it became."""

from pathlib import Path

from qualwb.acts.privacy import told
from qualwb.acts.projects import as_file
from qualwb.acts.sharing.coarsening import CoarseningRule, rule_of
from qualwb.acts.sharing.copying import share
from qualwb.acts.sharing.names_left import refuse_unreplaced
from qualwb.acts.sharing.reasons_against import NotShared, ReasonAgainst, SmallCells
from qualwb.acts.sharing.wishes import Shared, SharingWishes
from qualwb.analysis.small_cells import SMALL_CELL
from qualwb.errors import QualwbError
from qualwb.exchange.numbers import percent
from qualwb.exchange.sharing_words import reason_in_words, shared_in_words
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog, ToldDialog
from qualwb.workbench.screens.list_screen import Job, ListScreen
from qualwb.workbench.screens.sources.copy_for_colleague import CopyForColleague

NAMES, QUOTES, WHOLE, COLLEAGUE = "names", "quotes", "whole", "colleague"
"""Kinds of copies: pseudonymised, of coded passages alone, of all but what undo needs, to code on in."""


class CopyToShare:
    """One copy, asked for on a screen; a copy that would tell who somebody is isn't written."""

    def __init__(self, screen: ListScreen) -> None:
        self._screen = screen

    def ask(self) -> None:
        """Ask for the kind, for rules that make attributes coarser, and for the file. Raises ``OnServer``."""
        as_file(self._screen.app.researcher.project)
        both = _("Names replaced, only the coded passages, without memos")
        choices = [
            Choice(NAMES, _("Names replaced, without memos")),
            Choice(NAMES + QUOTES, both),
            Choice(QUOTES, _("Only the coded passages, without memos")),
            Choice(WHOLE, _("Everything but what undo would need")),
            Choice(COLLEAGUE, _("For a colleague who codes on in it, to be merged back")),
        ]
        dialog = ChoiceDialog(_("A copy to share"), choices)

        def take(kind: str | None) -> None:
            if kind == COLLEAGUE:
                CopyForColleague(self._screen).ask()
            elif kind and self._screen.app.attempt(lambda: self._refuse(kind)):
                self._ask_rules(kind)

        self._screen.app.push_screen(dialog, take)

    def _refuse(self, kind: str) -> None:
        """Raise ``QualwbError`` where names would have to be replaced first, before more is asked."""
        if NAMES in kind:
            with self._screen.app.researcher.project.reading() as connection:
                refuse_unreplaced(told(connection))

    def _ask_rules(self, kind: str) -> None:
        title = _("Attributes made coarser, such as: age=10; kommun=county; job=-")

        def take(rules: str | None) -> None:
            if rules is not None and self._screen.app.attempt(lambda: _rules(rules)):
                self._ask_file(kind, rules)

        self._screen.app.push_screen(LineDialog(title, empty=True), take)

    def _ask_file(self, kind: str, rules: str) -> None:
        app = self._screen.app
        project = as_file(app.researcher.project).path.resolve()
        title = _("File of the copy, in {folder}").format(folder=project.parent)
        name = f"{project.stem}-{_('copy')}.qwb"

        def take(text: str | None) -> None:
            if text:
                target = project.parent / Path(text).expanduser()
                if app.attempt(lambda: app.folders.refuse(target)):
                    self._make(target, _wishes(kind, rules))

        app.push_screen(LineDialog(title, name), take)

    def _make(self, target: Path, wishes: SharingWishes) -> None:
        researcher = self._screen.app.researcher

        def make(job: Job) -> Shared | QualwbError:
            def tell(done: int, whole: int) -> None:
                if job.stopped:
                    raise QualwbError(_("Stopped; nothing was written."))
                job.tell(_("copying, {share}").format(share=percent(done / max(whole, 1))))

            try:
                return share(researcher, target, wishes, progress=tell)
            except QualwbError as error:
                return error

        def show(done: Shared | QualwbError, _job: Job) -> None:
            if isinstance(done, QualwbError):
                title, lines = _("Not written"), _refusal(done)
            else:
                title, lines = _("Written"), shared_in_words(done, wishes)
            self._screen.app.push_screen(ToldDialog(title, "\n".join(lines)))

        self._screen.work(_("copying"), make, show)


def _wishes(kind: str, rules: str) -> SharingWishes:
    return SharingWishes(
        SMALL_CELL,
        pseudonymised=NAMES in kind,
        quotes_only=QUOTES in kind,
        without_memos=kind != WHOLE,
        coarsen=_rules(rules),
    )


def _rules(text: str) -> tuple[CoarseningRule, ...]:
    return tuple(rule_of(rule) for rule in text.split(";") if rule.strip())


def _refusal(error: QualwbError) -> list[str]:
    """Why nothing was written; reason by reason, with a line between them."""
    if not isinstance(error, NotShared):
        return [error.message, error.hint]
    told = [_reason(reason) for reason in error.reasons]
    return [line for lines in told for line in ("", *lines)][1:]


def _reason(reason: ReasonAgainst) -> list[str]:
    hint = reason.hint
    if isinstance(reason, SmallCells):
        hint = _("Make attributes coarser, or take them out: NAME=-.")
    return [reason.message, *reason_in_words(reason), hint]
