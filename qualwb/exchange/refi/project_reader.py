"""A REFI-QDA project of any program (.qdpx, or .qde with its texts beside it) as a portable project.

Read tolerantly: elements by their local names in any order, ids of any form, texts wherever they lie within
the archive. What the format holds and a project has no place for is in the ledger.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from qualwb.errors import QualwbError
from qualwb.exchange.hardened_xml import local_name, parse_refi
from qualwb.exchange.refi.reading.coders import Coders
from qualwb.exchange.refi.reading.codes import read_code_tree
from qualwb.exchange.refi.reading.conventions import known_convention, wished_convention
from qualwb.exchange.refi.reading.counts import count_elements
from qualwb.exchange.refi.reading.file_context import FileContext, context_of
from qualwb.exchange.refi.reading.groups import Groups
from qualwb.exchange.refi.reading.links import referred_to, take_links
from qualwb.exchange.refi.reading.memos import PROJECT, MemoShelf, Place, description_of
from qualwb.exchange.refi.reading.package import Package, opened_package
from qualwb.exchange.refi.reading.selections import Passages
from qualwb.exchange.refi.reading.source_elements import source_elements
from qualwb.exchange.refi.reading.sources import SourceReader
from qualwb.exchange.refi.reading.variables import Variables
from qualwb.exchange.refi.reading.voices import with_speakers
from qualwb.exchange.refi.supplement import applied
from qualwb.exchange.signatures import Signatures
from qualwb.localization import gettext as _
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.portable.guid_text import bare_guid
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import Participant, PortableProject, Source
from qualwb.portable.soundness import count, sound
from qualwb.safe_text import cleaned, one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

TAGS = 4_000_000
"""Tags that the XML of a project may have: half a million codings."""
NAMESPACE = "urn:QDA-XML:project:1.0"


def read_refi(path: Path, wishes: Wishes) -> Arrival:
    """The project in a file. Raises ``QualwbError`` for what is none, is damaged or is made to do harm."""
    ledger = Ledger()
    with opened_package(path) as package:
        root = parse_refi(package.xml, package.name, TAGS)
        if local_name(root) != "Project":
            raise QualwbError(_("{file}: this is no REFI-QDA project.").format(file=package.name))
        context = context_of(root, package.name, wishes, ledger)
        ledger.found = count_elements(root)
        _tell_of_file(root, package, context)
        project = _ProjectReader(root, package, context).project()
        told = package.supplement()
        if told is not None:
            project = applied(project, told, ledger)
        count(project, ledger)
        if told is None:
            del ledger.found["round"]  # it is the one that was wished, not in the file
        project = sound(project, ledger)
    return Arrival(project, ledger, _("REFI-QDA project"), context.origin, edited=told is not None)


def _tell_of_file(root: "_Element", package: Package, context: FileContext) -> None:
    notices = context.ledger.notices
    namespace = root.tag.rpartition("}")[0].lstrip("{")
    if namespace != NAMESPACE:
        notices.append(
            _("The file names the version '{namespace}'; it is read as 1.0.").format(
                namespace=one_line(namespace)
            )
        )
    for other in package.others:
        notices.append(_("{file} in the archive is not read.").format(file=one_line(other)))


class _ProjectReader:
    def __init__(self, root: "_Element", package: Package, context: FileContext) -> None:
        self._root, self._package, self._context = root, package, context
        users = [user for users in root.iterchildren("{*}Users") for user in users.iterchildren("{*}User")]
        self._coders = Coders(context, users, root.get("creatingUserGUID"))
        self._memos = MemoShelf(context, self._coders)
        self._variables = Variables(root, context)
        self._groups = Groups(context, self._memos)

    def project(self) -> PortableProject:
        root, context = self._root, self._context
        tree = read_code_tree(root, context, self._memos)
        first_round = Signatures(context.wishes).round
        passages = Passages(
            context, self._coders, self._memos, tree.by_guid, first_round.uid, referred_to(root)
        )
        sources, places = self._sources(passages)
        participants = self._groups.participants(passages.place_of)
        sources = self._spoken(sources, participants)
        places |= {guid: Place("code", uid) for guid, uid in tree.by_guid.items()}
        places |= self._groups.place_of
        places |= {guid: place for guid, (_source, place) in passages.place_of.items()}
        self._memos.refer(root, PROJECT)
        take_links(root, places, self._memos, context)
        memos = self._memos.records(root, self._package)
        self._variables.refuse_unused()
        self._refuse_codings_of_notes(passages)
        context.refuse_unseen()
        return PortableProject(
            name=one_line(root.get("name", "")),
            description=cleaned(description_of(root)),
            coders=self._coders.records(),
            rounds=(first_round,),
            groups=self._groups.records(),
            participants=participants,
            sources=sources,
            codes=tree.codes,
            themes=tree.themes,
            codings=tuple(passages.codings),
            memos=memos,
        )

    def _refuse_codings_of_notes(self, passages: Passages) -> None:
        for notes in self._root.iterchildren("{*}Notes"):
            for note in notes:
                passages.refuse_within(note, one_line(note.get("name", "")), _("memos are not coded"))

    def _spoken(self, sources: tuple[Source, ...], people: tuple[Participant, ...]) -> tuple[Source, ...]:
        """The sources with the speakers that passages of cases tell; our own files tell them otherwise."""
        if self._context.own:
            return sources
        by_uid = {one.uid: one for one in people}
        told, silent = with_speakers(sources, self._groups.voices, by_uid)
        for voice in silent:
            self._context.ledger.refuse(
                "case_passage",
                f"{by_uid[voice.person].alias} {voice.start}-{voice.end}",
                _("it is no whole turn"),
            )
        return told

    def _sources(self, passages: Passages) -> tuple[tuple[Source, ...], dict[str, Place]]:
        """The sources, and the place of each by its id."""
        context = self._context
        prior, wished = known_convention(context.origin), wished_convention(context.wishes.offsets)
        conventions = prior, wished or (prior if context.own else None)
        reader = SourceReader(
            context, self._package, passages, self._memos, self._groups, self._variables, conventions
        )
        elements = list(source_elements(self._root))
        known = {one.guid for one in elements if one.text is not None}
        self._groups.read(self._root, known, self._variables)
        sources: list[Source] = []
        places: dict[str, Place] = {}
        for element in elements:
            source = reader.read(element)
            if source is not None:
                sources.append(source)
                places.setdefault(bare_guid(element.guid), Place("source", source.uid))
        reader.tell()
        return tuple(sources), places
