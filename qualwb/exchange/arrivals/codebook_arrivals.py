"""A codebook among arriving files: joined as ``codebook import`` does, told of as a project is."""

from collections.abc import Sequence
from pathlib import Path

from qualwb.acts.codebooks import CodebookAdded, add_codebook, try_codebook
from qualwb.acts.researcher import Researcher
from qualwb.exchange.arrivals.file_heads import head_of, is_xml_of
from qualwb.exchange.codebooks.codebook_formats import codebook_in
from qualwb.exchange.reconciliation import KindCount, Reconciliation
from qualwb.localization import gettext as _
from qualwb.portable.ledger import Refusal

SUFFIXES = (".qdc", ".yaml", ".yml")
"""The ends of names that promise a codebook, and no transcript."""


def is_codebook(path: Path) -> bool:
    """Whether a file is a codebook and nothing else, by its name or its first element."""
    return path.suffix.lower() in SUFFIXES or is_xml_of(head_of(path), b"QDA-XML:codebook")


def take_in_codebook(researcher: Researcher, file: Path, *, dry_run: bool = False) -> Reconciliation:
    """Add the codes and themes of a codebook file; a dry run only tells. Raises ``QualwbError``."""
    read = codebook_in(file)
    added = (
        try_codebook(researcher, read.codebook).added if dry_run else add_codebook(researcher, read.codebook)
    )
    refused = [Refusal("line", "", why) for why in read.findings.refused]
    changes = bool(added.new_codes or added.new_themes or added.filled or added.links or added.memos)
    remarks = read.findings.remarks_told() if changes else []
    return Reconciliation(
        file,
        _("codebook"),
        dry_run=dry_run,
        counts=tuple(_counts(added, len(refused))),
        refused=tuple(refused),
        notices=(*remarks, *added.notices),
        changes=changes,
    )


def _counts(added: CodebookAdded, refused: int) -> Sequence[KindCount]:
    counts = [
        KindCount(kind, len(new) + len(known), len(new), len(known), 0)
        for kind, new, known in (
            ("code", added.new_codes, added.known_codes),
            ("theme", added.new_themes, added.known_themes),
        )
    ]
    lines = [KindCount("line", refused, 0, 0, refused)]
    return [one for one in (*counts, *lines) if one.found]
