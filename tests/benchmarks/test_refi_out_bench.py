"""A project file of 200 sources and 50,000 codings, as a ratio to plain lxml writing of the same elements."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from qualwb.acts.portable_state import portable_project
from qualwb.exchange.refi.project_file import refi_bytes
from qualwb.portable.records import PortableProject
from tests.benchmarks.corpus import large_project
from tests.benchmarks.measuring import median_cpu, paired
from tests.peak_memory import peak_memory

pytestmark = pytest.mark.bench

RATIO = 3
BYTES = 500 * 2**20
EXPORTING = """
import sys
from pathlib import Path
from qualwb.acts.portable_state import portable_project
from qualwb.exchange.refi.project_file import write_refi
from qualwb.store.project_file import ProjectFile

with ProjectFile.open(Path(sys.argv[1])) as project, project.reading() as connection:
    told = portable_project(connection)
write_refi(told, Path(sys.argv[2]))
"""


def told_at(folder: Path, scale: float) -> PortableProject:
    """The large project, or a part of it, as values."""
    with large_project(folder / f"{scale}.qwb", scale) as project, project.reading() as connection:
        return portable_project(connection)


class Bare:
    """The elements and texts of a project file that is there, to be written again without any thought."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            self.texts = {name: container.read(name) for name in container.namelist()}
        root = etree.fromstring(self.texts.pop("project.qde"), etree.XMLParser(remove_blank_text=True))
        self.elements = self._told(root)

    def _told(self, element: etree._Element) -> tuple[Any, ...]:
        return element.tag, dict(element.attrib), element.text, [self._told(one) for one in element]

    def write(self) -> bytes:
        """The container."""
        tag, attributes, _text, children = self.elements
        root = etree.Element(tag, attributes, nsmap={None: "urn:QDA-XML:project:1.0"})
        for child in children:
            self._put(root, child)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
            container.writestr("project.qde", etree.tostring(root, encoding="UTF-8", xml_declaration=True))
            for name, content in self.texts.items():
                container.writestr(name, content)
        return out.getvalue()

    def _put(self, parent: etree._Element, told: tuple[Any, ...]) -> None:
        tag, attributes, text, children = told
        element = etree.SubElement(parent, tag, attributes)
        element.text = text
        for child in children:
            self._put(element, child)


def test_a_large_project_is_written_near_the_raw_limit(tmp_path: Path) -> None:
    told = told_at(tmp_path, 1)
    bare = Bare(refi_bytes(told)[0])
    measured = paired(lambda: refi_bytes(told), bare.write)
    print(f"\nexport refi: {measured}")
    assert measured.ratio < RATIO


def test_it_takes_time_in_proportion_and_bounded_memory(tmp_path: Path) -> None:
    seconds = {}
    for scale in (0.25, 0.5, 1.0):
        told = told_at(tmp_path, scale)
        seconds[scale] = median_cpu(lambda told=told: refi_bytes(told), rounds=3)
    peak = peak_memory(EXPORTING, str(tmp_path / "1.0.qwb"), str(tmp_path / "out.qdpx"))
    print(f"\nexport refi: {seconds}, {peak / 2**20:.0f} MB")
    assert seconds[1.0] < 2.6 * seconds[0.5] < 2.6**2 * seconds[0.25]
    assert seconds[1.0] < 60
    assert peak < BYTES
