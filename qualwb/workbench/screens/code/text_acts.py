"""What is written on the text: memos, and corrections of its words."""

from collections.abc import Callable

from qualwb.acts import corrections, memos
from qualwb.acts.passages import Passage
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.screens.base import AskedText
from qualwb.workbench.screens.code.coding_acts import CodingActs
from qualwb.workbench.screens.code.surface import CodeSurface
from qualwb.workbench.writing_dialogs import TextDialog


class TextActs:
    """What the keys for writing do."""

    def __init__(
        self, screen: CodeSurface, coding: CodingActs, dialog: Callable[[str, str], TextDialog]
    ) -> None:
        """``dialog`` makes one that asks for words of the source at hand: by a title, and what they are."""
        self._screen, self._coding, self._dialog = screen, coding, dialog

    def memo(self) -> None:
        """Write a memo on the passage."""
        passage, researcher = self._coding.passage(), self._screen.app.researcher
        if passage is None:
            return

        def write(text: str, _was: str) -> None:
            memos.write(researcher, text, target="passage", passage=passage)

        said = _("Memo written; F9 shows all memos.")
        self._screen.ask_text(AskedText(_("Memo"), write, context=f"”{passage.text}”", said=said))

    def group_memo(self) -> None:
        """Write a memo on the group: the impression right after the interview."""
        if self._screen.source is None:
            return
        group, researcher = self._screen.source.transcript.group, self._screen.app.researcher

        def write(text: str, _was: str) -> None:
            memos.write(researcher, text, target="group", name=group, kind="impression")

        said = _("Memo written; F9 shows all memos.")
        self._screen.ask_text(AskedText(_("Memo on {group}").format(group=group), write, said=said))

    def correct(self) -> None:
        """Correct the words of the passage, or those that a search found; codings follow."""
        view, source = self._screen.view, self._screen.source
        found = source is not None and view.shows_found
        passage = source.passage(*view.passage) if source is not None and found else self._coding.passage()
        if passage is None:
            return

        def ask(typed: str) -> None:
            self._screen.app.push_screen(self._dialog(_("Correct the words"), typed), take)

        def take(text: str | None) -> None:
            if text is not None and text != passage.text:
                self._screen.do(lambda: self._replace(passage, text), again=lambda _error: ask(text))

        ask(passage.text)

    def _replace(self, passage: Passage, text: str) -> None:
        app = self._screen.app
        edits = corrections.replace_passage(app.researcher, passage, text)
        if edits.orphans:
            n = len(edits.orphans)
            said = ngettext("{n} coding lost its place", "{n} codings lost their place", n).format(n=n)
            app.notify(said, severity="warning", timeout=6)
        if edits.joined:
            n = len(edits.joined)
            said = ngettext(
                "{n} coding or print version joined another", "{n} codings or print versions joined others", n
            ).format(n=n)
            app.notify(said, severity="warning", timeout=6)
