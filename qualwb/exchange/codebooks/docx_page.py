"""The page of a codebook as a Word document for print: written, and read back as a colleague left it."""

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qualwb.acts.codebook_entries import Codebook
from qualwb.acts.codebook_input import BadCodebook, refuse_unbounded_document
from qualwb.colours import LIGHT
from qualwb.exchange.codebooks.codebook_columns import codebook_from_rows, names_codes
from qualwb.exchange.codebooks.codebook_page import LineKind, PageLine, page_lines
from qualwb.exchange.codebooks.codebook_paths import joined, steps_of
from qualwb.exchange.codebooks.findings import Findings
from qualwb.exchange.codebooks.page_reading import MENTIONED, codebook_from_page, field_line, heading_kind
from qualwb.localization import gettext as _
from qualwb.safe_text import one_line

SWATCH, NO_SWATCH = "■", "□"
"""Stand before the name of a code: in its colour, or for none. Its digits stand after the name."""
STEP = 18.0
"""Points that a code is set in beneath another, and its rule beneath its name."""
DEEPEST = 3
"""Levels of headings; deeper themes are written as a path beneath the last."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t"}
_TWENTIETHS = re.compile(r"\d{1,6}")
_HEADING = re.compile(r"Heading (\d)")
_NAME = re.compile(rf"[{SWATCH}{NO_SWATCH}] ?(.*?)(?:\t(#[0-9a-fA-F]{{3,6}}))?", re.DOTALL)


def codebook_docx(
    codebook: Codebook, uses: Mapping[str, str] | None = None, template: Path | None = None
) -> bytes:
    """The page as docx, in a template's styles, with how each code is used where ``uses`` says it."""
    from qualwb.exchange.writers import docx_styles as styles
    from qualwb.exchange.writers.docx_document import WordDocument
    from qualwb.exchange.writers.docx_xml import run

    document = WordDocument(codebook.title or codebook.name, template)
    headings = 0
    for line in page_lines(codebook, uses):
        if line.kind is LineKind.TITLE:
            document.add(styles.TITLE, run(line.text))
        elif line.kind in (LineKind.THEME, LineKind.LOOSE, LineKind.IN_ORDER):
            headings += 1
            level = max(len(line.path), 1)
            text = line.text if level < DEEPEST else joined(line.path[DEEPEST - 1 :])
            content = run(text) + _hidden(line.guid)
            document.add(f"Heading {min(level, DEEPEST)}", content, keep_next=True)
        else:
            content, indent, layout = _paragraph(line)
            document.add(styles.BODY, content, indent=indent, **layout)
    return document.saved()


def from_docx(data: bytes, findings: Findings) -> Codebook:
    """The codebook on the page of a Word document, or in a table as NVivo writes it.

    Raises ``BadCodebook`` for what is no document, or one that holds far more than a codebook.
    """
    refuse_unbounded_document(data, findings.file)
    try:
        rows, lines = _read(data)
    except Exception as error:  # python-docx fails in many ways on damaged documents
        raise BadCodebook(
            findings.file,
            1,
            _("no Word document that can be read ({why}).").format(why=one_line(str(error))[:120]),
        ) from None
    return codebook_from_rows(rows, findings) if rows else codebook_from_page(enumerate(lines, 1), findings)


def _paragraph(line: PageLine) -> tuple[str, float, dict[str, Any]]:
    """A line's runs, the points it is set in, and what else its paragraph has."""
    from qualwb.exchange.writers.docx_xml import run

    indent = STEP * line.depth
    if line.kind is LineKind.CODE:
        swatch = _coloured(SWATCH, line.colour) if line.colour else run(NO_SWATCH)
        digits = _coloured(f"\t{line.colour}", LIGHT.soft, size=9) if line.colour else ""
        name = run(" ") + run(line.text, bold=True)
        return swatch + name + digits + _hidden(line.guid), indent, {"keep_next": True, "after": 2}
    if line.kind is LineKind.MENTION:
        return run(MENTIONED + line.text), indent, {"after": 2}
    label = run(f"{line.label}: ", bold=True)
    return label + run(line.text), indent + STEP, {"after": 3}


def _coloured(text: str, colour: str, size: float = 11) -> str:
    from qualwb.exchange.writers.docx_xml import run

    layout = f'<w:rPr><w:color w:val="{colour.lstrip("#")}"/><w:sz w:val="{round(2 * size)}"/></w:rPr>'
    return run(text).replace("<w:r>", f"<w:r>{layout}", 1)


def _hidden(guid: str) -> str:
    """The stable id, which Word keeps and does not print."""
    from qualwb.exchange.writers.docx_xml import run

    return run(f"guid: {guid}").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1) if guid else ""


def _read(data: bytes) -> tuple[list[list[str]], list[PageLine]]:
    """The rows of the first table that has a column of names, or else the lines of the page."""
    import docx

    document = docx.Document(io.BytesIO(data))
    for table in document.tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if rows and names_codes(rows[0]):
            return rows, []
    styles = {style.style_id: style.name or "" for style in document.styles}
    return [], [line for element in document.element.body if (line := _line(element, styles)) is not None]


def _line(element: Any, styles: Mapping[str, str]) -> PageLine | None:
    """A paragraph as a line of the page; None for anything else, and for one without a word.

    It is read from the XML itself: python-docx takes ten times as long.
    """
    if element.tag != f"{_W}p":
        return None
    text, guid = _words(element)
    if not text.strip():
        return None
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = styles.get(style.get(f"{_W}val"), "") if style is not None else ""
    heading = _HEADING.fullmatch(name)
    if name == "Title":
        return PageLine(LineKind.TITLE, text)
    return _heading(int(heading[1]), text, guid) if heading else _body(element, text, guid)


def _words(paragraph: Any) -> tuple[str, str]:
    """The text that is shown, and the id that is not."""
    shown, hidden = "", ""
    for run in paragraph.iter(f"{_W}r"):
        words = "".join(
            _SIGNS.get(part.tag, part.text or "")
            for part in run
            if part.tag == f"{_W}t" or part.tag in _SIGNS
        )
        if run.find(f"{_W}rPr/{_W}vanish") is not None:
            hidden += words
        else:
            shown += words
    return shown, hidden.removeprefix("guid: ").strip()


def _heading(level: int, text: str, guid: str) -> PageLine:
    steps = steps_of(text) if level >= DEEPEST else [text]
    return PageLine(heading_kind(text, guid), steps[-1], ("",) * (level - 1) + tuple(steps), guid=guid)


def _body(paragraph: Any, text: str, guid: str) -> PageLine:
    indent = paragraph.find(f"{_W}pPr/{_W}ind")
    written = "" if indent is None else indent.get(f"{_W}left") or indent.get(f"{_W}start") or ""
    left = _TWENTIETHS.match(written)
    depth = round(int(left[0]) / (20 * STEP)) if left else 0
    name = _NAME.fullmatch(text)
    if name:
        return PageLine(LineKind.CODE, name[1], depth=depth, guid=guid, colour=(name[2] or "").lower())
    if text.startswith(MENTIONED):
        return PageLine(LineKind.MENTION, text.removeprefix(MENTIONED), depth=depth)
    return field_line(text)
