"""The sources of a file with the elements that hold their text, and those that can't be taken."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from qualwb.exchange.hardened_xml import children, local_name
from qualwb.localization import gettext as _
from qualwb.portable.guid_text import bare_guid
from qualwb.safe_text import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

KINDS = ("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource")
_WITH_TEXT = {"PDFSource": "Representation", "AudioSource": "Transcript", "VideoSource": "Transcript"}


class SourceElement(NamedTuple):
    """A source of a file."""

    element: "_Element"
    text: "_Element | None"
    """The element with its text; None where it has none."""
    guid: str
    """The id, bare, that the file refers to it by."""
    number: int
    is_first: bool = True
    """Whether it is not a further transcript of a recording."""

    @property
    def kind(self) -> str:
        """The local name of its element."""
        return local_name(self.element)

    @property
    def name(self) -> str:
        """What it is called: its name, else that of its file, else its number."""
        path = self.element.get("plainTextPath") or self.element.get("path") or ""
        file = path.replace("\\", "/").rpartition("/")[2]
        name = one_line(self.element.get("name", "")) or file
        return name or _("Source {n}").format(n=self.number)

    @property
    def why_textless(self) -> str:
        """Why a source without text can't be taken."""
        match self.kind:
            case "PictureSource":
                return _("pictures have no place here")
            case "PDFSource":
                return _("a PDF without a text representation")
            case "AudioSource" | "VideoSource":
                return _("a recording without a transcript")
        return _("it has no text")


def source_elements(root: "_Element") -> Iterator[SourceElement]:
    """All sources in order; each further transcript of a recording is a source of its own."""
    elements = [one for within in children(root, "Sources") for one in children(within, *KINDS)]
    number = 0
    for element in elements:
        guid = bare_guid(element.get("guid"))
        holder = _WITH_TEXT.get(local_name(element))
        if local_name(element) == "TextSource":
            texts: list[_Element] = [element]
        else:
            texts = list(children(element, holder)) if holder else []
        for text in texts or [None]:
            number += 1
            first = text is None or text is texts[0]
            known_as = guid if first or text is None else bare_guid(text.get("guid"))
            yield SourceElement(element, text, known_as, number, first)
