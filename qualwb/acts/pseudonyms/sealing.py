"""Sealing: the originals leave the project for good, and only the key can give the names back.

Texts from before names were replaced, what the journal holds of them, what was decided of names, freed space,
the write-ahead log, automatic backups and caches. The first step is one transaction, which also marks the
work as begun; should the process be killed after it, the same command ends it, and ``check`` tells of it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Connection, delete, select, update

from qualwb.acts import privacy, tracing
from qualwb.acts.pseudonyms.key import Application, Key
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.leaving import leave_aliases, leave_standing
from qualwb.acts.pseudonyms.lexicon import Lexicon
from qualwb.acts.pseudonyms.rewording import Rewording
from qualwb.acts.pseudonyms.same_project import refuse_other_key
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Change, Project, Source, TextContent, TextVersion
from qualwb.model.privacy import PRIVACY
from qualwb.store import erasing, unfinished
from qualwb.store.blindness import ROUND_MADE
from qualwb.store.conversion import erase_file
from qualwb.store.errors import ProjectInUse, ProjectLocked
from qualwb.store.explaining import explained
from qualwb.store.journal import NO_IMAGES, Act, table_of, write_change
from qualwb.store.open_project import OpenProject, now
from qualwb.store.project_file import ProjectFile, as_file
from qualwb.store.restoring import fold_log, log_ahead
from qualwb.store.rewording import last_digest, reword_changes
from qualwb.store.search import refresh_index
from qualwb.store.special_acts import SEAL
from qualwb.store.traces import Kind, Trace, beside
from qualwb.store.unfinished import Work

_GOING = (Kind.AUTOMATIC, Kind.PART, Kind.UNFINISHED)


class NothingToSeal(QualwbError):
    """No names were replaced with the key, or the project is sealed already."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Sealed:
    """What left the project."""

    texts: int
    """Earlier texts."""
    acts: int
    """Acts of the journal that can't be turned any more."""
    copies: tuple[Trace, ...]
    """Backups and half-made files that were deleted."""
    kept: tuple[Trace, ...]
    """Copies beside the project that a person made, which hold the originals still."""


def copies_to_go(project: ProjectFile) -> tuple[Trace, ...]:
    """The files beside the project that sealing deletes."""
    return tuple(trace for trace in beside(project.path) if trace.kind in _GOING)


def copies_to_stay(project: ProjectFile) -> tuple[Trace, ...]:
    """The copies beside the project that a person made: sealing leaves them."""
    return tuple(trace for trace in beside(project.path) if trace.kind is Kind.MANUAL)


def seal(researcher: Researcher, key_file: KeyFile) -> Sealed:
    """Let all originals of the key leave the project. It can't be undone; the key alone gives them back.

    Ends a sealing that was broken off. Raises ``NothingToSeal``, ``ProjectInUse`` while another program has
    the project open, ``UnusableKeyFile`` for another key, ``AlteredChange`` for a journal that does not hold.
    """
    project = as_file(researcher.project)
    begun = refuse_to_begin(project, key_file)
    texts = acts = 0
    if not begun:
        tracing.forget(project)
        with project.writing() as connection:
            texts, acts = _take_out(connection, researcher, key_file)
    copies = copies_to_go(project)
    refresh_index(project)
    if not erasing.rewrite(project):
        raise ProjectInUse(project.path)
    for copy in copies:
        erase_file(copy.path)
    with project.writing() as connection:
        unfinished.end(connection, Work.SEALING)
    project.close()
    return Sealed(texts, acts, copies, copies_to_stay(project))


def would_seal(researcher: Researcher, key_file: KeyFile) -> Sealed:
    """What ``seal`` would do: its first step is done, and taken back before anybody sees it.

    Raises as ``seal`` does, but not because another program has the project open. Of a sealing that was
    broken off only the copies are left.
    """
    project = as_file(researcher.project)
    texts = acts = 0
    if not _is_begun(project, key_file):
        with project.writing() as connection:
            try:
                texts, acts = _take_out(connection, researcher, key_file)
            finally:
                connection.rollback()
    return Sealed(texts, acts, copies_to_go(project), copies_to_stay(project))


def refuse_to_begin(project: OpenProject, key_file: KeyFile) -> bool:
    """Raise as ``seal`` where it can't be done; returns whether one was broken off and is to be ended."""
    refuse_in_use(as_file(project))
    return _is_begun(project, key_file)


def _is_begun(project: OpenProject, key_file: KeyFile) -> bool:
    with project.reading_whole() as connection:
        refuse_other_key(connection, key_file)
        begun = unfinished.is_begun(connection, Work.SEALING)
        if not begun:
            _refuse_nothing(connection, key_file)
    return begun


