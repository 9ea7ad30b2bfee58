"""A table to bytes in any of the formats, and whole to a file."""

import os
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.exchange.tables.table import Table
from qualwb.exchange.writers import text
from qualwb.localization import gettext as _

TEXT: dict[str, Callable[[Table], str]] = {
    "table": text.as_text,
    "csv": text.as_csv,
    "csv-excel": lambda table: text.as_csv(table, excel=True),
    "json": text.as_json,
    "md": text.as_markdown,
}
BINARY = ("xlsx", "docx")
LATER = ("html", "latex", "xlsx", "docx")
"""Formats whose module is imported when asked for; each has ``render(table) -> str | bytes``."""


def render(table: Table, format_: str) -> str | bytes:
    """The table in a format: text, or bytes for xlsx and docx."""
    if format_ in TEXT:
        return TEXT[format_](table)
    result: str | bytes = import_module(f"qualwb.exchange.writers.{format_}").render(table)
    return result


def write(table: Table, path: Path, format_: str) -> None:
    """Write the table to a file, whole or not at all."""
    content = render(table, format_)
    write_file(path, content.encode() if isinstance(content, str) else content)


def write_file(path: Path, content: bytes) -> None:
    """Put content in a file so that no half of it is ever there. Raises ``QualwbError``."""
    try:
        descriptor, partial = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".partial")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(partial).replace(path)
        except BaseException:
            Path(partial).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise QualwbError(
            _("{path}: can't be written ({why}).").format(path=path, why=error.strerror or error)
        ) from error
