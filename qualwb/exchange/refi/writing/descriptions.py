"""What descriptions say: the rule of a code or theme, and memos where they are no notes."""

from collections.abc import Sequence

from qualwb.acts.codebook_entries import CODE_FIELDS, THEME_FIELDS, MemoEntry
from qualwb.exchange.codebooks.labelled_text import labelled
from qualwb.portable.records import Code, Memo, Theme

_APART = ("definition", "examples", "colour")
"""Fields that stand first, one a line, or elsewhere."""


def described(record: Code | Theme, memos: Sequence[Memo] = ()) -> str:
    """The definition, then under its label what REFI-QDA has no place for, as a codebook has it."""
    names = CODE_FIELDS if isinstance(record, Code) else THEME_FIELDS
    fields = {name: getattr(record, name) for name in names if name not in _APART}
    examples = record.examples.split("\n") if isinstance(record, Code) and record.examples else []
    entries = [MemoEntry(memo.text, memo.kind) for memo in memos]
    return labelled(record.definition, fields, examples, entries)


def remarked(memos: Sequence[Memo]) -> str:
    """Memos as the description of what they are on."""
    return "\n\n".join(memo.text for memo in memos)
