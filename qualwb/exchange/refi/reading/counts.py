"""How many things of each kind a file holds, before any is left out."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

SOURCES = ("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource")
_ELEMENTS: Mapping[str, tuple[str, ...]] = {
    "coder": ("User",),
    "code": ("Code",),
    "set": ("Set",),
    "variable": ("Variable",),
    "case": ("Case",),
    "source": SOURCES,
    "selection": ("PlainTextSelection", "TranscriptSelection"),
    "area": ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection"),
    "coding": ("Coding",),
    "note": ("Note",),
    "link": ("Link",),
    "graph": ("Graph",),
}
"""By kind, as the ledger names it: the elements of the format."""


def count_elements(root: "_Element") -> Counter[str]:
    """The numbers of things by kind; kinds that are not there have none."""
    found: Counter[str] = Counter()
    for kind, names in _ELEMENTS.items():
        if number := sum(1 for _element in root.iter(*(f"{{*}}{name}" for name in names))):
            found[kind] = number
    return found
