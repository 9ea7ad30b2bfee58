"""The project for other programs of qualitative analysis: what is written, and what is told of the file."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from qualwb.acts.portable_state import portable_project
from qualwb.analysis.blindness import blind_project_notes
from qualwb.analysis.connection import Connection
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import PortableProject
from qualwb.portable.rounds import in_rounds


def project_to_export(
    connection: Connection, rounds: Collection[str]
) -> tuple[PortableProject, tuple[str, ...]]:
    """The project with what was coded in these rounds, or in all; what others' blind rounds hide is told.

    Raises ``QualwbError`` for a round that is not there.
    """
    return in_rounds(portable_project(connection), tuple(rounds)), tuple(blind_project_notes(connection))


def file_in_words(
    output: Path, project: PortableProject, ledger: Ledger, notes: Iterable[str]
) -> Iterator[str]:
    """What a file for another program holds, and what it does not, a line each."""
    n = len(project.sources)
    said = ngettext("{path}: {n} source", "{path}: {n} sources", n).format(path=output, n=n)
    coded = ngettext("{n} coding", "{n} codings", len(project.codings)).format(n=len(project.codings))
    yield f"{said}, {coded}."
    yield from notes
    yield from ledger.notices
    for one in ledger.refused:
        yield _("Not in the file: {what} ({why}).").format(what=one.what, why=one.why)
    for one in ledger.changed:
        yield _("{what}: {why}.").format(what=one.what, why=one.why)
