"""The table of a printed report: its quotes by heading, for a person to take or leave before it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.binding import Binding
from textual.message import Message

from qualwb.acts import files
from qualwb.acts.files import FileReading, PrintedReport, QuoteChoice
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.registry import import_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.sources.file_words import QUOTES, quote_rows
from qualwb.workbench.screens.sources.import_table import Decision, ImportTable
from qualwb.workbench.widgets.listing import Listing, Row


class ReportTable(ImportTable):
    """One printed report by its headings and quotes. The reading must be of one."""

    BINDINGS: ClassVar[list[Binding]] = bindings(import_actions.REPORT_TABLE)  # type: ignore[assignment]
    columns = QUOTES
    empty = _("No quotes were found in this file.")

    @dataclass
    class ReadWith(Message):
        """The report was read with other quotes taken."""

        reading: FileReading
        choice: QuoteChoice

    def __init__(
        self,
        reading: FileReading,
        *,
        groups: Sequence[str] = (),
        taken: Sequence[str] = (),
        place: tuple[int, int] = (1, 1),
    ) -> None:
        """``groups`` and ``taken``, names of sources, are there already; ``place`` is file n of all."""
        super().__init__(reading, reading.file.stem, place)
        self._groups = {name.casefold() for name in groups}
        self._taken = {name.casefold() for name in taken}
        self._choice = self._report.choice

    @property
    def _report(self) -> PrintedReport:
        report = self._reading.report
        assert report is not None
        return report

    def destination(self) -> list[str]:
        names = [str(tag or self._source_name) for tag in self._report.groups]
        lines = [_("A group and a source for each of: {groups}").format(groups=", ".join(names))]
        lines.append(self._coded_as())
        if (homeless := len(self._report.groups.get(None, ()))) and len(names) > 1:
            said = ngettext(
                "! {n} quote says no group: it makes a source and a group of its own, '{name}'.",
                "! {n} quotes say no group: they make a source and a group of their own, '{name}'.",
                homeless,
            )
            lines.append(said.format(n=homeless, name=self._source_name))
        if not self._taken.isdisjoint(name.casefold() for name in names):
            lines.append(_("! There is a source of that name; r gives another."))
        if joined := [name for name in names if name.casefold() in self._groups]:
            said = _("! There already, and counted together with what the report brings: {groups}")
            lines.append(said.format(groups=", ".join(joined)))
        return lines

    def _coded_as(self) -> str:
        researcher = self.app.researcher
        said = _("The quotes are coded as {coder}'s, in round {round}.")
        return said.format(coder=researcher.coder, round=researcher.round)

    def hints(self) -> list[str]:
        left = self._report.inline_left
        if not left:
            return []
        return [
            ngettext(
                "{n} quote stands inside a sentence of the authors' and is left: w takes it.",
                "{n} quotes stand inside the authors' sentences and are left: w takes them.",
                left,
            ).format(n=left)
        ]

    def rows(self) -> list[Row]:
        return quote_rows(self._report, self._choice)

    def action_take(self) -> None:
        """Take the quote under the cursor, or leave it."""
        key = self.query_one(Listing).key
        quote = next((quote for quote in self._report.candidates if quote.number == key), None)
        if quote is None:
            return
        if quote.inline and not self._choice.inline:
            others = {one.number for one in self._report.candidates if one.inline and one is not quote}
            self._read_with(QuoteChoice(True, self._choice.refused - {quote.number} | others))
        else:
            self._read_with(replace(self._choice, refused=self._choice.refused ^ {quote.number}))
        self.query_one(Listing).action_step(1)

    def action_inline(self) -> None:
        """Take the quotes inside sentences, all of them, or leave them."""
        inline = {quote.number for quote in self._report.candidates if quote.inline}
        every = self._choice.inline and not inline & self._choice.refused
        self._read_with(QuoteChoice(not every, self._choice.refused - inline))

    def _read_with(self, choice: QuoteChoice) -> None:
        self._choice = choice
        self.show()

        def read() -> None:
            self.post_message(self.ReadWith(files.choosing(self._reading, choice), choice))

        self.run_worker(read, thread=True, exclusive=True, exit_on_error=False)

    def on_report_table_read_with(self, event: ReadWith) -> None:
        event.stop()
        if event.choice == self._choice:
            self._reading = event.reading
            self.show()

    def decision(self, *, rest: bool = False) -> Decision:
        return Decision(True, files.choosing(self._reading, self._choice), self._source_name, rest=rest)
