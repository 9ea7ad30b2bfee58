"""Pieces of WordprocessingML as text: paragraphs, runs and fields.

A document is put together from them and parsed once; built element by element a long one takes minutes.
Where an element has children in a fixed order (ECMA-376, part 1), they are written in that order.
"""

from xml.sax.saxutils import escape, quoteattr

from qualwb.safe_text import cleaned

POINT = 20
"""Twentieths of a point, in which Word measures."""
CENTIMETRE = 567
"""Twentieths of a point in a centimetre."""
CONTROLS = {sign: " " for sign in range(32) if chr(sign) not in "\t\n"}


def clean(text: str) -> str:
    """The text without what XML can't hold or a reader would obey; a control character parts words."""
    return text if text.isprintable() else cleaned(text.translate(CONTROLS))


def run(text: str, *, bold: bool = False, size: float | None = None) -> str:
    """A run of text, with line breaks and tabs where it has them; ``size`` in points."""
    layout = "<w:b/>" if bold else ""
    if size is not None:
        layout += f'<w:sz w:val="{round(2 * size)}"/>'
    properties = f"<w:rPr>{layout}</w:rPr>" if layout else ""
    written = escape(clean(text))
    for sign, element in (("\n", "br"), ("\t", "tab")):
        written = written.replace(sign, f"{_END}<w:{element}/>{_START}")
    return f"<w:r>{properties}{_START}{written}{_END}</w:r>"


_START, _END = '<w:t xml:space="preserve">', "</w:t>"


def paragraph(
    style: str,
    content: str,
    *,
    keep_next: bool = False,
    new_page: bool = False,
    after: float | None = None,
    indent: float = 0,
    right: bool = False,
) -> str:
    """A paragraph of a style, by its id; ``after`` and ``indent`` in points."""
    layout = f"<w:pStyle w:val={quoteattr(style)}/>"
    layout += "<w:keepNext/>" if keep_next else ""
    layout += "<w:pageBreakBefore/>" if new_page else ""
    layout += "" if after is None else f'<w:spacing w:after="{round(POINT * after)}"/>'
    layout += f'<w:ind w:left="{round(POINT * indent)}"/>' if indent else ""
    layout += '<w:jc w:val="right"/>' if right else ""
    return f"<w:p><w:pPr>{layout}</w:pPr>{content}</w:p>"


def field(instruction: str, shown: str) -> str:
    """A field that Word works out, with what it shows until then."""
    return f"<w:fldSimple w:instr={quoteattr(f' {instruction} ')}>{run(shown)}</w:fldSimple>"


def field_start(instruction: str, *, stale: bool = False) -> str:
    """The beginning of a field whose result is written out; ``stale`` asks Word to work it out at once."""
    dirty = ' w:dirty="true"' if stale else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{dirty}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bookmarked(content: str, number: int, name: str) -> str:
    """The content as a place that fields and links can point at."""
    start = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def link(content: str, bookmark: str) -> str:
    """The content as a link to a place in the document."""
    return f'<w:hyperlink w:anchor={quoteattr(bookmark)} w:history="1">{content}</w:hyperlink>'
