"""The codes and sets of REFI-QDA: the same elements in a codebook (.qdc) and in a project (.qdpx).

Codes nest as they do here; a theme is a set, named by its path. What the format has no place for is written
into the description under a label, and read back from there.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from qualwb.acts.codebook_entries import Codebook, CodeEntry, MemoEntry, ThemeEntry
from qualwb.colours import parsed_colour
from qualwb.exchange.codebooks.codebook_paths import joined, set_steps_of, theme_paths
from qualwb.exchange.codebooks.drafts import Draft, Shelf, assemble
from qualwb.exchange.codebooks.findings import Findings
from qualwb.exchange.codebooks.labelled_text import labelled, taken_apart
from qualwb.exchange.hardened_xml import bare_guid, child, children, line_of, local_name
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.portable.guid_text import as_guid
from qualwb.safe_text import cleaned
from qualwb.same_name import same_name

if TYPE_CHECKING:
    from lxml.etree import _Element

NoteWriter = Callable[[MemoEntry], str]
"""Writes a memo as a note of the project and gives the note's GUID."""


class RefiCodes:
    """The codes and sets that were read, by GUID and as drafts of a codebook."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.codes, self.themes = Shelf(findings), Shelf(findings)
        self.code_by_guid: dict[str, Draft] = {}
        """Each code by the GUID, bare, that the file refers to it by; of two with one GUID, the first."""
        self.theme_by_guid: dict[str, Draft] = {}

    def codebook(self) -> Codebook:
        """Codes and themes as a codebook."""
        return assemble(self.findings.file, self.codes, self.themes)


def read_codes(parent: "_Element", findings: Findings, *, folders_as_themes: bool = False) -> RefiCodes:
    """The codes beneath a ``CodeBook``, or beneath its ``Codes``.

    ``folders_as_themes`` makes themes of codes that are not to be coded, as long as they lie beneath none
    that is; else they are codes, and that is told. Raises ``BadCodebook`` for more codes, or more of them
    beneath each other, than a codebook has.
    """
    read = RefiCodes(findings)
    folders = 0
    waiting: list[tuple[_Element, Draft | None, Draft | None]] = [(parent, None, None)]
    while waiting:
        element, above, theme = waiting.pop()
        if local_name(element) == "Code":
            is_folder = element.get("isCodable", "").strip() in ("false", "0")
            if is_folder and folders_as_themes and above is None:
                theme = _theme_of_folder(read, element, theme)
            else:
                folders += is_folder
                above = _read_code(read, element, above, theme)
        beneath = [(within, above, theme) for within in children(element, "Code", "Codes")]
        waiting.extend(reversed(beneath))
    if folders:
        findings.remark(
            line_of(parent),
            ngettext(
                "{n} folder, which is not to be coded, is taken as a code.",
                "{n} folders, which are not to be coded, are taken as codes.",
                folders,
            ).format(n=folders),
        )
    return read


def read_sets(parent: "_Element", read: RefiCodes, *, notes_too: bool = False) -> None:
    """Add the sets beneath ``parent`` (or its ``Sets``) that hold codes or nothing, as themes; ``notes_too``:
    those that hold notes alone as well.
    """
    others = ("MemberSource",) if notes_too else ("MemberSource", "MemberNote")
    for within in [parent, *children(parent, "Sets")]:
        for element in children(within, "Set"):
            members = list(children(element, "MemberCode"))
            if members or not list(children(element, *others)):
                _read_set(read, element, members)


def write_codes(parent: "_Element", codebook: Codebook, *, note: NoteWriter | None = None) -> dict[str, str]:
    """Append ``Codes`` to a ``CodeBook`` in that element's namespace.

    Gives the GUID of each code by ``same_name`` of its name: the code's own, else one that follows from the
    name. ``note`` takes the memos where the file has notes. Nothing is written where there is no code: the
    schema wants one.
    """
    guids: dict[str, str] = {}
    top = codebook.written_out().codes
    if top:
        codes = _below(parent, "Codes")
        for code in top:
            _write_code(codes, code, guids, note)
    return guids


def write_sets(
    parent: "_Element",
    codebook: Codebook,
    guids: Mapping[str, str],
    *,
    member: str = "guid",
    note: NoteWriter | None = None,
) -> dict[str, str]:
    """Append ``Sets`` with a set for each theme, if there is one; ``guids`` as ``write_codes`` gave them.

    ``member`` is the attribute that names a member: 'guid' in a codebook, 'targetGUID' in a project. Gives
    the GUID of each theme by ``same_name`` of its name.
    """
    written: dict[str, str] = {}
    themes = list(theme_paths(codebook.written_out().themes))
    if not themes:
        return written
    sets = _below(parent, "Sets")
    for path, theme in themes:
        written[same_name(theme.name)] = guid = theme.guid or _derived("theme", joined(path))
        element = _below(sets, "Set", guid=guid, name=cleaned(joined(path)))
        notes = _describe(element, theme, (), note)
        for code in theme.codes:
            _below(element, "MemberCode", **{member: guids[same_name(code.name)]})
        for target in notes:
            _below(element, "MemberNote", targetGUID=target)
    return written


def _read_code(read: RefiCodes, element: "_Element", above: Draft | None, theme: Draft | None) -> Draft:
    """A code beneath another, or at the top, where a theme may gather it."""
    line = line_of(element)
    draft = read.codes.add(element.get("name", "").strip() or _("nameless"), above, line)
    _read_texts(read.codes, draft, element)
    if theme is not None and above is None:
        theme.gathered[draft] = None
    draft.notes = tuple(bare_guid(ref.get("targetGUID")) for ref in children(element, "NoteRef"))
    guid = bare_guid(element.get("guid"))
    if guid and guid in read.code_by_guid and not as_guid(guid):
        read.findings.remark(
            line,
            _("'{name}' has the id of another; what refers to it means the first.").format(name=draft.name),
        )
    if guid:
        read.code_by_guid.setdefault(guid, draft)
    return draft


def _theme_of_folder(read: RefiCodes, element: "_Element", above: Draft | None) -> Draft:
    line = line_of(element)
    theme = read.themes.add(element.get("name", "").strip() or _("nameless"), above, line)
    _read_texts(read.themes, theme, element)
    return theme


def _read_set(read: RefiCodes, element: "_Element", members: Sequence["_Element"]) -> None:
    line = line_of(element)
    theme = read.themes.put(set_steps_of(element.get("name", "").strip() or _("nameless")), {}, line)
    _read_texts(read.themes, theme, element)
    if guid := bare_guid(element.get("guid")):
        read.theme_by_guid.setdefault(guid, theme)
    for member in members:
        code = read.code_by_guid.get(bare_guid(member.get("guid") or member.get("targetGUID")))
        if code is None:
            read.findings.refuse(
                line_of(member),
                _("a member of '{set}' is no code of the file; left aside.").format(set=theme.name),
            )
        else:
            theme.gathered[code] = None


def _read_texts(shelf: Shelf, draft: Draft, element: "_Element") -> None:
    """A code's or set's colour, GUID, and its description taken apart by its labels."""
    described = child(element, "Description")
    text = "".join(described.itertext()) if described is not None else element.get("description", "")
    texts, memos = taken_apart(text)
    cells = {**texts, "colour": element.get("color", ""), "guid": element.get("guid", "")}
    shelf.fill(draft, cells, line_of(element))
    draft.memos += memos


def _write_code(parent: "_Element", code: CodeEntry, guids: dict[str, str], note: NoteWriter | None) -> None:
    guid = guids[same_name(code.name)] = code.guid or _derived("code", code.name)
    shown = parsed_colour(code.colour)
    colour = {"color": shown} if shown else {}
    element = _below(parent, "Code", guid=guid, name=cleaned(code.name), isCodable="true", **colour)
    for target in _describe(element, code, code.examples, note):
        _below(element, "NoteRef", targetGUID=target)
    for beneath in code.codes:
        _write_code(element, beneath, guids, note)


def _describe(
    element: "_Element", entry: CodeEntry | ThemeEntry, examples: Sequence[str], note: NoteWriter | None
) -> list[str]:
    """Write the description, if any; the GUIDs of the notes that took the memos."""
    fields = {"english": entry.english, **entry.fields()}
    definition = fields.pop("definition", "")
    own = {column: value for column, value in fields.items() if column not in ("examples", "colour")}
    text = labelled(definition, own, examples, () if note else entry.memos)
    if text:
        _below(element, "Description").text = cleaned(text)
    return [note(memo) for memo in entry.memos] if note else []


def _below(parent: "_Element", tag: str, /, **attributes: str) -> "_Element":
    from lxml import etree

    return etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, tag), attributes)


def _derived(kind: str, name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:qualwb:{kind}:{same_name(name)}"))
