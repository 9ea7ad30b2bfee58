"""What the description of a code has no place for, written into it under labels, and read back from there.

A line of the text that looks like a label itself gets a backslash before it.
"""

import re
from collections.abc import Mapping, Sequence

from qualwb.acts.codebook_entries import PLAIN_MEMO, MemoEntry
from qualwb.acts.memos import KINDS

LABELS = {
    "english": "English",
    "include": "Include",
    "exclude": "Exclude",
    "examples": "Example",
    "boundary": "Boundary",
    "counter_examples": "Counter-examples",
    "claim": "Claim",
    "memos": "Memo",
}
"""Labels of what stands in a description; fixed, so that a file reads the same in any language."""
_COLUMNS = {label: column for column, label in LABELS.items()}
_LABELS = "|".join(map(re.escape, LABELS.values()))
_LABELLED = re.compile(rf"({_LABELS})(?: \(([a-z]+)\))?: ?(.*)", re.DOTALL)
_ESCAPED = re.compile(rf"\\+(?:{_LABELS})(?: \([a-z]+\))?:")
_TO_ESCAPE = re.compile(rf"^(?=\\*(?:{_LABELS})(?: \([a-z]+\))?:)", re.MULTILINE)

_BETWEEN = "---"
_DASHES = re.compile(rf"^(?=\\*{_BETWEEN}$)", re.MULTILINE)
_ESCAPED_DASHES = re.compile(rf"^\\(?=\\*{_BETWEEN}$)", re.MULTILINE)
_KINDS = "|".join(kind for kind in KINDS if kind != PLAIN_MEMO)
_KIND = re.compile(rf"\(({_KINDS})\) ")


def labelled(
    definition: str, fields: Mapping[str, str], examples: Sequence[str], memos: Sequence[MemoEntry]
) -> str:
    """The definition with the fields, by column, beneath it, and each example and memo."""
    parts = [_escaped(definition)] if definition else []
    parts += [f"{LABELS[column]}: {_escaped(value)}" for column, value in fields.items() if value]
    parts += [f"{LABELS['examples']}: {_escaped(example)}" for example in examples]
    parts += [f"{_memo_label(memo)}: {_escaped(memo.text)}" for memo in memos]
    return "\n".join(parts)


def taken_apart(text: str) -> tuple[dict[str, str], list[MemoEntry]]:
    """What a description holds by column, with 'definition' for what stands above all labels; the memos."""
    found: dict[str, list[str]] = {}
    memos: list[tuple[str, list[str]]] = []
    lines = found.setdefault("definition", [])
    for line in text.strip().split("\n"):
        label = _LABELLED.fullmatch(line)
        if label and _COLUMNS[label[1]] == "memos":
            lines = [_unescaped(label[3])]
            memos.append((label[2] or PLAIN_MEMO, lines))
        elif label and not label[2]:
            lines = found.setdefault(_COLUMNS[label[1]], [])
            lines.append(_unescaped(label[3]))
        else:
            lines.append(_unescaped(line))
    texts = {column: "\n".join(lines).strip() for column, lines in found.items()}
    return texts, [MemoEntry("\n".join(lines).strip(), kind) for kind, lines in memos]


def _memo_label(memo: MemoEntry) -> str:
    return LABELS["memos"] if memo.kind == PLAIN_MEMO else f"{LABELS['memos']} ({memo.kind})"


def _unescaped(line: str) -> str:
    return line[1:] if _ESCAPED.match(line) else line


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(r"\\", text)


def memos_text(memos: Sequence[MemoEntry]) -> str:
    """Memos as one text, with a line of dashes between them."""
    return f"\n{_BETWEEN}\n".join(map(_memo_text, memos))


def memos_in(text: str) -> list[MemoEntry]:
    """The memos in a text as ``memos_text`` writes them."""
    parts = re.split(rf"^{_BETWEEN}$\n?", text, flags=re.MULTILINE)
    return [_memo(part.strip()) for part in parts if part.strip()]


def _memo_text(memo: MemoEntry) -> str:
    text = _DASHES.sub(r"\\", memo.text)
    if memo.kind != PLAIN_MEMO:
        return f"({memo.kind}) {text}"
    return f"\\{text}" if _KIND.match(text.lstrip("\\")) else text


def _memo(text: str) -> MemoEntry:
    kind = _KIND.match(text)
    if kind:
        text = text[kind.end() :]
    elif text.startswith("\\") and _KIND.match(text.lstrip("\\")):
        text = text[1:]
    return MemoEntry(_ESCAPED_DASHES.sub("", text), kind[1] if kind else PLAIN_MEMO)
