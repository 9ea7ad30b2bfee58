"""A table to bytes in any of the formats, and whole to a file."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.exchange.output_file import write_file
from qualwb.exchange.tables.table import Table
from qualwb.exchange.writers import text
from qualwb.localization import gettext as _
from qualwb.localization import one_language

TEXT: dict[str, Callable[[Table], str]] = {
    "table": text.as_text,
    "csv": text.as_csv,
    "csv-excel": lambda table: text.as_csv(table, excel=True),
    "json": text.as_json,
    "jsonl": text.as_objects_by_line,
    "md": text.as_markdown,
}
BINARY = ("xlsx", "docx")
SUFFIXES = {
    ".csv": "csv",
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".tex": "latex",
    ".xlsx": "xlsx",
    ".docx": "docx",
    ".json": "json",
    ".jsonl": "jsonl",
    ".txt": "table",
}
"""The format of a file by the end of its name."""


def format_of(path: Path) -> str:
    """The format that a file's name says. Raises ``QualwbError`` for a name that says none."""
    format_ = SUFFIXES.get(path.suffix.lower())
    if format_ is None:
        raise QualwbError(
            _("{file}: '{suffix}' is no format that can be written.").format(
                file=path.name, suffix=path.suffix
            ),
            _("There are: {names}.").format(names=", ".join(SUFFIXES)),
        )
    return format_


def render(table: Table, format_: str, template: Path | None = None) -> str | bytes:
    """The table in a format: text, or bytes for xlsx and docx.

    html, latex, xlsx and docx have a module of that name in ``writers``, imported when asked for. A
    ``template`` is a Word document whose styles a docx takes. Raises ``QualwbError`` for another format.
    """
    if template is not None:
        refuse_template_but_for_docx(format_)
    with one_language():
        if format_ in TEXT:
            return TEXT[format_](table)
        writer = import_module(f"qualwb.exchange.writers.{format_}")
        result: str | bytes = writer.render(table, template) if template else writer.render(table)
        return result


def refuse_template_but_for_docx(format_: str) -> None:
    """Raise ``QualwbError`` unless the format has styles that a template can give."""
    if format_ != "docx":
        raise QualwbError(
            _("A template is for docx, not for {format}.").format(format=format_),
            _("Name the file OUT.docx, or leave --template out."),
        )


def write(table: Table, path: Path, format_: str | None = None, template: Path | None = None) -> None:
    """Write the table to a file, whole or not at all, in the format given or else the one its name says."""
    content = render(table, format_ or format_of(path), template)
    write_file(path, content.encode() if isinstance(content, str) else content)
