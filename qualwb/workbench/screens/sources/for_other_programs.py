"""The project for another program, from a screen: for which, what was coded in which round, and the file."""

from collections.abc import Callable
from pathlib import Path

from qualwb.analysis.all_codings import all_codings
from qualwb.analysis.blindness import blind_notes
from qualwb.analysis.coders import round_list
from qualwb.analysis.connection import Connection
from qualwb.exchange.for_other_programs import file_in_words, project_to_export
from qualwb.exchange.refi.targets import TARGETS
from qualwb.exchange.tables.codings import codings_table
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog, ToldDialog
from qualwb.workbench.screens.exporting import ask_path
from qualwb.workbench.screens.list_screen import Job, ListScreen

LIST, CODINGS, ANY, TAGUETTE = "list", "codings", "refi", "taguette"
ALL_ROUNDS = ""


class ExportFromSources:
    """One export: the list as a table, or the project as a file that another program reads."""

    def __init__(self, screen: ListScreen, export_list: Callable[[], None]) -> None:
        """``export_list`` asks for a file for the list of sources."""
        self._screen, self._export_list = screen, export_list

    def ask(self) -> None:
        """Ask what is to be written."""
        choices = [
            Choice(LIST, _("The list of sources, as a table")),
            Choice(CODINGS, _("Every coding with its place, as a table")),
            Choice(ANY, _("The project for other programs: REFI-QDA (.qdpx)")),
            *(
                Choice(name, _("The project for {program} (.qdpx)").format(program=target.program))
                for name, target in TARGETS.items()
            ),
            Choice(TAGUETTE, _("The project for Taguette (.sqlite3)")),
        ]
        self._screen.app.push_screen(ChoiceDialog(_("Export what?"), choices), self._take)

    def _take(self, what: str | None) -> None:
        if what == LIST:
            self._export_list()
        elif what == CODINGS:
            self._screen.export(self._codings, _("codings.xlsx"))
        elif what is not None:
            self._screen.ask_for_dialog(_coded_rounds, lambda rounds: self._ask_round(what, rounds))

    def _codings(self) -> Table:
        with self._screen.app.researcher.project.reading() as connection:
            return codings_table(all_codings(connection)).with_notes(blind_notes(connection))

    def _ask_round(self, program: str, rounds: tuple[str, ...]) -> None:
        """Others know no rounds: what is coded in several would stand there for each."""
        if len(rounds) < 2:
            self._ask_file(program, ALL_ROUNDS)
            return
        at = self._screen.app.researcher.round
        choices = [
            *(Choice(name, _("What is coded in round {name}").format(name=name)) for name in rounds),
            Choice(ALL_ROUNDS, _("What is coded in all rounds: it stands there for each of them")),
        ]
        dialog = ChoiceDialog(_("Other programs know no rounds. Which codings?"), choices, at=at)

        def take(round_: str | None) -> None:
            if round_ is not None:
                self._ask_file(program, round_)

        self._screen.app.push_screen(dialog, take)

    def _ask_file(self, program: str, round_: str) -> None:
        app, suffix = self._screen.app, ".sqlite3" if program == TAGUETTE else ".qdpx"
        name = app.researcher.project.label.removesuffix(".qwb") + suffix

        def save(path: Path) -> None:
            self._write(program, round_, path if path.suffix else path.with_suffix(suffix))

        ask_path(app, name, save, formats=suffix.removeprefix("."))

    def _write(self, program: str, round_: str, path: Path) -> None:
        project = self._screen.app.researcher.project

        def write(_job: Job) -> list[str]:
            with project.reading() as connection:
                exported, notes = project_to_export(connection, (round_,) if round_ else ())
            if program == TAGUETTE:
                from qualwb.exchange.taguette.writing import write_taguette

                ledger = write_taguette(exported, path)
            else:
                from qualwb.exchange.refi.project_file import write_refi
                from qualwb.exchange.refi.wishes import ExportWishes

                ledger = write_refi(exported, path, ExportWishes("" if program == ANY else program))
            return list(file_in_words(path, exported, ledger, notes))

        def show(lines: list[str], _job: Job) -> None:
            self._screen.app.push_screen(ToldDialog(_("Written"), "\n".join(lines)))

        self._screen.work(_("writing the project"), write, show)


def _coded_rounds(connection: Connection) -> tuple[str, ...]:
    return tuple(row.name for row in round_list(connection) if row.codings)
