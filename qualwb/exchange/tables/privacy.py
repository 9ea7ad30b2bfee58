"""Where text of a project lies, and how the people in it are protected, as a table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qualwb.exchange.privacy_words import left_in_words
from qualwb.exchange.tables.table import Table
from qualwb.local_time import local_time
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.acts.tracing import PlaceFacts
    from qualwb.analysis.privacy_facts import PrivacyFacts


def places_table(places: Sequence["PlaceFacts"], facts: "PrivacyFacts", warnings: Sequence[str]) -> Table:
    """A row for each file, with what is known of the project's protection and surroundings at the foot."""
    rows = [
        (kind_in_words(place.kind), str(place.path), place.size, f"{place.mode:03o}", note_in_words(place))
        for place in places
    ]
    return Table(
        (_("Kind"), _("File"), _("Bytes"), _("Mode"), _("Note")),
        rows,
        notes=(*protection(facts), *warnings),
        data=lambda: _data(places, facts, warnings),
        numeric=frozenset({2}),
    )


def protection(facts: "PrivacyFacts") -> list[str]:
    """What the project tells of its protection, a line each."""
    said = []
    if facts.sealed:
        said.append(
            (
                _("Sealed since {moment}: the names that were replaced have left it.")
                if facts.all_replaced
                else _("Sealed since {moment}: what stood where names were replaced has left it.")
            ).format(moment=local_time(facts.sealed["at"]))
        )
    elif facts.applied:
        said.append(_("Names are replaced, and the originals can still be brought back: it is not sealed."))
    else:
        said.append(_("No names have been replaced."))
    said += left_in_words(facts)
    if facts.withdrawn:
        n = len(facts.withdrawn)
        said.append(
            ngettext("{n} participant has withdrawn.", "{n} participants have withdrawn.", n).format(n=n)
        )
    if facts.purge_by:
        said.append(_("To be purged by {day}.").format(day=facts.purge_by.isoformat()))
    return said


def note_in_words(place: "PlaceFacts") -> str:
    """What should be known of a file besides."""
    said = []
    if place.open_to_others:
        said.append(_("others may read it"))
    if place.encrypted:
        said.append(_("encrypted"))
    if place.source:
        said.append(_("of {source}").format(source=place.source))
    return ", ".join(said)


def file_in_words(place: "PlaceFacts") -> str:
    """The file's name; where that is a digest, whose text it holds."""
    if place.source:
        return place.source
    return _("names of codes and themes") if place.kind == "vectors" else place.path.name


def kind_in_words(kind: str) -> str:
    """What kind of file it is, by the name in ``PlaceFacts``."""
    return {
        "project": _("project"),
        "log": _("SQLite's log"),
        "automatic": _("backup"),
        "manual": _("backup by hand"),
        "part": _("damaged, left by a restore"),
        "unfinished": _("half made, left by a killed process"),
        "parsed": _("parsed text"),
        "vectors": _("meanings of a text"),
        "state": _("the workbench's memory"),
        "defect_report": _("report of a defect, without text"),
    }[kind]


def _data(places: Sequence["PlaceFacts"], facts: "PrivacyFacts", warnings: Sequence[str]) -> dict[str, Any]:
    return {
        "places": [
            {
                "path": str(place.path),
                "kind": place.kind,
                "source": place.source or None,
                "size": place.size,
                "mode": f"{place.mode:03o}",
                "open_to_others": place.open_to_others,
                "encrypted": place.encrypted,
            }
            for place in places
        ],
        "applied": list(facts.applied),
        "sealed": facts.sealed,
        "withdrawn": list(facts.withdrawn),
        "purge_by": facts.purge_by.isoformat() if facts.purge_by else None,
        "warnings": list(warnings),
    }
