"""A Word document being written: from a template or from nothing, page by page, upright or lying."""

import io
from copy import deepcopy
from pathlib import Path
from typing import Any

from qualwb.exchange.writers import docx_styles as styles
from qualwb.exchange.writers.docx_template import template_document, what_is_damaged_told
from qualwb.exchange.writers.docx_xml import bookmarked, clean, field, paragraph, run
from qualwb.exchange.writers.fixed_zip import EPOCH, fixed
from qualwb.localization import language

EMU = 360_000
"""Units of Office drawings in a centimetre."""
NAMESPACES = ("w", "r", "wp")


class WordDocument:
    """Takes paragraphs and tables as WordprocessingML and gives the file."""

    def __init__(self, title: str, template: Path | None = None) -> None:
        """Open the template, whose text is left out, or an empty A4 page. Raises ``QualwbError``."""
        self.lying = False
        """Whether the page that is written on lies."""
        self._parts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._images: dict[bytes, Any] = {}
        """The empty parts that stand in for images until the file is written, by the images' content."""
        self._sections = self._pictures = 0
        if template is None:
            self._open(styles.plain_document(), title)
            _set_language(self.document)
        else:
            with what_is_damaged_told(template):
                self._open(template_document(template), title, own=True)

    def _open(self, document: Any, title: str, *, own: bool = False) -> None:
        """Make ready to write; ``own``: the document has styles of its own."""
        self.document = document
        self.own_table_style = styles.table_style(document) if own else None
        if own:
            styles.complete(document)
        self.ids = styles.style_ids(document)
        self.cell_size = styles.size_of(document, styles.TABLE_TEXT)
        _empty(document.element.body)
        _number_pages(document, self.ids[styles.FOOTER])
        self._upright = deepcopy(document.element.body.sectPr)
        _describe(document, title)

    def width(self, *, lying: bool = False) -> float:
        """Centimetres between the margins."""
        section = self._section(lying=lying)
        margins = section.left_margin + section.right_margin
        return float((section.page_width - margins) / EMU)

    def height(self, *, lying: bool = False) -> float:
        """Centimetres from the upper margin to the lower."""
        section = self._section(lying=lying)
        return float((section.page_height - section.top_margin - section.bottom_margin) / EMU)

    def add(self, style: str, content: str, **layout: Any) -> None:
        """Add a paragraph of a style, by its name in Word."""
        self.add_part(paragraph(self.ids[style], content, **layout))

    def add_part(self, part: str) -> None:
        """Add a paragraph or a table as it is."""
        self._parts.append(part)

    def caption(self, word: str, title: str, *, keep_next: bool = False) -> None:
        """Add a caption whose number Word counts: 'Table 1. Title'."""
        number = self._numbers[word] = self._numbers.get(word, 0) + 1
        counted = field(f"SEQ {word} \\* ARABIC", str(number))
        self.add(styles.CAPTION, run(f"{word} ") + counted + run(f". {title}"), keep_next=keep_next)

    def turn(self, *, lying: bool) -> None:
        """Go on on a page that lies or stands; a new section where it is another way round."""
        if lying == self.lying:
            return
        if self._parts:
            before, close, after = self._parts[-1].rpartition("</w:pPr>")  # tables end with a paragraph
            self._parts[-1] = before + self._section_xml() + close + after
        self.lying = lying

    def picture(self, content: bytes, width: float, title: str, description: str) -> str:
        """A run with a PNG that is ``width`` points wide, and what it says for those who don't see it."""
        from docx.image.image import Image
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml.shape import CT_Inline
        from docx.shared import Pt
        from lxml import etree

        image = Image.from_blob(content)
        part = self._image_part(content, image.content_type)
        relation = self.document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        across, down = image.scaled_dimensions(width=Pt(width))
        self._pictures += 1
        inline = CT_Inline.new_pic_inline(self._pictures, relation, image.filename, across, down)
        inline.docPr.set("title", clean(title))
        inline.docPr.set("descr", clean(description))
        return f"<w:r><w:drawing>{etree.tostring(inline, encoding='unicode')}</w:drawing></w:r>"

    def heading(self, level: int, text: str, number: int, *, new_page: bool = False) -> None:
        """Add a heading that the contents link to."""
        content = bookmarked(run(text), number, bookmark(number))
        self.add(f"Heading {min(level, styles.DEEPEST)}", content, new_page=new_page)

    def saved(self) -> bytes:
        """The document's bytes, the same for the same content."""
        from docx.opc.oxml import serialize_part_xml
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        body = parse_xml(f"<w:body {nsdecls(*NAMESPACES)}>{''.join(self._parts)}</w:body>")
        body.append(self._section_element())
        whole = deepcopy(self.document.element)
        whole.replace(whole.body, body)
        filled = {part.partname.membername: image for image, part in self._images.items()}
        filled[self.document.part.partname.membername] = serialize_part_xml(whole)
        out = io.BytesIO()
        self.document.save(out)  # still empty: what python-docx packs is unpacked and packed again
        return fixed(out.getvalue(), filled)

    def _image_part(self, content: bytes, content_type: str) -> Any:
        """The part of an image, one for all that are the same.

        It is empty: python-docx would pack what is packed, and compare each image with all before.
        """
        from docx.opc.part import Part

        if content not in self._images:
            package = self.document.part.package
            name = package.next_partname("/word/media/image%d.png")
            self._images[content] = Part(name, content_type, b"", package)
        return self._images[content]

    def _section(self, *, lying: bool) -> Any:
        from docx.section import Section

        return Section(self._section_element(lying), self.document.part)

    def _section_element(self, lying: bool | None = None) -> Any:
        """The properties of a section that is the way round that the pages now are."""
        from docx.enum.section import WD_ORIENT
        from docx.oxml.ns import qn
        from docx.section import Section
        from docx.shared import Cm

        element = deepcopy(self._upright)
        section = Section(element, self.document.part)
        width, height = section.page_width or Cm(21), section.page_height or Cm(29.7)
        if (self.lying if lying is None else lying) and width < height:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = height, width
        if self._sections:  # only the first has a title page and says where the numbers begin
            for tag in ("w:titlePg", "w:pgNumType"):
                for child in element.findall(qn(tag)):
                    element.remove(child)
        return element

    def _section_xml(self) -> str:
        from lxml import etree

        written: str = etree.tostring(self._section_element(), encoding="unicode")
        self._sections += 1
        return written


