"""The interview guide: its questions in order, how each is asked, and where it was."""

from typing import Any, ClassVar

from textual.binding import Binding

from qualwb.acts import interview_guide, questions
from qualwb.analysis.connection import Connection, together
from qualwb.analysis.people import QuestionRow, question_list
from qualwb.analysis.questions_placed import QuestionPlace, question_places
from qualwb.exchange.tables.material import questions_table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.registry import list_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.base import AskedText
from qualwb.workbench.screens.list_screen import ListScreen
from qualwb.workbench.widgets.listing import ListColumn, Row
from qualwb.workbench.writing_dialogs import FormDialog


def make() -> "QuestionsScreen":
    """The screen, for the app's table of screens."""
    return QuestionsScreen()


class QuestionsScreen(ListScreen):
    """The questions of the guide, in order."""

    BINDINGS: ClassVar[list[Binding]] = bindings(list_actions.QUESTIONS)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Questions")
    columns = (
        ListColumn(_("No."), 3, 4, right=True),
        ListColumn(_("Question"), 16, 40),
        ListColumn(_("How it is asked"), 20, 80, rank=2),
        ListColumn(_("Turns"), 5, 7, right=True),
        ListColumn(_("Sources"), 7, 7, rank=1, right=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._questions: tuple[QuestionRow, ...] = ()
        self._places: dict[str, tuple[QuestionPlace, ...]] = {}

    def read_project(self) -> None:
        self.ask("questions", find, self._show)

    def _show(self, found: tuple[tuple[QuestionRow, ...], dict[str, tuple[QuestionPlace, ...]]]) -> None:
        self._questions, self._places = found
        self.fill()

    def rows(self) -> list[Row]:
        return [
            Row(
                row.label,
                (str(number), row.label, " ".join(row.text.split()), str(row.turns), str(row.sources)),
                "" if row.turns else "muted",
            )
            for number, row in enumerate(self._questions, 1)
        ]

    def summary(self) -> str:
        n, nowhere = len(self._questions), sum(not row.turns for row in self._questions)
        told = [_("Interview guide"), ngettext("{n} question", "{n} questions", n).format(n=n)]
        if nowhere:
            told.append(ngettext("{n} asked nowhere", "{n} asked nowhere", nowhere).format(n=nowhere))
        return " · ".join(told)

    def empty_text(self) -> str:
        return _("No questions yet: n makes one; q at a turn on the coding screen says where one is asked.")

    def detail(self, key: Any) -> str:
        row = self._question(key)
        if row is None:
            return ""
        asked = [f"  {_told(place)}" for place in self._places.get(row.label, ())]
        where = [_("Asked in"), *asked] if asked else [_("Asked nowhere yet.")]
        return "\n".join([row.label, "", *([row.text, ""] if row.text else []), *where])

    def _question(self, label: Any) -> QuestionRow | None:
        return next((row for row in self._questions if row.label == label), None)

    @property
    def current(self) -> QuestionRow | None:
        """The question under the cursor."""
        return self._question(self.listing.key)

    def open_row(self, key: Any) -> None:
        """To the first turn under the question; of several sources one is chosen."""
        places = self._places.get(key, ())
        if not places:
            self.app.notify(_("Asked nowhere yet."), timeout=3)
        elif len(places) == 1:
            self._go_to(places[0])
        else:
            self._choose_place(key, places)

    def _choose_place(self, label: str, places: tuple[QuestionPlace, ...]) -> None:
        choices = [Choice(str(number), place.source) for number, place in enumerate(places)]

        def take(number: str | None) -> None:
            if number is not None:
                self._go_to(places[int(number)])

        self.app.push_screen(
            ChoiceDialog(_("Where '{question}' was asked").format(question=label), choices), take
        )

    def _go_to(self, place: QuestionPlace) -> None:
        self.app.show_passage(place.source, place.start, place.end)

    # Acts

    def action_new(self) -> None:
        """Add a question after the others."""
        self._ask_new("", "")

    def _ask_new(self, label: str, text: str) -> None:
        """Ask for a question; one that is refused is asked for again as it was written."""
        fields = [
            ("label", _("Label: short, as it heads a column"), label),
            ("text", _("How it is asked"), text),
        ]

        def add(given: dict[str, str]) -> None:
            label = interview_guide.new_question(self.app.researcher, given["label"], given["text"])
            self.seek(label)

        def take(given: dict[str, str] | None) -> None:
            if given is not None and any(given.values()):
                given["label"] = given["label"] or questions.short_label(given["text"])
                self.do(lambda: add(given), again=lambda _error: self._ask_new(given["label"], given["text"]))

        self.app.push_screen(FormDialog(_("New question"), fields, lines=("label",)), take)

    def action_rename(self) -> None:
        """Give the question another label."""
        if row := self.current:

            def rename(name: str) -> None:
                interview_guide.rename_question(self.app.researcher, row.label, name)
                self.seek(name)

            self.ask_line(_("Label of the question"), rename, row.label)

    def action_edit(self) -> None:
        """Put down how the question is asked."""
        if row := self.current:

            def write(text: str, was: str) -> None:
                interview_guide.describe_question(self.app.researcher, row.label, text, {"text": was})

            self.ask_text(
                AskedText(_("How '{question}' is asked").format(question=row.label), write, row.text)
            )

    def action_move(self, by: int) -> None:
        """Move the question up or down the guide."""
        row = self.current
        if row is None:
            return
        place = self._questions.index(row) + 1 + by
        if 1 <= place <= len(self._questions):
            self._move(row, place)

    def action_place(self) -> None:
        """Move the question to a place in the guide."""
        row = self.current
        if row is None:
            return
        now = str(self._questions.index(row) + 1)
        choices = [
            Choice(str(number), f"{number}  {other.label}") for number, other in enumerate(self._questions, 1)
        ]

        def take(place: str | None) -> None:
            if place not in (None, now):
                self._move(row, int(place))

        title = _("Which place is '{question}' to have?").format(question=row.label)
        self.app.push_screen(ChoiceDialog(title, choices), take)

    def _move(self, row: QuestionRow, place: int) -> None:
        self.seek(row.label)
        self.do(lambda: interview_guide.move_question(self.app.researcher, row.label, place))

    def action_remove(self) -> None:
        """Delete the question; its turns stand under none afterwards, and undo brings it back."""
        if row := self.current:
            self.do(
                lambda: questions.delete_question(self.app.researcher, row.label),
                _("'{question}' is deleted; u brings it back.").format(question=row.label),
            )

    def action_export(self) -> None:
        """Write the guide to a file."""
        self.export(lambda: questions_table(self._questions), _("questions.xlsx"))


def find(
    connection: Connection,
) -> tuple[tuple[QuestionRow, ...], dict[str, tuple[QuestionPlace, ...]]]:
    """The questions with how much stands under each, and where."""
    return together(connection, question_list, question_places)


def _told(place: QuestionPlace) -> str:
    told = ngettext(
        "{source}: {n} turn from turn {first}", "{source}: {n} turns from turn {first}", place.turns
    )
    return told.format(source=place.source, n=place.turns, first=place.turn)
