"""A project as a REFI-QDA project file (.qdpx): valid, whole, and the same bytes whenever nothing changed."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qualwb.exchange.output_file import write_file
from qualwb.exchange.refi.supplement import MEMBER, told
from qualwb.exchange.refi.wishes import LOSSLESS, ExportWishes
from qualwb.exchange.refi.writing.cases import AttributeVariables, write_cases, write_variables
from qualwb.exchange.refi.writing.coders import told_of_coders
from qualwb.exchange.refi.writing.codes import write_codes, write_sets
from qualwb.exchange.refi.writing.elements import NAMESPACE, below, guid, moment, text_below
from qualwb.exchange.refi.writing.layout import ProjectLayout
from qualwb.exchange.refi.writing.losses import losses
from qualwb.exchange.refi.writing.notes import refer_to_notes, write_links, write_notes
from qualwb.exchange.refi.writing.sources import turns_of_people, write_sources
from qualwb.exchange.writers.fixed_zip import EPOCH
from qualwb.portable.guids import with_guids
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import PortableProject
from qualwb.safe_text import one_line

PROJECT = "project.qde"
NAMELESS = "qualwb"
"""What a project without a name is called in a file."""


def write_refi(project: PortableProject, path: Path, wishes: ExportWishes = LOSSLESS) -> Ledger:
    """Write a project to a .qdpx; the ledger says what the file, or the program it is for, can't hold.

    Raises ``QualwbError`` where the file can't be written.
    """
    content, ledger = refi_bytes(project, wishes)
    write_file(path, content)
    return ledger


def refi_bytes(project: PortableProject, wishes: ExportWishes = LOSSLESS) -> tuple[bytes, Ledger]:
    """The bytes of the .qdpx, and the ledger as of ``write_refi``."""
    project = with_guids(project)
    ledger = losses(project, wishes)
    layout = ProjectLayout(told_of_coders(project, wishes.coders), wishes)
    variables = AttributeVariables(layout.project)
    root, texts = _root(layout), []
    _write_users(root, layout.project)
    write_codes(root, layout)
    write_variables(root, variables)
    write_cases(root, layout, variables, turns_of_people(layout))
    texts = [*write_sources(root, layout, variables)]
    write_notes(root, layout)
    write_links(root, layout)
    write_sets(root, layout)
    _write_project(root, layout)
    members = [(PROJECT, _xml(root)), *texts]
    if wishes.supplement:
        members.append((MEMBER, told(layout.project, wishes)))
    return _packed(members), ledger


def _root(layout: ProjectLayout) -> Any:
    from lxml import etree

    project, spaces = layout.project, {None: NAMESPACE}
    attributes = {"name": one_line(project.name) or NAMELESS, "origin": layout.target.origin}
    moments = [*_moments(project)]
    attributes |= {
        "creationDateTime": moment(min(moments, default="")),
        "modifiedDateTime": moment(max(moments, default="")),
    }
    return etree.Element(f"{{{NAMESPACE}}}Project", attributes, nsmap=spaces)


def _moments(project: PortableProject) -> Iterable[str]:
    """When what the project holds was made: the file tells no other time, least of all its own."""
    records: list[Any] = [*project.codes, *project.codings, *project.memos]
    yield from (one.created_at for one in records if one.created_at)
    yield from (memo.updated_at for memo in project.memos if memo.updated_at)
    yield from (source.imported_at for source in project.sources if source.imported_at)


def _write_users(root: Any, project: PortableProject) -> None:
    if project.coders:
        users = below(root, "Users")
        for coder in project.coders:
            below(users, "User", {"guid": guid(coder.uid), "name": one_line(coder.name)})


def _write_project(root: Any, layout: ProjectLayout) -> None:
    """What is said of the project as a whole."""
    project, memos = layout.project, layout.memos.get(("project", None), ())
    told_here = [project.description, *(() if layout.target.notes else (memo.text for memo in memos))]
    text_below(root, "Description", "\n\n".join(text for text in told_here if text))
    refer_to_notes(root, layout, "project", None)


def _xml(root: Any) -> bytes:
    from lxml import etree

    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content


def _packed(members: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members:
            member = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            target.writestr(member, content)
    return out.getvalue()
