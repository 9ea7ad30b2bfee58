"""XML parsed without entities, without the network, without a document type, and with bounds."""

from typing import TYPE_CHECKING

from qualwb.localization import gettext as _
from qualwb.transcripts.errors import TranscriptError

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse(data: bytes, name: str) -> "_Element":
    """The root element. Raises TranscriptError for what is no XML, and for entity declarations.

    A bare document type (as older TEI files have) is let through and not followed.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None)
        raise TranscriptError(
            name,
            _("the XML is damaged: {problem}.").format(problem=_first_line(error)),
            _("Save the file anew in the program that made it."),
            line,
        ) from error
    if root is None:
        raise TranscriptError(name, _("there is no XML in the file."))
    internal = root.getroottree().docinfo.internalDTD
    if internal is not None and internal.entities():
        raise TranscriptError(
            name,
            _("the XML declares entities, which can hide other files or endless text."),
            _("Save the file anew without a document type."),
        )
    return root


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].partition(", line ")[0].rstrip(".")[:120] or type(error).__name__


def local_name(element: "_Element") -> str:
    """The element's name without its namespace; '' for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
