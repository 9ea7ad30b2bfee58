"""What the description of a code or theme says, with what REFI-QDA has no place for under labels."""

from collections.abc import Sequence

from qualwb.exchange.codebooks.qdc import LABELS
from qualwb.portable.records import Code, Memo, Theme

_CODE_FIELDS = ("include", "exclude")
_THEME_FIELDS = ("boundary", "counter_examples", "claim")


def described(record: Code | Theme, memos: Sequence[Memo] = ()) -> str:
    """The definition, then each field and example that there is, and the memos, with their labels."""
    names = _CODE_FIELDS if isinstance(record, Code) else _THEME_FIELDS
    lines = [record.definition] if record.definition else []
    lines += [f"{LABELS[name]}: {value}" for name in names if (value := getattr(record, name))]
    if isinstance(record, Code):
        lines += [f"{LABELS['examples']}: {example}" for example in record.examples.splitlines()]
    return "\n".join([*lines, *(memo.text for memo in memos)])


def remarked(memos: Sequence[Memo]) -> str:
    """Memos as the description of what they are on."""
    return "\n\n".join(memo.text for memo in memos)