def refuse_in_use(project: ProjectFile) -> None:
    """Raise ``ProjectInUse`` while another program has the file open, be it only to read."""
    project.close()
    try:
        with explained(project.path):
            fold_log(project.path)
            log_ahead(project.path)
    except ProjectLocked:
        raise ProjectInUse(project.path) from None


def _refuse_nothing(connection: Connection, key_file: KeyFile) -> None:
    if privacy.sealed(connection) is not None:
        raise NothingToSeal(_("The project is sealed already."))
    if not _happened(connection, key_file.key):
        raise NothingToSeal(
            _("No names were replaced with this key: there is nothing to seal."),
            _("'qualwb pseudonymise apply' replaces them."),
        )


def _happened(connection: Connection, key: Key) -> list[Application]:
    return key.happened(one.get("id", "") for one in privacy.applied(connection))


def _take_out(connection: Connection, researcher: Researcher, key_file: KeyFile) -> tuple[int, int]:
    """Within a transaction: everything that holds an original; returns the numbers of texts and acts."""
    _refuse_nothing(connection, key_file)
    key, former = key_file.key, last_digest(connection)
    wording = Rewording(key.originals(), key.names)
    originals = Lexicon(key.originals(), any_case=True)
    versions = _versions_to_go(connection, _happened(connection, key), originals)
    connection.execute(delete(TextVersion).where(TextVersion.id.in_(versions)))
    texts = len(erasing.unused_texts(connection))
    erasing.erase_unused_texts(connection)
    _reword_reports(connection, wording)
    leave_aliases(connection, key, originals)
    leave_standing(connection)
    acts = _acts_to_erase(connection, originals)
    erasing.erase_images(connection, acts)
    reword_changes(
        connection, lambda _number, said: (wording.reworded_line(said[0]), wording.reworded(said[1]))
    )
    _tell(connection, researcher, key.key_id, former, texts, len(acts))
    unfinished.begin(connection, Work.SEALING)
    return texts, len(acts)


def _versions_to_go(connection: Connection, done: Iterable[Application], originals: Lexicon) -> list[int]:
    """The text versions from before the last replacing, and former ones that hold an original."""
    left = {text.source: text.after for application in done for text in application.texts}
    rows = connection.execute(
        select(TextVersion.id, TextVersion.sha256, TextContent.text, Source.uid)
        .join(Source, Source.id == TextVersion.source_id)
        .join(TextContent, TextContent.sha256 == TextVersion.sha256)
        .order_by(TextVersion.source_id, TextVersion.number.desc())
    )
    going: list[int] = []
    source, replaced = "", False
    for key, sha256, text, uid in rows:
        newest = uid != source
        if newest:
            source, replaced = uid, False
        if not newest and (replaced or originals.stands_in(text)):
            going.append(key)
        replaced = replaced or sha256 == left.get(uid)
    return going


def _reword_reports(connection: Connection, wording: Rewording) -> None:
    table = table_of(Source)
    for key, report in connection.execute(select(Source.id, Source.import_report)).all():
        reworded = wording.reworded_within(report)
        if reworded != report:
            connection.execute(update(table).where(table.c.id == key).values(import_report=reworded))


def _acts_to_erase(connection: Connection, originals: Lexicon) -> list[int]:
    """All acts before: undo ends here, and they may hold names of what was deleted before any was looked for.

    What began a round is kept, since a blind one hides what came after it.
    """
    rows = select(Change.id, Change.act, Change.images).where(Change.images != NO_IMAGES)
    return [
        number
        for number, act, images in connection.execute(rows.order_by(Change.id))
        if act != ROUND_MADE or originals.stands_in(json.loads(images))
    ]


def _tell(
    connection: Connection, researcher: Researcher, key_id: str, former: str, texts: int, acts: int
) -> None:
    """Write the change and the fact of it. As its images are erased, undo ends there."""
    moment = now()
    sealed = {"id": str(uuid4()), "at": moment, "by": researcher.coder, "key_id": key_id}
    settings = connection.execute(select(Project.settings)).scalar_one()
    settings = {**settings, PRIVACY: {**privacy.told(connection), "sealed": sealed}}
    connection.execute(update(table_of(Project)).values(settings=settings))
    told: Sequence[str] = (
        ngettext("{n} text", "{n} texts", texts).format(n=texts),
        ngettext("{n} act", "{n} acts", acts).format(n=acts),
        _("last digest before: {digest}").format(digest=former),
    )
    act = Act(connection, summary=", ".join(told))
    number = write_change(connection, act, kind=SEAL, coder=researcher.coder, at=moment)
    erasing.erase_images(connection, [number])
