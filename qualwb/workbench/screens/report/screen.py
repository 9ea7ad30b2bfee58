"""The report: which parts it has, what is still to be told, and the file that it is written to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from textual.binding import Binding

from qualwb.exchange.checklists.checklists import TITLES, answer_shown
from qualwb.exchange.checklists.items import ItemRow, Status, status_name
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.round_words import round_in_words
from qualwb.workbench.dialogs import ToldDialog
from qualwb.workbench.registry import list_actions, pane_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.exporting import ask_path
from qualwb.workbench.screens.item_answers import FoundItems, ItemAnswers, find_items, item_detail
from qualwb.workbench.screens.list_screen import Job, ListScreen
from qualwb.workbench.screens.report.report_choices import (
    AGREEMENT,
    CHECKLISTS,
    SECTIONS,
    ReportChoices,
    ShownChoice,
    reflexivity_told,
    section_title,
    shown_choices,
    shown_of_team,
)
from qualwb.workbench.widgets.listing import ListColumn, Listing, Row


def make() -> "ReportScreen":
    """The screen, for the app's table of screens."""
    return ReportScreen()


@dataclass(frozen=True, slots=True)
class Written:
    """A report that was written: where, and the lines on quotes that may tell who somebody is."""

    path: Path
    names: tuple[str, ...] | None
    """None where they were not looked for."""
    empty: tuple[str, ...]
    """The names of parts that had nothing to tell."""


class PartsListing(Listing, inherit_bindings=False):
    """A list whose Enter ticks a part, or answers an item."""

    BINDINGS: ClassVar[list[Binding]] = bindings(
        replace(one, description=_("Tick or answer")) if one.id == "list.open" else one
        for one in pane_actions.LISTING
    )


