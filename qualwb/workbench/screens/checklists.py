"""The checklists COREQ and SRQR: what the project answers of itself, what the team answers, what is left."""

from typing import Any, ClassVar

from textual.binding import Binding

from qualwb.acts import agreement_choice, report_facts, saturation_choice
from qualwb.acts.agreement_choice import AgreementNotUsed, AgreementUsed
from qualwb.acts.saturation_choice import SaturationChoice, SaturationNotUsed, SaturationUsed
from qualwb.analysis.connection import Connection, together
from qualwb.exchange.checklists.checklists import TITLES, answer_shown, checklist_table, checklists, progress
from qualwb.exchange.checklists.items import ItemRow, Status, status_name
from qualwb.exchange.checklists.known import known
from qualwb.exchange.saturation_words import rule_of
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog, FormDialog, TextDialog
from qualwb.workbench.registry import list_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.list_screen import ListScreen, lines
from qualwb.workbench.widgets.listing import ListColumn, Row

SATURATION = "coreq.22"
"""The item that is answered by a choice."""
LEFT = "left"


def make() -> "ChecklistsScreen":
    """The screen, for the app's table of screens."""
    return ChecklistsScreen()


class ChecklistsScreen(ListScreen):
    """All items, with where the answer comes from; the one under the cursor in full."""

    BINDINGS: ClassVar[list[Binding]] = bindings(list_actions.CHECKLISTS)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Checklists")
    columns = (
        ListColumn(_("Item"), 8, 8),
        ListColumn(_("What"), 20, 34),
        ListColumn(_("Status"), 10, 22),
        ListColumn(_("Answer"), 20, 60),
    )

    def __init__(self) -> None:
        super().__init__()
        self._rows_by_key: dict[str, ItemRow] = {}
        self._choice: SaturationChoice | None = None
        self._only = ""

    def read_project(self) -> None:
        self.ask("checklists", find, self._show)

    def _show(self, found: tuple[dict[str, ItemRow], SaturationChoice | None]) -> None:
        self._rows_by_key, self._choice = found
        self.fill()

    @property
    def _shown(self) -> list[ItemRow]:
        """The items that are asked for."""
        return [
            row
            for row in self._rows_by_key.values()
            if self._only in ("", row.item.checklist) or (self._only == LEFT and row.rest)
        ]

    def rows(self) -> list[Row]:
        return [
            Row(
                row.item.key,
                (
                    f"{TITLES[row.item.checklist]} {row.item.number}",
                    row.item.name,
                    status_name(row.status),
                    " ".join(answer_shown(row).split()),
                ),
                "warn" if row.status is Status.OPEN else "",
            )
            for row in self._shown
        ]

    def summary(self) -> str:
        told = [_("Checklists")]
        for name, title in TITLES.items():
            rows = [row for row in self._rows_by_key.values() if row.item.checklist == name]
            if rows and self._only in ("", LEFT, name):
                told.append(f"{title}: {progress(rows)}")
        if self._only:
            told.insert(1, _("only {what} (f changes that)").format(what=_only_name(self._only)))
        return " · ".join(told)

    def empty_text(self) -> str:
        return _("Nothing is left to tell. f shows all items.")

    def detail(self, key: Any) -> str:
        row = self._rows_by_key.get(key)
        if row is None:
            return ""
        item = row.item
        head = [f"{TITLES[item.checklist]} {item.number} · {item.part}", item.name, item.asks, ""]
        held = row.held if row.status is Status.TEAM and row.held != row.answer else ""
        told = lines(
            [
                (_("Status"), status_name(row.status)),
                (_("Answer"), row.answer),
                (_("The project holds"), held),
                (_("Left to tell"), row.rest if row.rest != item.asks else ""),
            ]
        )
        return "\n".join([*head, told])

    @property
    def current(self) -> ItemRow | None:
        """The item under the cursor."""
        key = self.listing.key
        return self._rows_by_key.get(key) if isinstance(key, str) else None

    # Acts

    def open_row(self, key: Any) -> None:
        """Answer the item."""
        if key == SATURATION:
            self.action_saturation()
        else:
            self.action_edit()

    def action_edit(self) -> None:
        """Answer the item under the cursor in the team's own words; an empty answer takes it away."""
        row = self.current
        if row is None:
            return
        given = row.answer if row.status is Status.TEAM and row.answer != row.held else ""
        about = "\n".join(filter(None, (row.item.asks, row.held)))

        def take(text: str | None) -> None:
            if text:
                self.do(lambda: report_facts.answer_item(self.app.researcher, row.item.key, text))
            elif text == "" and given:
                self.action_remove()

        self.app.push_screen(TextDialog(row.item.name, given, context=about), take)

    def action_remove(self) -> None:
        """Take the team's answer away; undo brings it back."""
        if row := self.current:
            self.do(
                lambda: report_facts.clear_item(self.app.researcher, row.item.key),
                _("Taken away; u brings it back."),
            )

    def action_only(self) -> None:
        """Show one checklist, or what is left to tell."""
        choices = [Choice(":", _("all items"))]
        choices += [Choice(name, _only_name(name)) for name in (*TITLES, LEFT)]

        def take(only: str | None) -> None:
            if only is not None:
                self._only = only.strip(":")
                self.fill()

        self.app.push_screen(ChoiceDialog(_("Show only"), choices), take)

    def action_export(self) -> None:
        """Write the items shown to a file."""
        title = TITLES.get(self._only, " · ".join(TITLES.values()))
        self.export(lambda: checklist_table(self._shown, title), _("checklists.docx"))

    # Saturation

    def action_saturation(self) -> None:
        """Say whether saturation is used, by which rule, or why not."""
        choices = [
            Choice("not", _("not used, because ...")),
            Choice("used", _("used, by a rule")),
            Choice("own", _("in your own words")),
            Choice("unsay", _("say nothing")),
        ]
        then = {
            "not": self._ask_reason,
            "used": self._ask_rule,
            "own": self._own_words,
            "unsay": lambda: self.do(lambda: saturation_choice.unsay_saturation(self.app.researcher)),
        }

        def take(chosen: str | None) -> None:
            if chosen is not None:
                then[chosen]()

        self.app.push_screen(ChoiceDialog(_("Saturation"), choices), take)

    def _choose(self, choice: SaturationChoice) -> None:
        saturation_choice.choose_saturation(self.app.researcher, choice)

    def _ask_reason(self) -> None:
        known = self._choice.reason if isinstance(self._choice, SaturationNotUsed) else ""
        title = _("Why is saturation not used?")
        self.ask_line(title, lambda reason: self._choose(SaturationNotUsed(reason)), known)

    def _ask_rule(self) -> None:
        rule = rule_of(self._choice)
        fields = [
            ("base", _("Groups that make the base"), str(rule.base)),
            ("run", _("Groups in a run after the base"), str(rule.run)),
            ("threshold", _("Greatest ratio of new information, 0 to 1"), str(rule.threshold)),
        ]

        def take(found: dict[str, str] | None) -> None:
            if found is not None:
                self.do(lambda: self._choose(SaturationUsed.read(**found)))

        self.app.push_screen(FormDialog(_("The rule of saturation"), fields), take)

    def _own_words(self) -> None:
        self.seek(SATURATION)
        self.fill()
        self.action_edit()

    # Agreement

    def action_agreement(self) -> None:
        """Say whether the report tells how well the coders agree, and on what, or why not."""
        choices = [
            Choice("not", _("no figure, because ...")),
            *(Choice("codes", _("told, on codes")), Choice("themes", _("told, on themes"))),
            Choice("unsay", _("say nothing")),
        ]

        def take(chosen: str | None) -> None:
            if chosen == "not":
                self.ask_line(_("Why is there no figure of agreement?"), self._without_figure)
            elif chosen == "unsay":
                self.do(lambda: agreement_choice.unsay_agreement(self.app.researcher))
            elif chosen is not None:
                choice = AgreementUsed(chosen)
                self.do(lambda: agreement_choice.choose_agreement(self.app.researcher, choice))

        self.app.push_screen(ChoiceDialog(_("Agreement between the coders"), choices), take)

    def _without_figure(self, reason: str) -> None:
        agreement_choice.choose_agreement(self.app.researcher, AgreementNotUsed(reason))


def find(connection: Connection) -> tuple[dict[str, ItemRow], SaturationChoice | None]:
    """The items with their answers, by key, and how saturation is to be judged."""
    facts, choice = together(connection, known, saturation_choice.saturation_choice)
    return {row.item.key: row for rows in checklists(facts).values() for row in rows}, choice


def _only_name(only: str) -> str:
    return TITLES.get(only, _("what is left to tell"))
