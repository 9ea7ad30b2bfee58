"""Which rows go when a participant withdraws: what stands on their words, and what is about them alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, RowMapping, select

from qualwb.acts.withdrawal.person import Share, Span, Withdrawing, outside
from qualwb.model import (
    Adjudication,
    Coding,
    Group,
    Memo,
    PrintVersion,
    Record,
    SuggestionEvent,
    Summary,
    Theme,
)
from qualwb.store.journal import table_of

ON_PASSAGES = (Coding, Memo, PrintVersion, SuggestionEvent)
QUOTES: Mapping[type[Record], str] = {Coding: "quote", Memo: "quote", PrintVersion: "verbatim"}

Key = tuple[type[Record], int]


@dataclass
class Doomed:
    """Rows that go, and rows that lose a part."""

    gone: dict[type[Record], set[int]] = field(default_factory=dict)
    by_source: dict[type[Record], dict[int, int]] = field(default_factory=dict)
    """How many of the rows on passages go, by source."""
    crossing: dict[type[Record], set[int]] = field(default_factory=dict)
    """Rows on passages that hold words of others too: they stay, on those words."""
    requoted: dict[Key, str] = field(default_factory=dict)
    """Words of passages that have no place in the text any more, without the person's."""
    resting: dict[Key, dict[str, list[int]]] = field(default_factory=dict)
    """Lists of codings, by record and column, without those that go."""
    cells: list[tuple[str, str]] = field(default_factory=list)
    """Theme and group of summaries that stay but rested on their words alone."""

    def add(self, record: type[Record], key: int, source: int | None = None) -> None:
        """Let a row go."""
        self.gone.setdefault(record, set()).add(key)
        if source is not None:
            counted = self.by_source.setdefault(record, {})
            counted[source] = counted.get(source, 0) + 1

    def count(self, record: type[Record]) -> int:
        """How many rows of a record go."""
        return len(self.gone.get(record, ()))

    def keys(self, record: type[Record]) -> Collection[int]:
        """The keys of the rows that go."""
        return self.gone.get(record, set())


def doomed_rows(
    connection: Connection, person: Withdrawing, mentions: Mapping[int, tuple[Span, ...]]
) -> Doomed:
    """The rows that go with a person, as far as the connection sees them; nothing is written.

    ``mentions`` are places in texts, by source, that will be replaced too.
    """
    doomed = Doomed()
    for share in person.shares:
        for record in ON_PASSAGES:
            _passages(connection, record, share, doomed)
    _print_versions(connection, mentions, doomed)
    for about_one in (Memo, Summary):
        table = table_of(about_one)
        about = select(table.c.id).where(table.c.participant_id == person.key)
        for key in connection.execute(about).scalars():
            doomed.add(about_one, key)
    _adjudications(connection, doomed)
    _summaries(connection, doomed)
    return doomed


def _passages(connection: Connection, record: type[Record], share: Share, doomed: Doomed) -> None:
    table = table_of(record)
    rows = select(table).where(table.c.source_id == share.key, table.c.start.is_not(None))
    for row in connection.execute(rows.order_by(table.c.id)).mappings():
        if row.get("orphaned_from") is not None:
            _orphan(record, row, share, doomed)
            continue
        spans = _overlapping(share.spans, row["start"], row["end"])
        if not spans:
            continue
        # What is printed of a passage is one text: nobody's words can be taken out of it.
        if record is PrintVersion or not outside(spans, row["start"], row["end"], share.text):
            doomed.add(record, row["id"], share.key)
        else:
            doomed.crossing.setdefault(record, set()).add(row["id"])


def _orphan(record: type[Record], row: RowMapping, share: Share, doomed: Doomed) -> None:
    """A passage that lost its place goes by where it stood; where that is not known, by what it says."""
    quote = row[QUOTES[record]]
    was, all_spans = share.former.get(row["orphaned_from"], ("", ()))
    start, end = row["start"], row["end"]
    if was[start:end] != quote:
        if any(quote in said for said in share.said()) and not any(quote in s for s in share.of_others()):
            doomed.add(record, row["id"], share.key)
        return
    spans = _overlapping(all_spans, start, end)
    if not spans:
        return
    left = outside(spans, start, end, was)
    if record is PrintVersion or not left:
        doomed.add(record, row["id"], share.key)
    else:
        doomed.requoted[record, row["id"]] = left


def _print_versions(connection: Connection, mentions: Mapping[int, tuple[Span, ...]], doomed: Doomed) -> None:
    """What is printed of a passage that names the person repeats the name."""
    table = table_of(PrintVersion)
    for source, places in mentions.items():
        rows = select(table.c.id, table.c.start, table.c.end).where(table.c.source_id == source)
        for key, start, end in connection.execute(rows):
            if key not in doomed.keys(PrintVersion) and _overlapping(places, start, end):
                doomed.add(PrintVersion, key, source)


def _adjudications(connection: Connection, doomed: Doomed) -> None:
    gone = doomed.keys(Coding)
    table = table_of(Adjudication)
    for row in connection.execute(select(table).order_by(table.c.id)).mappings():
        named = {name: row[name] for name in ("codings", "result")}
        left = {name: [key for key in keys if key not in gone] for name, keys in named.items()}
        if left == named:
            continue
        if left["codings"] or left["result"]:
            doomed.resting[Adjudication, row["id"]] = left
        else:
            doomed.add(Adjudication, row["id"], row["source_id"])


def _summaries(connection: Connection, doomed: Doomed) -> None:
    gone = doomed.keys(Coding)
    table = table_of(Summary)
    rows = (
        select(table.c.id, table.c.codings, Theme.name, Group.name.label("home"))
        .join(Theme, Theme.id == table.c.theme_id)
        .join(Group, Group.id == table.c.group_id, isouter=True)
        .order_by(table.c.id)
    )
    for key, codings, theme, group in connection.execute(rows):
        left = [coding for coding in codings if coding not in gone]
        if key in doomed.keys(Summary) or left == codings:
            continue
        doomed.resting[Summary, key] = {"codings": left}
        if not left and group is not None:
            doomed.cells.append((theme, group))


def _overlapping(spans: Collection[Span], start: int, end: int) -> list[Span]:
    return [(left, right) for left, right in spans if left < end and right > start]
