"""What a certificate of withdrawal says."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from qualwb.acts.withdrawal.withdrawing import Withdrawn
from qualwb.exchange.report.blocks import FactList, Heading, Paragraph
from qualwb.exchange.tables.table import Table
from qualwb.local_time import local_time
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

LINE = "_" * 40


@dataclass(frozen=True, slots=True)
class FileState:
    """The project's file as the withdrawal left it."""

    name: str
    """Of the file."""
    sha256: str
    finished: bool
    """Whether nothing was left to be erased; not while another program read the project."""

    @classmethod
    def of(cls, path: Path, *, finished: bool) -> "FileState":
        """The state of a closed project file. Raises ``OSError``."""
        with path.open("rb") as file:
            return cls(path.name, hashlib.file_digest(file, "sha256").hexdigest(), finished)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate in the language it was made in: headings, paragraphs, lists and tables."""

    title: str
    blocks: tuple[Heading | Paragraph | FactList | tuple[str, ...], ...]
    """A tuple of texts is a list."""


def certificate(project: str, asked_by: str, done: Withdrawn, state: FileState) -> Certificate:
    """The certificate of a withdrawal from the project of that name.

    ``asked_by`` is the alias that the participant had; where it is known no more, the one that they have.
    """
    return Certificate(
        _("Certificate of withdrawal"),
        (
            *_facts(project, asked_by, done),
            Heading(1, _("What was removed")),
            FactList(removed_table(done)),
            tuple(further(done)),
            Paragraph(
                _(
                    "It can't be brought back: the journal tells that it was done, but holds nothing of what"
                    " was removed."
                )
            ),
            Heading(1, _("What could not be reached")),
            tuple(not_reached(done, state)),
            Heading(1, _("The project afterwards")),
            Paragraph(state.name, _("File:")),
            Paragraph(state.sha256, "SHA-256:"),
            Heading(1, _("Signature")),
            *(Paragraph(LINE, lead) for lead in (_("Place and date:"), _("Signature:"), _("Name in print:"))),
        ),
    )


def _facts(project: str, asked_by: str, done: Withdrawn) -> list[Paragraph]:
    return [
        Paragraph(project, _("Project:")),
        Paragraph(_("{alias}, {group}").format(alias=asked_by, group=done.group), _("Who withdraws:")),
        Paragraph(done.alias, _("Now stands as:")),
        Paragraph(local_time(done.at), _("When:")),
        Paragraph(done.by, _("Done by:")),
        Paragraph(done.reason, _("Reason:")),
    ]


def removed_table(done: Withdrawn) -> Table:
    """What was removed from each source, and from all."""
    columns = (
        _("Source"),
        _("Turns"),
        _("Codings"),
        _("Print versions"),
        _("Memos"),
        _("Answers to suggestions"),
        _("Adjudications"),
        _("Mentions"),
    )
    counts = [
        (
            one.turns,
            one.codings,
            one.print_versions,
            one.memos,
            one.answers,
            one.adjudications,
            one.mentions,
        )
        for one in done.sources
    ]
    rows: list[tuple[str | int, ...]] = [
        (one.source, *row) for one, row in zip(done.sources, counts, strict=True)
    ]
    if len(rows) > 1:
        rows.append((_("Together"), *map(sum, zip(*counts, strict=True))))
    return Table(columns, rows, numeric=frozenset(range(1, len(columns))), row_heads=True)


def further(done: Withdrawn) -> list[str]:
    """What else was removed, a line a kind."""
    counted = (
        (done.notes, ngettext("{n} memo on the person", "{n} memos on the person", done.notes)),
        (
            done.summaries,
            ngettext(
                "{n} cell of the framework matrix on the person",
                "{n} cells of the framework matrix on the person",
                done.summaries,
            ),
        ),
        (
            done.attributes,
            ngettext("{n} attribute of the person", "{n} attributes of the person", done.attributes),
        ),
        (
            done.verdicts,
            ngettext(
                "{n} decision on a name in their words",
                "{n} decisions on names in their words",
                done.verdicts,
            ),
        ),
        (
            done.quoted,
            ngettext(
                "{n} text of the researchers that repeated their words: blanked there",
                "{n} texts of the researchers that repeated their words: blanked there",
                done.quoted,
            ),
        ),
        (
            done.named,
            ngettext(
                "{n} place where researchers or files named the person: blanked",
                "{n} places where researchers or files named the person: blanked",
                done.named,
            ),
        ),
        (
            done.texts,
            ngettext(
                "{n} older text, with what undo could bring back",
                "{n} older texts, with what undo could bring back",
                done.texts,
            ),
        ),
        (
            done.acts,
            ngettext("what {n} act of the journal did", "what {n} acts of the journal did", done.acts),
        ),
        (
            done.said,
            ngettext(
                "{n} line of the log that named or quoted the person: reworded",
                "{n} lines of the log that named or quoted the person: reworded",
                done.said,
            ),
        ),
    )
    lines = [said.format(n=n) for n, said in counted if n]
    lines += [_("the copy {name}, deleted").format(name=name) for name in done.copies]
    lines.append(_("the search index and the cache of parsed texts, made anew"))
    if done.hidden:
        lines.append(_("what other coders did in a blind round, which is not counted here"))
    return lines


def not_reached(done: Withdrawn, state: FileState | None = None) -> list[str]:
    """What the researcher has to see to."""
    lines = [
        _("exports, reports and copies of the project that lie elsewhere or were sent to others"),
        _("reports and quotes that were printed or published"),
        _("the recording, the transcript's own file and the key from alias to name"),
        _("backups that were made by hand elsewhere, and what a sync client or a backup of the disk keeps"),
        _("what others said about the person, and what the researchers wrote about them in their own words"),
    ]
    if done.mentions_left:
        n = done.mentions_left
        said = ngettext(
            "{n} place in the project that names the person",
            "{n} places in the project that name the person",
            n,
        )
        lines.append(said.format(n=n))
    if state is not None and not state.finished:
        lines.append(
            _("the project's own log and free pages: another program read the project; open it once more")
        )
    return lines
