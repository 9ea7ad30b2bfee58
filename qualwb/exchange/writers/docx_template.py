"""A user's template: a Word document, or Word's own kind of template, whole or refused in a sentence."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.system_errors import reason_of

DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError),  # RuntimeError: a zip with a password
    *(ValueError, KeyError, AttributeError),  # parts that are not there, or hold other things
)
"""What a file that is no whole Word document brings about, besides python-docx's and lxml's own errors."""


def template_document(template: Path) -> Any:
    """The template opened. What it raises for a file that is none, ``what_is_damaged_told`` puts in words."""
    import docx

    return docx.Document(_as_document(template.read_bytes()))


@contextmanager
def what_is_damaged_told(template: Path) -> Iterator[None]:
    """Raise ``QualwbError`` for whatever goes wrong with the template within."""
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        yield
    except OSError as error:
        raise QualwbError(
            _("{path}: can't be read ({why}).").format(path=template, why=reason_of(error))
        ) from error
    except (OpcError, LxmlError, *DAMAGED) as error:
        raise QualwbError(
            _("{path}: this is no Word document, or a damaged one.").format(path=template),
            _("A template is a .docx or .dotx file, saved by Word or LibreOffice."),
        ) from error


def _as_document(content: bytes) -> io.BytesIO:
    """A template of Word's own kind (.dotx) differs from a document in one line of its contents."""
    kinds = "[Content_Types].xml"
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        listed = source.read(kinds)
        if b"wordprocessingml.template.main+xml" not in listed:
            return io.BytesIO(content)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for name in source.namelist():
                data = source.read(name)
                if name == kinds:
                    data = data.replace(b"wordprocessingml.template.main", b"wordprocessingml.document.main")
                target.writestr(name, data)
    out.seek(0)
    return out
