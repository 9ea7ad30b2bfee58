"""The XML of REFI-QDA, read without trust: no entities, no network, no depth or number without an end.

Elements are matched by their local names: the namespace tells a version that few programs keep to.
"""

import codecs
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualwb.acts.codebook_input import TAGS_LIMIT, BadCodebook, refuse_unbounded_xml
from qualwb.localization import gettext as _
from qualwb.portable.guid_text import bare_guid
from qualwb.safe_text import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["bare_guid", "child", "children", "line_of", "local_name", "parse_refi"]


def parse_refi(data: bytes, name: str, most_tags: int = TAGS_LIMIT) -> "_Element":
    """The root of the XML in a file of that name, which may begin with a byte order mark or blank lines.

    Raises ``BadCodebook``, a ``QualwbError``, with the line for what is no XML, declares entities, is nested
    too deep, or has more tags than ``most_tags``.
    """
    from lxml import etree

    refuse_unbounded_xml(data, name, most_tags)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data.removeprefix(codecs.BOM_UTF8).lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _not_xml(error, name) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _entity in declared.iterentities()):
        raise BadCodebook(name, 1, _("the file declares entities of its own, which are not read."))
    return root


def _not_xml(error: Exception, name: str) -> BadCodebook:
    why = one_line(str(getattr(error, "msg", None) or error))
    line = getattr(error, "lineno", None) or 1
    if "depth" in why:
        return BadCodebook(name, line, _("the elements are nested too deep."))
    return BadCodebook(name, line, _("not XML: {why}.").format(why=why.rstrip(".")))


def local_name(element: "_Element") -> str:
    """The name of an element without its namespace; '' for what is no element, such as an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(parent: "_Element", *names: str) -> Iterator["_Element"]:
    """The elements right beneath another that have one of these local names, in order."""
    return (element for element in parent if local_name(element) in names)


def child(parent: "_Element", name: str) -> "_Element | None":
    """The first element of that local name right beneath another."""
    return next(children(parent, name), None)


def line_of(element: "_Element") -> int:
    """The line of the file on which the element begins, from 1."""
    line = element.sourceline
    return line if isinstance(line, int) else 1
