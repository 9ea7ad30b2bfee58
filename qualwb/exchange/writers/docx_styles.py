"""The styles that documents are written in: a template's own, and ours where it has none of a name."""

from copy import deepcopy
from typing import Any

TITLE, SUBTITLE, CAPTION, QUOTE, BODY = "Title", "Subtitle", "Caption", "Quote", "Normal"
CONTENTS, ENTRY = "TOC Heading", "toc {level}"
TABLE_TEXT, TABLE_HEAD, TABLE_NOTE = "Table Text", "Table Head", "Table Note"
FOOTER, GRID = "Footer", "Table Grid"
DEEPEST = 3
"""Levels of headings that the contents name."""
QUOTE_INDENT = 1.0
"""Centimetres that quotes stand in."""
CELL_SIZE = 9.0
"""Points of the type of tables."""
NAMES = (
    *(TITLE, SUBTITLE, CAPTION, QUOTE, BODY, CONTENTS, TABLE_TEXT, TABLE_HEAD, TABLE_NOTE, FOOTER),
    *(f"Heading {level}" for level in range(1, DEEPEST + 1)),
    *(ENTRY.format(level=level) for level in range(1, DEEPEST + 1)),
)
"""Every style of paragraphs that documents use, by its name in Word."""


def plain_document() -> Any:
    """An empty document with all our styles, on A4."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(11)
    quote = styles[QUOTE]
    quote.font.italic, quote.paragraph_format.left_indent = False, Cm(QUOTE_INDENT)
    quote.paragraph_format.space_after = Pt(8)
    _add_table_styles(styles)
    _add_contents_styles(styles)
    return document


def complete(document: Any) -> None:
    """Give a template's document those of our styles that it lacks."""
    from docx.enum.style import WD_STYLE_TYPE

    there = {style.name for style in document.styles}
    missing = [name for name in (*NAMES, GRID) if name not in there and name != BODY]
    if not missing:
        return
    ours = plain_document().styles
    body = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    for name in missing:
        _adopt(document.styles, ours[name].element, body.style_id if body is not None else None)


def style_ids(document: Any) -> dict[str, str]:
    """The ids of our styles, by which a document's parts name them."""
    from docx.enum.style import WD_STYLE_TYPE

    found = {style.name: style.style_id for style in document.styles if style.name in (*NAMES, GRID)}
    body = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    return found | {BODY: body.style_id if body is not None else found.get(BODY, BODY)}


def table_style(document: Any) -> str | None:
    """The id of a template's own style for tables: of its first table, else the first made for it."""
    used = document.element.body.xpath("(.//w:tbl/w:tblPr/w:tblStyle/@w:val)[1]")
    if used:
        return str(used[0])
    made = document.styles.element.xpath('(./w:style[@w:type="table"][@w:customStyle="1"]/@w:styleId)[1]')
    return str(made[0]) if made else None


def size_of(document: Any, name: str) -> float:
    """Points of a style's type, its own or that of the style it builds on."""
    style = document.styles[name]
    while style is not None:
        if style.font.size is not None:
            return float(style.font.size.pt)
        style = style.base_style
    return 11.0


def _add_table_styles(styles: Any) -> None:
    from docx.shared import Pt

    text = _new_style(styles, TABLE_TEXT, "Normal")
    text.font.size = Pt(CELL_SIZE)
    layout = text.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(1), Pt(1), 1.0
    _new_style(styles, TABLE_HEAD, TABLE_TEXT).font.bold = True
    note = _new_style(styles, TABLE_NOTE, TABLE_TEXT)
    note.font.italic = True
    note.paragraph_format.space_after = Pt(0)


def _add_contents_styles(styles: Any) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Cm, Pt

    for level in range(1, DEEPEST + 1):
        layout = _new_style(styles, ENTRY.format(level=level), "Normal").paragraph_format
        layout.left_indent, layout.space_after = Cm(0.5 * (level - 1)), Pt(2)
        layout.tab_stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _new_style(styles: Any, name: str, base: str) -> Any:
    from docx.enum.style import WD_STYLE_TYPE

    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc "))
    style.base_style = styles[base]
    style.quick_style = not name.startswith("toc ")
    return style


def _adopt(styles: Any, model: Any, body: str | None) -> None:
    """Put a copy of one of our styles in a template: on the style it builds on, if that is there too."""
    from docx.oxml.ns import qn

    copy, ids = deepcopy(model), set(styles.element.xpath("./w:style/@w:styleId"))
    for tag in ("w:link", "w:next", "w:rsid"):
        for child in copy.findall(qn(tag)):
            copy.remove(child)
    base = copy.find(qn("w:basedOn"))
    if base is not None and base.get(qn("w:val")) not in ids:
        if body is None or copy.get(qn("w:type")) != "paragraph":
            copy.remove(base)
        else:
            base.set(qn("w:val"), body)
    while copy.get(qn("w:styleId")) in ids:
        copy.set(qn("w:styleId"), copy.get(qn("w:styleId")) + "1")
    styles.element.append(copy)
