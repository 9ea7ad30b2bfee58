"""Answering what a checklist asks: an item in the team's own words, saturation and agreement by a choice."""

from typing import NamedTuple

from qualwb.acts import agreement_choice, report_facts, saturation_choice
from qualwb.acts.agreement_choice import AgreementChoice, AgreementNotUsed, AgreementUsed
from qualwb.acts.researcher import Researcher
from qualwb.acts.saturation_choice import SaturationChoice, SaturationNotUsed, SaturationUsed
from qualwb.analysis.agreement.compared import pairs_of_coders
from qualwb.analysis.connection import Connection, together
from qualwb.analysis.selection import Selection
from qualwb.exchange.checklists.checklists import TITLES, checklists
from qualwb.exchange.checklists.items import ItemRow, Status, status_name
from qualwb.exchange.checklists.known import known
from qualwb.exchange.saturation_words import rule_of
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.list_screen import lines
from qualwb.workbench.writing_dialogs import FormDialog, TextDialog

SATURATION = "coreq.22"
"""The item that is answered by a choice."""


class FoundItems(NamedTuple):
    """The items with their answers by key, and what the team says of saturation and agreement."""

    items: dict[str, ItemRow]
    saturation: SaturationChoice | None
    agreement: AgreementChoice | None


class ItemAnswers:
    """What can be answered on a screen of items."""

    def __init__(self, screen: ProjectScreen) -> None:
        self._screen = screen

    @property
    def _researcher(self) -> Researcher:
        return self._screen.app.researcher

    def answer(self, row: ItemRow, choice: SaturationChoice | None) -> None:
        """Answer an item as it is answered: in words, or saturation by a choice beside the one made."""
        if row.item.key == SATURATION:
            self.saturation(row, choice)
        else:
            self.edit(row)

    def edit(self, row: ItemRow) -> None:
        """Answer the item in the team's own words; an empty answer takes it away."""
        given = row.answer if row.status is Status.TEAM and row.answer != row.held else ""
        about = "\n".join(filter(None, (row.item.asks, row.held)))

        def take(text: str | None) -> None:
            if text:
                self._screen.do(lambda: report_facts.answer_item(self._researcher, row.item.key, text))
            elif text == "" and given:
                self.remove(row)

        self._screen.app.push_screen(TextDialog(row.item.name, given, context=about), take)

    def remove(self, row: ItemRow) -> None:
        """Take the team's answer away; undo brings it back."""
        self._screen.do(
            lambda: report_facts.clear_item(self._researcher, row.item.key),
            _("Taken away; u brings it back."),
        )

    # Saturation

    def saturation(self, row: ItemRow, choice: SaturationChoice | None) -> None:
        """Say whether saturation is used, by which rule, or why not."""
        choices = [
            Choice("not", _("not used, because ...")),
            Choice("used", _("used, by a rule")),
            Choice("own", _("in your own words")),
            Choice("unsay", _("say nothing")),
        ]
        then = {
            "not": lambda: self._ask_reason(choice),
            "used": lambda: self._ask_rule(choice),
            "own": lambda: self.edit(row),
            "unsay": self._unsay_saturation,
        }

        def take(chosen: str | None) -> None:
            if chosen is not None:
                then[chosen]()

        self._screen.app.push_screen(ChoiceDialog(_("Saturation"), choices), take)

    def _unsay_saturation(self) -> None:
        self._screen.do(
            lambda: saturation_choice.unsay_saturation(self._researcher), _("Nothing is said of it now.")
        )

    def _choose(self, choice: SaturationChoice) -> None:
        saturation_choice.choose_saturation(self._researcher, choice)
        self._tell(_("Saturation in the report: {what}"), choice)

    def _tell(self, said: str, choice: SaturationChoice | AgreementChoice) -> None:
        self._screen.app.notify(said.format(what=choice.in_words), markup=False, timeout=4)

    def _ask_reason(self, choice: SaturationChoice | None) -> None:
        known = choice.reason if isinstance(choice, SaturationNotUsed) else ""
        title = _("Why is saturation not used?")
        self._screen.ask_line(title, lambda reason: self._choose(SaturationNotUsed(reason)), known)

    def _ask_rule(self, choice: SaturationChoice | None) -> None:
        rule = rule_of(choice)
        threshold = rule.percent
        fields = [
            ("base", _("Groups that make the base"), str(rule.base)),
            ("run", _("Groups in a run after the base"), str(rule.run)),
            (
                "threshold",
                _("Greatest ratio of new information, as 5 %"),
                threshold,
            ),
        ]

        def take(found: dict[str, str] | None) -> None:
            if found is not None:
                self._screen.do(lambda: self._choose(SaturationUsed.read(**found)))

        title, lines = _("The rule of saturation"), [name for name, _label, _value in fields]
        self._screen.app.push_screen(FormDialog(title, fields, lines), take)

    # Agreement

    def agreement(self) -> None:
        """Say whether the report tells how well the coders agree, and on what, or why not."""
        choices = [
            Choice("not", _("no figure, because ...")),
            *(Choice("codes", _("told, on codes")), Choice("themes", _("told, on themes"))),
            Choice("unsay", _("say nothing")),
        ]

        def take(chosen: str | None) -> None:
            if chosen == "not":
                self._screen.ask_line(_("Why is there no figure of agreement?"), self._without_figure)
            elif chosen == "unsay":
                self._screen.do(
                    lambda: agreement_choice.unsay_agreement(self._researcher),
                    _("Nothing is said of it now."),
                )
            elif chosen is not None:
                self._ask_whose(chosen)

        self._screen.app.push_screen(ChoiceDialog(_("Agreement between the coders"), choices), take)

    def _ask_whose(self, rows: str) -> None:
        """Whose agreement is told, where more than two coded in a round."""

        def choose(coders: tuple[str, ...]) -> None:
            self._screen.do(lambda: self._choose_agreement(AgreementUsed(rows, coders)))

        found: dict[tuple[str, str], None] = {}

        def read() -> None:
            with self._researcher.project.reading() as connection:
                found.update(dict.fromkeys(pair.coders for pair in pairs_of_coders(connection)))

        if not self._screen.app.attempt(read):
            return
        pairs = list(found)
        if len(pairs) < 2:
            choose(())
            return
        choices = [Choice("", _("all who coded in the round"))]
        choices += [Choice(str(n), " – ".join(pair)) for n, pair in enumerate(pairs)]

        def take(chosen: str | None) -> None:
            if chosen is not None:
                choose(pairs[int(chosen)] if chosen else ())

        self._screen.app.push_screen(ChoiceDialog(_("Whose agreement?"), choices), take)

    def _without_figure(self, reason: str) -> None:
        self._choose_agreement(AgreementNotUsed(reason))

    def _choose_agreement(self, choice: AgreementChoice) -> None:
        agreement_choice.choose_agreement(self._researcher, choice)
        self._tell(_("Agreement in the report: {what}"), choice)


def find_items(connection: Connection, round_: str) -> FoundItems:
    """What the checklists ask and what is answered for a round."""
    selection = Selection(rounds=(round_,))
    facts, saturation, agreement = together(
        connection,
        lambda asked: known(asked, selection),
        saturation_choice.saturation_choice,
        agreement_choice.agreement_choice,
    )
    items = {row.item.key: row for rows in checklists(facts).values() for row in rows}
    return FoundItems(items, saturation, agreement)


def item_detail(row: ItemRow) -> str:
    """An item in full: what it asks, what is answered, what is left."""
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
