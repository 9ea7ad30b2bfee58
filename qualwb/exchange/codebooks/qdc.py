"""Codebooks in the REFI-QDA exchange format (.qdc), as other programs write and read them.

Codes nest as they do here; a theme is a set, named by its path. What the format has no place for is written
into the description under a label, and read back from there.
"""

import re
import uuid
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from qualwb.acts.codebook_input import BadCodebook, refuse_unbounded_xml
from qualwb.acts.codebooks import Codebook, CodeEntry
from qualwb.colours import parsed_colour
from qualwb.exchange.codebooks.codebook_paths import ARROW, joined, theme_paths
from qualwb.exchange.codebooks.drafts import Draft, Notice, Shelf, assemble
from qualwb.localization import gettext as _
from qualwb.same_name import same_name

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "urn:QDA-XML:codebook:1.0"
LABELS = {
    "include": "Include",
    "exclude": "Exclude",
    "examples": "Example",
    "boundary": "Boundary",
    "counter_examples": "Counter-examples",
    "claim": "Claim",
}
"""Labels of what stands in the description; fixed, so that a file reads the same in any language."""

_LABEL = re.compile(rf"({'|'.join(map(re.escape, LABELS.values()))}): (.*)")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def to_qdc(codebook: Codebook) -> bytes:
    """The codebook as .qdc. The same codebook gives the same bytes: a GUID follows from the name."""
    from lxml import etree

    spaces: Any = {None: NAMESPACE}
    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", {"origin": "qualwb"}, nsmap=spaces)
    codes = etree.SubElement(root, f"{{{NAMESPACE}}}Codes")
    nested = {same_name(code.name) for code, above in codebook.all_codes() if above is not None}
    rules = {same_name(code.name): code for code, _above in codebook.all_codes() if not code.is_reference}
    written: set[str] = set()

    def put(parent: "_Element", code: CodeEntry) -> None:
        key = same_name(code.name)
        if key in written:
            return
        written.add(key)
        code = rules.get(key, code)
        shown = parsed_colour(code.colour)
        colour = {"color": shown} if shown else {}
        element = etree.SubElement(
            parent,
            f"{{{NAMESPACE}}}Code",
            {"guid": _guid("code", code.name), "name": _clean(code.name), "isCodable": "true", **colour},
        )
        _describe(element, code.fields(), code.examples)
        for beneath in code.codes:
            put(element, beneath)

    for code, above in codebook.all_codes():
        if above is None and same_name(code.name) not in nested:
            put(codes, code)
    themes = list(theme_paths(codebook.themes))
    if themes:
        sets = etree.SubElement(root, f"{{{NAMESPACE}}}Sets")
        for path, theme in themes:
            name = joined(path)
            element = etree.SubElement(
                sets, f"{{{NAMESPACE}}}Set", {"guid": _guid("theme", name), "name": _clean(name)}
            )
            _describe(element, theme.fields(), ())
            for code in theme.codes:
                etree.SubElement(element, f"{{{NAMESPACE}}}MemberCode", guid=_guid("code", code.name))
    result: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return result


def from_qdc(data: bytes, name: str, notice: Notice = lambda _text: None) -> Codebook:
    """The codebook in a .qdc of any program and version. Raises ``BadCodebook`` for what is none."""
    root = _root(data, name)
    codes, themes = Shelf(name, notice), Shelf(name, notice)
    by_guid: dict[str, Draft] = {}
    for path, element in _codes(root, ()):
        draft = codes.put(path, _cells(element), _line(element))
        by_guid[_bare(element.get("guid", ""))] = draft
    for element in root.iter("{*}Set"):
        theme = themes.put(element.get("name", "").split(ARROW), _cells(element), _line(element))
        for member in element.iterchildren("{*}MemberCode"):
            gathered = by_guid.get(_bare(member.get("guid", "")))
            if gathered is None:
                notice(
                    _("{file}:{line}: a member of '{set}' is no code of the file; left aside.").format(
                        file=name, line=_line(member), set=theme.name
                    )
                )
            else:
                gathered.themes[theme.name] = None
    return assemble(name.rpartition(".")[0] or name, codes.drafts, themes.drafts)


def _root(data: bytes, name: str) -> "_Element":
    from lxml import etree

    refuse_unbounded_xml(data, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data.lstrip(b"\xef\xbb\xbf"), parser)
    except etree.XMLSyntaxError as error:
        raise BadCodebook(
            name, error.lineno or 1, _("not XML: {why}.").format(why=error.msg.partition("\n")[0])
        ) from None
    if etree.QName(root).localname != "CodeBook":
        raise BadCodebook(name, 1, _("this is no REFI-QDA codebook."))
    return root


def _codes(
    parent: "_Element",
    above: tuple[str, ...],
) -> Iterator[tuple[tuple[str, ...], "_Element"]]:
    for element in parent.iterchildren("{*}Code", "{*}Codes"):
        if element.tag.endswith("}Codes") or element.tag == "Codes":
            yield from _codes(element, above)
            continue
        path = (*above, element.get("name", ""))
        yield path, element
        yield from _codes(element, path)


def _cells(element: "_Element") -> dict[str, str]:
    """The columns of a code or set: its colour, and its description taken apart by its labels."""
    cells: dict[str, list[str]] = {"colour": [element.get("color", "")]}
    columns = {label: column for column, label in LABELS.items()}
    column = "definition"
    description = element.findtext("{*}Description") or element.get("description") or ""
    for line in description.strip().splitlines():
        labelled = _LABEL.fullmatch(line)
        if labelled:
            column = columns[labelled[1]]
            line = labelled[2]
        cells.setdefault(column, []).append(line)
    return {column: "\n".join(lines).strip() for column, lines in cells.items()}


def _describe(
    element: "_Element",
    fields: Mapping[str, str],
    examples: tuple[str, ...],
) -> None:
    from lxml import etree

    lines = [fields["definition"]] if "definition" in fields else []
    lines += [
        f"{label}: {fields[column]}"
        for column, label in LABELS.items()
        if column in fields and column != "examples"
    ]
    lines += [f"{LABELS['examples']}: {example}" for example in examples]
    if lines:
        etree.SubElement(element, f"{{{NAMESPACE}}}Description").text = _clean("\n".join(lines))


def _line(element: "_Element") -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 1


def _guid(kind: str, name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:qualwb:{kind}:{same_name(name)}"))


def _bare(guid: str) -> str:
    return guid.strip("{} ").lower()


def _clean(text: str) -> str:
    """Without the characters that XML can't hold."""
    return _UNWRITABLE.sub("", text)
