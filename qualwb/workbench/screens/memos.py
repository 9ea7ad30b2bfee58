"""The memos: what the researcher thinks, and what each thought hangs on."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding

from qualwb.acts import memos
from qualwb.analysis.codes import codebook
from qualwb.analysis.connection import Connection
from qualwb.analysis.groups import group_list
from qualwb.analysis.memos import MemoRow, memo_list
from qualwb.analysis.people import participant_list, question_list
from qualwb.analysis.sources import source_names
from qualwb.analysis.themes import theme_list
from qualwb.exchange.tables.memos import memos_table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.registry import list_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.base import AskedText
from qualwb.workbench.screens.list_screen import ListScreen
from qualwb.workbench.widgets.listing import ListColumn, Row


def make() -> "MemosScreen":
    """The screen, for the app's table of screens."""
    return MemosScreen()


def kind_name(kind: str) -> str:
    """What a kind of memo is called."""
    return {
        "memo": _("memo"),
        "impression": _("impression"),
        "question": _("question"),
        "idea": _("idea"),
        "decision": _("decision"),
        "condensation": _("condensation"),
        "reflexivity": _("reflexivity"),
    }.get(kind, kind)


class MemosScreen(ListScreen):
    """All memos, newest first; the one under the cursor in full."""

    BINDINGS: ClassVar[list[Binding]] = bindings(list_actions.MEMOS)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Memos")
    columns = (
        ListColumn(_("Kind"), 7, 12),
        ListColumn(_("On"), 12, 30),
        ListColumn(_("Memo"), 20, 60),
        ListColumn(_("Coder"), 5, 12, rank=2),
        ListColumn(_("Date"), 10, 10, rank=1),
    )

    def __init__(self) -> None:
        super().__init__()
        self._memos: dict[int, MemoRow] = {}
        self._only = ""

    def read_project(self) -> None:
        self.ask("memos", memo_list, self._read)

    def _read(self, found: tuple[MemoRow, ...]) -> None:
        self._memos = {memo.key: memo for memo in reversed(found)}
        self.fill()

    def rows(self) -> list[Row]:
        kinds = {kind: kind_name(kind) for kind in {memo.kind for memo in self._memos.values()}}
        return [
            Row(
                memo.key,
                (
                    kinds[memo.kind],
                    _on(memo),
                    " ".join(memo.text.split()),
                    memo.coder,
                    memo.updated_at[:10],
                ),
                "warn" if memo.orphaned else "",
            )
            for memo in self._memos.values()
            if self._only in ("", f"kind:{memo.kind}", f"on:{memo.target_kind}", f"by:{memo.coder}")
        ]

    def summary(self) -> str:
        n = len(self._memos)
        told = [_("Memos"), ngettext("{n} memo", "{n} memos", n).format(n=n)]
        if self._only:
            what, _colon, name = self._only.partition(":")
            shown = {"kind": kind_name, "on": memos.target_name}.get(what, str)(name)
            told.append(_("only {what} (f changes that)").format(what=shown))
        return " · ".join(told)

    def empty_text(self) -> str:
        if self._only:
            return _("No such memo. f chooses others.")
        return _("No memos yet. n writes one here; in a transcript (F2), m writes one on the passage.")

    def detail(self, key: Any) -> str:
        memo = self._memos.get(key)
        if memo is None:
            return ""
        head = (
            f"{kind_name(memo.kind)} · {_on(memo)} · {memo.coder} · {memo.updated_at[:16].replace('T', ' ')}"
        )
        parts = [head, ""]
        if memo.orphaned:
            parts += [_("The passage is gone from the text."), ""]
        if memo.quote:
            parts += [f"”{memo.quote}”", ""]
        return "\n".join([*parts, memo.text])

    def open_row(self, key: Any) -> None:
        """To the place or the thing that the memo is about."""
        memo = self._memos[key]
        if memo.target_kind == "passage" and memo.start is not None and memo.end is not None:
            if memo.orphaned:
                self.app.notify(_("The passage is gone from the text."), timeout=3)
            else:
                self.app.show_passage(memo.target, memo.start, memo.end)
        elif memo.target_kind == "source":
            self.app.show_passage(memo.target, 0, 0)
        elif memo.target_kind == "code":
            self.app.jump("codebook", lambda shown: shown.go_to_place(memo.target))
        elif memo.target_kind == "theme":
            self.app.jump("themes", lambda shown: shown.go_to_place((memo.target, None)))
        elif memo.target_kind == "participant":
            person = memo.group, memo.target
            self.app.jump("participants", lambda shown: shown.go_to_place(("", person)))
        elif memo.target_kind == "question":
            self.app.jump("questions", lambda shown: shown.go_to_place(("", memo.target)))
        elif memo.target_kind == "group":
            self.app.action_go("sources")
        else:
            self.action_edit()

    @property
    def current(self) -> MemoRow | None:
        """The memo under the cursor."""
        key = self.listing.key
        return self._memos.get(key) if isinstance(key, int) else None

    # Acts

    def action_new(self) -> None:
        """Write a memo: choose what on, which one, and write."""
        targets = ("project", *memos.MEMO_TARGETS)
        choices = [Choice(target, memos.target_name(target)) for target in targets]

        def take(target: str | None) -> None:
            if target == "project":
                self._compose_memo("project", "", None, _("Memo on the project"))
            elif target is not None:
                self._choose(target)

        self.app.push_screen(ChoiceDialog(_("On what?"), choices), take)

    def _choose(self, target: str) -> None:
        def show(things: Sequence[tuple[str, str, str | None]]) -> None:
            if not things:
                self.app.notify(_("There is none yet."), timeout=3)
                return
            choices = [Choice(str(n), label) for n, (label, _name, _group) in enumerate(things)]

            def take(number: str | None) -> None:
                if number is not None:
                    label, name, group = things[int(number)]
                    self._compose_memo(target, name, group, _("Memo on '{name}'").format(name=label))

            self.app.push_screen(ChoiceDialog(_("On which?"), choices), take)

        self.ask_for_dialog(lambda connection: _things(connection, target), show)

    def _compose_memo(self, target: str, name: str, group: str | None, title: str) -> None:
        def write(text: str, _was: str) -> None:
            self.seek(memos.write(self.app.researcher, text, target=target, name=name, group=group))

        self.ask_text(AskedText(title, write))

    def action_edit(self) -> None:
        """Change the text of the memo."""
        memo = self.current
        if memo is None:
            return

        def rewrite(text: str, was: str) -> None:
            memos.rewrite(self.app.researcher, memo.key, text, was=was)

        self.ask_text(AskedText(_("Memo"), rewrite, memo.text, _on(memo)))

    def action_kind(self) -> None:
        """Say what kind of memo it is."""
        memo = self.current
        if memo is None:
            return

        def take(kind: str | None) -> None:
            if kind is not None:
                self.do(lambda: memos.set_kind(self.app.researcher, memo.key, kind))

        choices = [Choice(kind, kind_name(kind)) for kind in memos.KINDS]
        self.app.push_screen(ChoiceDialog(_("Kind of memo"), choices), take)

    def action_only(self) -> None:
        """Show memos of one kind, on one kind of thing, or of one coder."""
        kinds = dict.fromkeys(memo.kind for memo in self._memos.values())
        targets = dict.fromkeys(memo.target_kind for memo in self._memos.values())
        choices = [Choice(":", _("all memos"))]
        choices += [Choice(f"kind:{kind}", kind_name(kind)) for kind in kinds]
        choices += [
            Choice(f"on:{target}", _("on: {what}").format(what=memos.target_name(target)))
            for target in targets
        ]
        coders = dict.fromkeys(memo.coder for memo in self._memos.values())
        choices += [Choice(f"by:{coder}", _("of {coder}").format(coder=coder)) for coder in coders if coder]

        def take(only: str | None) -> None:
            if only is not None:
                self._only = only.strip(":")
                self.fill()

        self.app.push_screen(ChoiceDialog(_("Show only"), choices), take)

    def action_unfilter(self) -> None:
        """Show all again."""
        self._only = ""
        self.clear_filter()

    def action_remove(self) -> None:
        """Delete the memo; undo brings it back."""
        if memo := self.current:
            self.do(lambda: memos.delete(self.app.researcher, memo.key), _("Deleted; u brings it back."))

    def action_export(self) -> None:
        """Write the memos to a file."""
        self.export(lambda: memos_table(tuple(reversed(self._memos.values()))), _("memos.docx"))


def _on(memo: MemoRow) -> str:
    return " ".join(filter(None, (memos.target_name(memo.target_kind), memo.on)))


def _things(connection: Connection, target: str) -> list[tuple[str, str, str | None]]:
    """(what is shown, name, group or None) of what a memo can be written on."""
    if target == "participant":
        return [
            (f"{p.group}: {p.alias}", p.alias, p.group) for p in participant_list(connection, counted=False)
        ]
    names = {
        "group": lambda: [group.name for group in group_list(connection)],
        "source": lambda: source_names(connection),
        "code": lambda: [code.name for code in codebook(connection)],
        "theme": lambda: [theme.name for theme in theme_list(connection)],
        "question": lambda: [question.label for question in question_list(connection)],
    }[target]()
    return [(name, name, None) for name in names]
