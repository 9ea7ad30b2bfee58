"""Every file on this machine with text of the project, who may read it, and what protects its people."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding

from qualwb.acts.tracing import PlaceFacts, inspected, surroundings_of
from qualwb.analysis.connection import Connection
from qualwb.analysis.privacy_facts import PrivacyFacts, privacy_facts
from qualwb.exchange.tables.privacy import (
    file_in_words,
    kind_in_words,
    note_in_words,
    places_table,
    protection,
)
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.registry import list_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.list_screen import ListScreen, lines
from qualwb.workbench.screens.privacy.encryption import Encryption
from qualwb.workbench.screens.privacy.purging import Purging
from qualwb.workbench.screens.pseudonyms.sealing import Sealing
from qualwb.workbench.widgets.listing import ListColumn, ReadListing, Row

Found = tuple[tuple[PlaceFacts, ...], PrivacyFacts, Sequence[str]]


def make() -> "PrivacyScreen":
    """The screen, for the app's table of screens."""
    return PrivacyScreen()


class PrivacyScreen(ListScreen):
    """The files, the project's own first; what protects the project stands beneath each."""

    BINDINGS: ClassVar[list[Binding]] = bindings(list_actions.PRIVACY)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Privacy")
    list_kind = ReadListing
    columns = (
        ListColumn(_("Kind"), 8, 30),
        ListColumn(_("File"), 14, 60),
        ListColumn(_("Bytes"), 6, 14, rank=2, right=True),
        ListColumn(_("Mode"), 4, 5, rank=3, right=True),
        ListColumn(_("Note"), 8, 30, rank=1),
    )

    def __init__(self) -> None:
        super().__init__()
        self._found: Found | None = None

    def read_project(self) -> None:
        self.ask("places", self._look, self._show)

    def _look(self, connection: Connection) -> Found:
        project = self.app.researcher.project
        return inspected(project), privacy_facts(connection), surroundings_of(project)

    def _show(self, found: Found) -> None:
        self._found = found
        self.fill()
        self.show_detail()

    def rows(self) -> list[Row]:
        places = self._found[0] if self._found else ()
        return [
            Row(
                str(place.path),
                (
                    kind_in_words(place.kind),
                    file_in_words(place),
                    str(place.size),
                    f"{place.mode:03o}",
                    note_in_words(place),
                ),
                "warn" if place.open_to_others else "",
            )
            for place in places
        ]

    def summary(self) -> str:
        if self._found is None:
            return _("Privacy")
        places, facts, _warnings = self._found
        n = len(places)
        return " · ".join(
            (
                _("Privacy"),
                self._where(facts),
                ngettext("{n} file with text of the project", "{n} files with text of the project", n).format(
                    n=n
                ),
            )
        )

    def _where(self, facts: PrivacyFacts) -> str:
        """Where the project itself lies."""
        if self.app.researcher.project.far:
            return _("on a server")
        return _("encrypted file") if facts.is_encrypted else _("file not encrypted")

    def empty_text(self) -> str:
        if self._found is None:
            return _("Looking for files …")
        return "\n".join(self._of_project())

    def detail(self, key: Any) -> str:
        if self._found is None:
            return ""
        place = next((one for one in self._found[0] if str(one.path) == key), None)
        if place is None:
            return ""
        of_file = lines(
            (
                (_("Kind"), kind_in_words(place.kind)),
                (_("Source"), place.source),
                (_("File"), place.path),
                (_("Bytes"), place.size),
                (_("Mode"), f"{place.mode:03o}"),
                (_("Note"), note_in_words(place)),
            )
        )
        return "\n".join((of_file, "", *self._of_project()))

    def _of_project(self) -> list[str]:
        """What protects the project, a line each."""
        assert self._found is not None
        _places, facts, warned = self._found
        saved = _("Copies, exports and reports that you saved are not known, also those beside the project.")
        return [*protection(facts), *warned, saved]

    # Acts

    def action_encryption(self) -> None:
        """Encrypt the project, or make it plain."""
        Encryption(self).begin()

    def action_passphrase(self) -> None:
        """Give an encrypted project another passphrase."""
        Encryption(self).change()

    def action_seal(self) -> None:
        """Let the original names leave the project for good."""
        Sealing(self).begin()

    def action_forget(self) -> None:
        """Delete what the user's own folders hold of the project."""
        Purging(self).forget()

    def action_purge(self) -> None:
        """Erase deleted texts for good."""
        Purging(self).begin()

    def action_export(self) -> None:
        """Write the list to a file."""
        self.export(self._table, _("places.csv"))

    def _table(self) -> Table:
        with self.app.researcher.project.reading() as connection:
            return places_table(*self._look(connection))