def bookmark(number: int) -> str:
    """The name of the place of a heading."""
    return f"_Toc{number:06}"


def _empty(body: Any) -> None:
    """Leave of a template's text the properties of its first section alone."""
    first = body.xpath("(.//w:sectPr)[1]")
    for child in [*body]:
        body.remove(child)
    if first:
        body.append(first[0])
    body.get_or_add_sectPr()


def _set_language(document: Any) -> None:
    from docx.oxml.ns import qn

    layout = document.styles["Normal"].element.rPr
    tongue = layout.find(qn("w:lang"))
    if tongue is None:
        tongue = layout.makeelement(qn("w:lang"), {})
        layout.append(tongue)
    tongue.set(qn("w:val"), "sv-SE" if language() == "sv" else "en-GB")


def _number_pages(document: Any, style: str) -> None:
    """Put the page's number in the middle of the foot, unless a template has a foot of its own."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    footer = document.sections[0].footer
    if not footer.is_linked_to_previous and (footer._element.xpath("string()").strip() or footer.tables):
        return
    footer.is_linked_to_previous = False
    element = footer._element
    for child in [*element]:
        element.remove(child)
    number = paragraph(style, field("PAGE", "1")).replace("</w:pPr>", '<w:jc w:val="center"/></w:pPr>', 1)
    element.append(parse_xml(number.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def _describe(document: Any, title: str) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = clean(title), "qualwb", ""
    properties.created = properties.modified = EPOCH.replace(tzinfo=None)
    properties.last_modified_by, properties.language = "", language()