class ReportScreen(ListScreen):
    """The parts with their ticks, then the items of the checklists that the team answers."""

    BINDINGS: ClassVar[list[Binding]] = bindings(list_actions.REPORT)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Report")
    list_kind = PartsListing
    columns = (
        ListColumn("", 3, 9),
        ListColumn(_("What"), 20, 40),
        ListColumn(_("Chosen, or answered"), 12, 60),
    )

    def __init__(self) -> None:
        super().__init__()
        self.choices = ReportChoices()
        self.answers = ItemAnswers(self)
        self.written: Path | None = None
        self._items: dict[str, ItemRow] = {}
        self._found = FoundItems({}, None, None)

    def on_mount(self) -> None:
        self.choices = ReportChoices.from_kept(self.app.state.report)

    def read_project(self) -> None:
        round_ = self.app.researcher.round
        self.ask("report", lambda connection: find_items(connection, round_), self._show)

    def _show(self, found: FoundItems) -> None:
        self._items, self._found = found.items, found
        self.fill()

    def _choices(self) -> Iterator[ShownChoice]:
        """What is chosen for the report alone, then what the team says for the whole project."""
        yield from shown_choices(self.choices)
        yield from shown_of_team(self._found)

    @property
    def _told_by_team(self) -> list[ItemRow]:
        """The items of the chosen checklists that are left to tell, or that the team has answered."""
        return [
            row
            for row in self._items.values()
            if row.item.checklist in CHECKLISTS[self.choices.checklists]
            and (row.rest or row.status is Status.TEAM)
        ]

    def rows(self) -> list[Row]:
        left_out = self.choices.without
        chosen = [
            Row(one.name, (one.sign, one.title, one.chosen), "muted" if one.name in left_out else "")
            for one in self._choices()
        ]
        return chosen + [
            Row(
                row.item.key,
                (
                    f"{TITLES[row.item.checklist]} {row.item.number}",
                    row.item.name,
                    " ".join(answer_shown(row).split()) or status_name(row.status),
                ),
                "warn" if row.status is Status.OPEN else "",
            )
            for row in self._told_by_team
        ]

    def summary(self) -> str:
        parts = len(SECTIONS) - len(self.choices.without)
        left = sum(bool(row.rest) for row in self._told_by_team)
        told = [
            _("Report on {round}").format(round=round_in_words(self.app.researcher.round)),
            ngettext("{n} part of {m}", "{n} parts of {m}", parts).format(n=parts, m=len(SECTIONS)),
            ngettext("{n} item left to tell", "{n} items left to tell", left).format(n=left),
        ]
        if self.written is not None:
            told.append(_("written: {file}").format(file=self.written.name))
        return " · ".join(told)

    def empty_text(self) -> str:
        return _("Nothing to choose.")

    def detail(self, key: Any) -> str:
        if (row := self._items.get(key)) is not None:
            return item_detail(row)
        about = next(one.about for one in self._choices() if one.name == key)
        return f"{about}\n\n{self._how_to_open()}".strip()

    def _how_to_open(self) -> str:
        """Where the report was written, and with what it is read."""
        return "" if self.written is None else f"{self.written}\n{how_to_open(self.written)}"

    # Choosing

    def open_row(self, key: Any) -> None:
        """Tick a part, or answer an item."""
        if (row := self._items.get(key)) is not None:
            self.answers.answer(row, self._found.saturation)
        else:
            self._turn(key)

    def action_tick(self) -> None:
        """Let a part be in the report or not, or make the other choice."""
        if self.listing.key is not None and self.listing.key not in self._items:
            self._turn(str(self.listing.key))

    def _turn(self, name: str) -> None:
        if name == AGREEMENT:
            self.answers.agreement()
            return
        self.choices = self.choices.turned(name)
        self.app.state.report = self.choices.to_keep()
        self.fill()
        self.show_detail()

    def action_edit(self) -> None:
        """Answer the item under the cursor in the team's own words."""
        if (row := self._items.get(str(self.listing.key))) is not None:
            self.answers.edit(row)
            return
        if (first := next((key for key in self.listing.keys if key in self._items), None)) is not None:
            self.listing.go_to(first)
        said = _("That is no item to answer: space chooses it. The items are below the parts.")
        self.app.notify(said, timeout=4)

    def action_remove(self) -> None:
        """Take the team's answer to the item away."""
        if (row := self._items.get(str(self.listing.key))) is not None:
            self.answers.remove(row)

    # Writing

    def action_write(self) -> None:
        """Ask for the file, and write the report to it in a thread."""
        if not self.is_whole() or self.busy():
            return
        title = _("Write the report to a file ({formats}), in {folder}")
        ask_path(self.app, _("report.docx"), self._write, formats="docx, html, tex", title=title)

    def _write(self, path: Path) -> None:
        from qualwb.exchange.report.report_file import report_format

        if self.app.attempt(lambda: report_format(path)):
            self.work(
                _("writing the report"),
                lambda job: self._written(job, path),
                self._tell_written,
                abandon=_("No report was written."),
            )

    def _written(self, job: Job, path: Path) -> Written | None:
        """Make the report and write it; nothing is written once the work was given up."""
        from qualwb.acts.pseudonyms.stored import Decisions
        from qualwb.exchange.report.names_told import names_told
        from qualwb.exchange.report.report_file import write_report
        from qualwb.exchange.report.sections import report

        researcher, choices = self.app.researcher, self.choices
        project = researcher.project

        def told(section: str) -> None:
            job.tell(_("writing the report: {part}").format(part=section_title(section)))

        with project.reading() as connection:
            made = report(connection, project.title, choices.wishes(researcher.round), told)
            decided = Decisions.read(connection) if choices.check_names else None
        if not job.keep():
            return None
        write_report(made, path)
        names = tuple(names_told(made, decided.is_alias)) if decided is not None else None
        return Written(path, names, made.empty)

    def _tell_written(self, written: Written | None, _job: Job) -> None:
        if written is None:
            return
        self.written = written.path
        self.show_bar()
        self.show_detail()
        said = f"{_('Written: {file}').format(file=written.path)}\n{how_to_open(written.path)}"
        if written.empty:
            said += "\n" + _("Without what has nothing to tell yet: {parts}.").format(
                parts=", ".join(map(section_title, written.empty))
            )
        if "reflexivity" in written.empty:
            said += "\n" + f"{section_title('reflexivity')}: {reflexivity_told()}"
        if "themes" in written.empty:
            said += "\n" + _("Quotes are printed by theme: F3 gathers the codes in themes.")
        if written.names == ():
            said += "\n" + _("No names were found in it.")
        if not written.names:
            self.app.notify(said, markup=False, timeout=8)
            return
        found = _("What may tell who somebody is:")
        self.app.push_screen(
            ToldDialog(_("The report is written"), "\n".join([said, "", found, *written.names]))
        )


def how_to_open(path: Path) -> str:
    """With what a report of that name is read, and what to know then."""
    return {
        ".docx": _(
            "Word or LibreOffice opens it; let it update the fields, so that the contents get their pages."
        ),
        ".tex": _("pdflatex or lualatex makes a PDF of it; run it twice."),
    }.get(path.suffix.lower(), _("A browser opens it."))
