"""A report as a file: a page, a Word document or LaTeX, as the file's name says."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.exchange.output_file import write_file
from qualwb.exchange.rendering import SUFFIXES
from qualwb.exchange.report.blocks import Report
from qualwb.exchange.writers.latex.signs import label
from qualwb.localization import gettext as _
from qualwb.system_errors import reason_of

WRITERS = {"html": "html_report", "docx": "docx_report", "latex": "latex_report"}
"""The module that writes a format; each has ``render``, which gives the file's text or bytes.

LaTeX's gives its figures too, to stand in a folder beside it.
"""


def report_format(path: Path) -> str:
    """The format that a report takes in a file of that name. Raises ``QualwbError`` for another."""
    format_ = SUFFIXES.get(path.suffix.lower(), "")
    if format_ not in WRITERS:
        raise QualwbError(
            _("{path}: a report is docx, html or tex.").format(path=path),
            _("Name it OUT.docx, OUT.html or OUT.tex."),
        )
    return format_


def write_report(
    report: Report, path: Path, format_: str | None = None, template: Path | None = None
) -> None:
    """Write a report whole to a file, in the format given or else by its name.

    As docx it takes the styles of a ``template``. Raises ``QualwbError``.
    """
    format_ = format_ or report_format(path)
    writer = import_module(f"qualwb.exchange.report.{WRITERS[format_]}")
    content: str | bytes
    if format_ == "latex":
        folder = path.parent / figure_folder(path)
        content, figures = writer.render(report, folder.name)
        _write_figures(folder, figures)
    else:
        content = writer.render(report, template) if format_ == "docx" else writer.render(report)
    write_file(path, content.encode() if isinstance(content, str) else content)


def figure_folder(path: Path) -> str:
    """The name of the folder for a report's figures, in signs that every TeX takes: 'report-figures'."""
    return "-".join(filter(None, (label(path.stem), label(_("Figures")))))


def _write_figures(folder: Path, figures: Mapping[str, bytes]) -> None:
    try:
        if figures:
            folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise QualwbError(
            _("{path}: can't be written ({why}).").format(path=folder, why=reason_of(error))
        ) from error
    for name, content in figures.items():
        write_file(folder / name, content)
