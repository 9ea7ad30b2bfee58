"""A certificate as a file: a Word document or Markdown, as the file's name says."""

import os
from pathlib import Path

from qualwb.acts.projects import OpenProject, as_file
from qualwb.acts.withdrawal.withdrawing import Withdrawn
from qualwb.analysis.project_title import project_title
from qualwb.errors import QualwbError
from qualwb.exchange.certificate.contents import Certificate, FileState, certificate
from qualwb.exchange.output_file import write_file
from qualwb.exchange.rendering import render
from qualwb.exchange.report.blocks import FactList, Heading, Paragraph
from qualwb.localization import gettext as _

SUFFIXES = (".docx", ".md")


def verify_certificate_path(path: Path) -> None:
    """Raise ``QualwbError`` unless a certificate can be written there: before anything is removed."""
    if path.suffix.lower() not in SUFFIXES:
        raise QualwbError(
            _("{path}: a certificate is docx or md.").format(path=path), _("Name it OUT.docx or OUT.md.")
        )
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise QualwbError(
            _("{path}: no file can be written there.").format(path=path.parent), _("Name another folder.")
        )


def certify(project: OpenProject, path: Path, asked_by: str, done: Withdrawn, *, finished: bool) -> None:
    """Write the certificate of a withdrawal from an open project, as the withdrawal left it.

    ``asked_by``: the alias that the participant had; ``finished``: whether nothing is left to be erased.
    Raises ``QualwbError``.
    """
    verify_certificate_path(path)
    with project.reading() as connection:
        title = project_title(connection)
    project.close()  # one file holds everything then
    content = certificate(title.name, asked_by, done, FileState.of(as_file(project).path, finished=finished))
    written = as_docx(content) if path.suffix.lower() == ".docx" else as_markdown(content).encode()
    write_file(path, written)


def as_markdown(content: Certificate) -> str:
    """The certificate as Markdown."""
    parts = [f"# {content.title}"]
    for block in content.blocks:
        match block:
            case Heading():
                parts.append(f"{'#' * (block.level + 1)} {block.text}")
            case Paragraph():
                parts.append(f"**{block.lead}** {block.text}" if block.lead else block.text)
            case FactList():
                parts.append(str(render(block.table, "md")).strip())
            case _:
                parts.append("\n".join(f"- {text}" for text in block))
    return "\n\n".join(parts) + "\n"


def as_docx(content: Certificate) -> bytes:
    """The certificate as a Word document, the same bytes for the same content."""
    from qualwb.exchange.writers import docx_styles as styles
    from qualwb.exchange.writers.docx_document import WordDocument
    from qualwb.exchange.writers.docx_table import add_table
    from qualwb.exchange.writers.docx_xml import run

    document = WordDocument(content.title)
    document.add(styles.TITLE, run(content.title))
    for number, block in enumerate(content.blocks, 1):
        match block:
            case Heading():
                document.heading(block.level + 1, block.text, number)
            case Paragraph():
                lead = run(f"{block.lead} ", bold=True) if block.lead else ""
                document.add(styles.BODY, lead + run(block.text), after=6)
            case FactList():
                add_table(document, block.table, lying=False)
            case _:
                for text in block:
                    document.add(styles.BODY, run(f"– {text}"), after=2, indent=10)
    return document.saved()
