"""A report as a file: a page or a Word document, as the file's name says."""

from importlib import import_module
from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.exchange.output_file import write_file
from qualwb.exchange.rendering import SUFFIXES
from qualwb.exchange.report.blocks import Report
from qualwb.localization import gettext as _

WRITERS = {"html": "html_report", "docx": "docx_report"}
"""The module that writes a format; each has ``render(report) -> str | bytes``."""


def report_format(path: Path) -> str:
    """The format that a report takes in a file of that name. Raises ``QualwbError`` for another."""
    format_ = SUFFIXES.get(path.suffix.lower(), "")
    if format_ not in WRITERS:
        raise QualwbError(
            _("{path}: a report is docx or html.").format(path=path), _("Name it OUT.docx or OUT.html.")
        )
    return format_


def write_report(report: Report, path: Path, template: Path | None = None) -> None:
    """Write a report whole to a file, as docx in the styles of a ``template``. Raises ``QualwbError``."""
    format_ = report_format(path)
    writer = import_module(f"qualwb.exchange.report.{WRITERS[format_]}")
    content: str | bytes = writer.render(report, template) if format_ == "docx" else writer.render(report)
    write_file(path, content.encode() if isinstance(content, str) else content)
