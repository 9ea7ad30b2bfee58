"""The text of a source or note: in the XML, in a file of its own, else in a Word document."""

from typing import TYPE_CHECKING

from qualwb.acts.arriving_files import StoredText, document_text, stored_text
from qualwb.errors import QualwbError
from qualwb.exchange.hardened_xml import child
from qualwb.exchange.refi.reading.package import Package
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from lxml.etree import _Element


class NoText(Exception):
    """Something has no text that can be read; the message says why."""


def stored_text_of(element: "_Element", package: Package) -> StoredText:
    """The text of a ``TextSource`` or what is like one, as it is stored.

    Raises ``NoText``, and ``QualwbError`` where the archive itself can't be trusted.
    """
    inline = child(element, "PlainTextContent")
    plain, rich = element.get("plainTextPath", ""), element.get("richTextPath", "")
    if inline is not None and (len(inline) or inline.text or not (plain or rich)):
        return _inline("".join(inline.itertext()), package)
    for path, read in ((plain, stored_text), (rich, _from_document)):
        data = package.find(path) if path else None
        if data is not None:
            try:
                return read(data, path)
            except QualwbError as error:
                raise NoText(error.message) from None
    missing = plain or rich
    if missing:
        raise NoText(_("its text, {path}, is not in the file").format(path=missing))
    raise NoText(_("it has no text"))


def _inline(text: str, package: Package) -> StoredText:
    """A text in the XML, whose CR LF an XML parser gives as LF: as it was written, so that both can count."""
    written = text.replace("\n", "\r\n") if package.crlf else text
    return StoredText(written)


def _from_document(data: bytes, name: str) -> StoredText:
    return StoredText(document_text(data, name))
