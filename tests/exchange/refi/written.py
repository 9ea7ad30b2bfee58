"""Project files of REFI-QDA as their readers open them: the container, the elements, the schema."""

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from qualwb.exchange.refi.project_file import refi_bytes
from qualwb.exchange.refi.wishes import LOSSLESS, ExportWishes
from qualwb.portable.records import PortableProject

SCHEMA = Path(__file__).resolve().parents[4] / "shared" / "samples" / "refi" / "xsd" / "Project.xsd"
needs_schema = pytest.mark.skipif(
    not SCHEMA.is_file(), reason="the schema of REFI-QDA is not beside the checkout"
)
SPACE = {"q": "urn:QDA-XML:project:1.0"}


class Written:
    """A project file, opened."""

    def __init__(self, project: PortableProject, wishes: ExportWishes = LOSSLESS) -> None:
        self.content, self.ledger = refi_bytes(project, wishes)
        self.container = zipfile.ZipFile(io.BytesIO(self.content))
        self.root = etree.fromstring(self.container.read("project.qde"))

    def all(self, path: str) -> list[etree._Element]:
        """The elements at a path whose steps have the prefix 'q:'."""
        return self.root.findall(path, SPACE)

    def text_of(self, source: etree._Element) -> bytes:
        """The file of a source's text."""
        return self.container.read(source.get("plainTextPath").replace("internal://", "sources/"))


@cache
def schema() -> etree.XMLSchema:
    """The schema of project files."""
    return etree.XMLSchema(file=str(SCHEMA))
