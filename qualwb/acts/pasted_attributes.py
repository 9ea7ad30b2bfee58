"""What is pasted from a spreadsheet, read as attributes of those who are there.

A spreadsheet copies cells as lines of tab-separated texts. With heads, a row belongs to the person or source
that its first cells name, and so it does without heads where all rows name somebody; else the cells go to
where the cursor stands.
"""

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualwb.same_name import same_name

Subject = tuple[str, ...]
"""Who has attributes: (group, alias), or (source,)."""
Changes = dict[Subject, dict[str, str]]
"""New values by attribute; '' takes one away."""


def shown_name(who: Subject) -> str:
    """How a subject is called in one cell: 'Group 1 / Åsa', or the name of the source."""
    return " / ".join(who)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What pasted cells change."""

    changes: Changes
    unknown: tuple[str, ...] = ()
    """Names of rows that nobody has."""
    aside: tuple[str, ...] = ()
    """Heads of columns that are worked out, not written."""
    beyond: int = 0
    """Cells that hang over the edge of the table."""


@dataclass(frozen=True, slots=True)
class AttributeTable:
    """Who has which attributes."""

    subjects: tuple[Subject, ...]
    names: tuple[str, ...]
    values: Mapping[Subject, Mapping[str, str]] = field(default_factory=dict)

    def value(self, subject: Subject, name: str) -> str:
        """What the table holds there; '' where nothing."""
        return self.values.get(subject, {}).get(name, "")

    def with_changes(self, changes: Mapping[Subject, Mapping[str, str]]) -> "AttributeTable":
        """The table after these changes, with their new attributes behind the others."""
        values = {who: {**self.values.get(who, {}), **changes.get(who, {})} for who in self.subjects}
        new = dict.fromkeys(name for given in changes.values() for name in given)
        return AttributeTable(self.subjects, tuple(dict.fromkeys((*self.names, *new))), values)

    def differences(self, other: "AttributeTable") -> Changes:
        """What makes this table the other one."""
        changes: Changes = {}
        for who in self.subjects:
            for name in other.names:
                if (now := other.value(who, name)) != self.value(who, name):
                    changes.setdefault(who, {})[name] = now
        return changes

    def copied(self) -> str:
        """The table as a spreadsheet takes it."""
        out = io.StringIO()
        writer = csv.writer(out, "excel-tab", lineterminator="\n")
        blank = ("",) * len(self.subjects[0]) if self.subjects else ()
        writer.writerow((*blank, *self.names))
        for who in self.subjects:
            writer.writerow((*who, *(self.value(who, name) for name in self.names)))
        return out.getvalue()


def pasted_cells(text: str) -> list[list[str]]:
    """The cells of what a spreadsheet copied; blanks at their edges go, and lines without a text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = [[" ".join(cell.split()) for cell in row] for row in csv.reader(io.StringIO(lines), "excel-tab")]
    return [row for row in rows if any(row)]


def pasted(
    table: AttributeTable,
    cells: Sequence[Sequence[str]],
    at: tuple[int, int],
    derived: Collection[str] = (),
) -> Pasted:
    """What the cells change: by their heads or names if they have any, else from row and column ``at`` on.

    ``derived`` are heads of columns that the program's own lists have beside attributes.
    """
    found = _by_names(table, cells, at[1]) or _by_heads(table, cells, derived)
    return found if found is not None else _by_place(table, cells, *at)


def _by_place(table: AttributeTable, cells: Sequence[Sequence[str]], row: int, column: int) -> Pasted:
    changes: Changes = {}
    beyond = 0
    for down, line in enumerate(cells):
        for right, text in enumerate(line):
            if row + down < len(table.subjects) and column + right < len(table.names):
                who, name = table.subjects[row + down], table.names[column + right]
                changes.setdefault(who, {})[name] = text
            elif text:
                beyond += 1
    return Pasted(changes, beyond=beyond)


def _by_names(table: AttributeTable, cells: Sequence[Sequence[str]], column: int) -> Pasted | None:
    """What rows change that begin with who they are about, from this column on; None where one does not."""
    for keys in _lengths_of_names(table):
        named = _named(table.subjects, keys)
        owners = [named.get(tuple(map(same_name, line[:keys]))) for line in cells]
        if cells and None not in owners and all(len(line) > keys for line in cells):
            columns = max(len(line) - keys for line in cells)
            heads = ("",) * keys + table.names[column : column + columns]
            found = _of_rows(table, heads, keys, list(zip(owners, cells, strict=True)), ())
            return replace(found, beyond=sum(len(list(filter(None, line[len(heads) :]))) for line in cells))
    return None


def _lengths_of_names(table: AttributeTable) -> Collection[int]:
    """How many cells can name a subject: as many as its name has parts, or one."""
    return dict.fromkeys((len(table.subjects[0]) if table.subjects else 1, 1))


def _by_heads(
    table: AttributeTable, cells: Sequence[Sequence[str]], derived: Collection[str]
) -> Pasted | None:
    """What a table with heads changes; None where half of its rows name nobody here."""
    heads, body = (cells[0], cells[1:]) if cells else ((), ())
    if len(heads) < 2 or not body:
        return None
    for keys in _lengths_of_names(table):
        named = _named(table.subjects, keys)
        owners = [named.get(tuple(map(same_name, line[:keys]))) for line in body]
        if sum(owner is not None for owner in owners) * 2 >= len(body):
            return _of_rows(table, heads, keys, list(zip(owners, body, strict=True)), derived)
    return None


def _of_rows(
    table: AttributeTable,
    heads: Sequence[str],
    keys: int,
    rows: Sequence[tuple[Subject | None, Sequence[str]]],
    derived: Collection[str],
) -> Pasted:
    known = {same_name(name): name for name in table.names}
    worked_out = {same_name(name) for name in derived}
    changes: Changes = {}
    for who, line in rows:
        if who is None:
            continue
        for head, text in zip(heads[keys:], line[keys:], strict=False):
            if head and same_name(head) not in worked_out:
                changes.setdefault(who, {})[known.get(same_name(head), head)] = text
    unknown = tuple(shown_name(tuple(filter(None, line[:keys]))) for who, line in rows if who is None)
    aside = tuple(head for head in heads[keys:] if same_name(head) in worked_out)
    return Pasted(changes, unknown, aside)


def _named(subjects: Sequence[Subject], keys: int) -> dict[tuple[str, ...], Subject]:
    """The subjects by their whole names; in one cell as shown, or by a last part that no two share."""
    if not subjects or keys == len(subjects[0]):
        return {tuple(map(same_name, who)): who for who in subjects}
    last = [same_name(who[-1]) for who in subjects]
    named: dict[tuple[str, ...], Subject] = {(same_name(shown_name(who)),): who for who in subjects}
    return named | {(name,): who for name, who in zip(last, subjects, strict=True) if last.count(name) == 1}
