"""Codebooks in the REFI-QDA exchange format (.qdc), as other programs write and read them."""

from typing import TYPE_CHECKING, Any

from qualwb.acts.codebook_entries import Codebook
from qualwb.acts.codebook_input import BadCodebook
from qualwb.errors import QualwbError
from qualwb.exchange.codebooks.findings import Findings
from qualwb.exchange.codebooks.refi_codes import read_codes, read_sets, write_codes, write_sets
from qualwb.exchange.refi.hardened_xml import local_name, parse_refi
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "urn:QDA-XML:codebook:1.0"


def to_qdc(codebook: Codebook) -> bytes:
    """The codebook as .qdc: the same bytes for the same codebook.

    Raises ``QualwbError`` for one without a code, which the format has no place for.
    """
    from lxml import etree

    spaces: Any = {None: NAMESPACE}
    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", {"origin": "qualwb"}, nsmap=spaces)
    guids = write_codes(root, codebook)
    if not guids:
        raise QualwbError(_("A qdc holds at least one code, and there is none."))
    write_sets(root, codebook, guids)
    result: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return result


def from_qdc(data: bytes, findings: Findings, *, folders_as_themes: bool = False) -> Codebook:
    """The codebook in a .qdc of any program and version. Raises ``BadCodebook`` for what is none."""
    root = _codebook(parse_refi(data, findings.file), findings.file)
    read = read_codes(root, findings, folders_as_themes=folders_as_themes)
    read_sets(root, read)
    return read.codebook()


def _codebook(root: "_Element", file: str) -> "_Element":
    if local_name(root) != "CodeBook":
        raise BadCodebook(file, 1, _("this is no REFI-QDA codebook."))
    return root
