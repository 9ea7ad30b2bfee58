"""What files of other programs brought, as a table, as data and in words."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from qualwb.exchange.journal_words import column_in_words, setting_in_words, table_in_words
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.portable.soundness import word_for
from qualwb.shortening import shortened

if TYPE_CHECKING:
    from qualwb.acts.merging.findings import Conflict, Unplaced
    from qualwb.exchange.reconciliation import NamedSpeakers, Reconciliation, RefusedGroup

LONGEST = 60
"""Characters of a text that are shown in a line."""
NAMED = 3
"""So many speakers are named."""
PLACED = ("source", "passage", "selection", "area", "coding", "memo", "print_version", "print")
"""Kinds of texts and what stands on places in them: what is said of these comes first."""
TOLD = 12
"""So many notices are told, and so many of what is in conflict or without a place; json has all."""


def arrivals_table(results: "Sequence[Reconciliation]") -> Table:
    """What each file held of each kind and what became of it; json has everything that was noted."""
    several = len(results) > 1
    otherwise = any(row.otherwise for one in results for row in one.counts)
    columns = (
        *((_("File"),) if several else ()),
        *(_("What"), _("Found"), _("New"), _("Already here")),
        *((_("As another kind"),) if otherwise else ()),
        _("Refused"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            *((one.file.name,) if several else ()),
            *(kind_in_words(row.kind), row.found, row.new, row.here),
            *((row.otherwise,) if otherwise else ()),
            row.refused,
        )
        for one in results
        for row in one.counts
    ]
    return Table(
        columns,
        rows,
        title=", ".join(map(title_of, results)),
        data=lambda: [as_data(one) for one in results],
        numeric=frozenset(range(1 + several, len(columns))),
        row_heads=True,
    )


def kind_in_words(kind: str) -> str:
    """What a thing of a file is called, of a kind that projects have or not."""
    words = {
        "attribute": _("attribute"),
        "passage": _("passage"),
        "speaker": _("speaker"),
        "area": _("area of a picture or recording"),
        "case": _("case"),
        "graph": _("graph"),
        "line": _("line of a codebook"),
        "link": _("link"),
        "note": _("note"),
        "selection": _("selection"),
        "set": _("set"),
        "variable": _("variable"),
    }
    return words.get(kind) or word_for(kind)


def findings_table(results: "Sequence[Reconciliation]") -> Table:
    """All that was noted, a row each; what is new, here or refused adds up to what was found."""
    return Table(
        (_("File"), _("What"), _("Became"), _("Which"), _("Why"), _("Number")),
        [(one.file.name, *row) for one in results for row in _findings(one)],
        title=", ".join(map(title_of, results)),
        data=lambda: [as_data(one) for one in results],
        numeric=frozenset({5}),
    )


def as_data(one: "Reconciliation") -> dict[str, Any]:
    """What one file brought, for json."""
    return {
        "file": str(one.file),
        "format": one.format,
        "origin": one.origin,
        "dry_run": one.dry_run,
        "counts": [row._asdict() | {"unaccounted": row.unaccounted} for row in one.counts],
        "refused": [refusal._asdict() for refusal in one.refused],
        "changed": [change._asdict() for change in one.changed],
        "conflicts": [
            {"kind": c.kind, "what": c.what, "field": c.field, "kept": c.kept, "other": c.other}
            for c in one.conflicts
        ],
        "unplaced": [{"kind": u.kind, "what": u.what, "quote": u.quote} for u in one.unplaced],
        "settings": list(one.settings),
        "notices": list(one.notices),
        "speakers": [{"source": s.source, "labels": list(s.labels)} for s in one.speakers],
        "changes": one.changes,
        "backup": str(one.backup) if one.backup else None,
    }


def arrival_in_words(one: "Reconciliation") -> list[str]:
    """What a person should know beside the numbers, a line each, what is lost first.

    Where nothing is written, nothing is told of what was taken otherwise.
    """
    from qualwb.exchange.reconciliation import grouped

    changed = sorted(grouped(one.changed if one.changes else ()), key=_of_no_place)
    lines = [_("not taken: {group}").format(group=_group(group)) for group in grouped(one.refused)]
    lines += _cut([notice if notice.startswith(" ") else f"! {notice}" for notice in one.notices])
    lines += [_("taken otherwise: {group}").format(group=_group(group)) for group in changed]
    lines += [
        _("! {n} × {kind} can't be accounted for; please report this.").format(
            n=abs(row.unaccounted), kind=kind_in_words(row.kind)
        )
        for row in one.counts
        if row.unaccounted
    ]
    lines += _cut([_without_place(orphan) for orphan in one.unplaced])
    lines += _cut([_conflict(conflict) for conflict in sorted(one.conflicts, key=_of_no_place)])
    lines += [_not_in_the_file(row.made) for row in one.counts if row.kind == "coder" and row.made]
    if one.settings:
        said = _("Settings that {other} has otherwise, and that stay as they are here: {names}.")
        lines.append(said.format(other=one.file.name, names=", ".join(map(setting_in_words, one.settings))))
    return lines


def _of_no_place(told: "RefusedGroup | Conflict") -> bool:
    return told.kind not in PLACED


def _not_in_the_file(coders: int) -> str:
    said = ngettext(
        "{n} of the coders is not in the file: what nobody signed there is theirs.",
        "{n} of the coders are not in the file: what nobody signed there is theirs.",
        coders,
    )
    return said.format(n=coders)


def _cut(lines: list[str]) -> list[str]:
    more = len(lines) - TOLD
    return (
        lines if more <= 1 else [*lines[:TOLD], _("... and {n} more; --format json has all.").format(n=more)]
    )


def _conflict(conflict: "Conflict") -> str:
    said = _("{kind} {what}, {field}: '{kept}' is in use, not '{other}'; {done}.")
    words = {"kind": table_in_words(conflict.kind), "what": conflict.what, "done": conflict.done}
    words |= {"kept": shortened(conflict.kept, LONGEST), "other": shortened(conflict.other, LONGEST)}
    return said.format(field=column_in_words(conflict.field), **words)


def _without_place(orphan: "Unplaced") -> str:
    said = _("{kind} {what} has no place in the text in use: '{quote}'.")
    words = {"kind": table_in_words(orphan.kind), "what": orphan.what}
    return said.format(quote=shortened(orphan.quote, LONGEST), **words)


def speakers_in_words(speakers: "Sequence[NamedSpeakers]") -> str:
    """'3 sources seem to name speakers (Anna, Bo ...)'; '' where none does."""
    labels = list(dict.fromkeys(label for one in speakers for label in one.labels))
    if not labels:
        return ""
    more = [*labels[:NAMED], *(["..."] if len(labels) > NAMED else [])]
    said = ngettext(
        "{n} source seems to name its speakers ({labels})",
        "{n} sources seem to name their speakers ({labels})",
        len(speakers),
    )
    return said.format(n=len(speakers), labels=", ".join(more))


def title_of(one: "Reconciliation") -> str:
    """'From a.qdpx (REFI-QDA project, NVivo)'"""
    wrote = f", {one.origin}" if one.origin else ""
    return _("From {file} ({format})").format(file=one.file.name, format=f"{one.format}{wrote}")


def _group(group: "RefusedGroup") -> str:
    """'coding (3): Möte 1-2, Möte 3-4 ...: the text has 2 characters'"""
    named = ", ".join(shortened(name, LONGEST) for name in group.first)
    more = " ..." if group.number > len(group.first) else ""
    head = f"{kind_in_words(group.kind)} ({group.number})" if group.number > 1 else kind_in_words(group.kind)
    return f"{head} {named}{more}: {group.why}" if named else f"{head}: {group.why}"


def _findings(one: "Reconciliation") -> Iterator[tuple[Cell, ...]]:
    """(kind, what became of it, which one, why, how many)"""
    for row in one.counts:
        kind = kind_in_words(row.kind)
        yield kind, _("found"), None, None, row.found
        numbers = (
            (_("new"), row.new),
            (_("already here"), row.here),
            (_("as another kind"), row.otherwise),
            (_("made from other things"), row.made),
            (_("unaccounted for"), row.unaccounted),
        )
        yield from ((kind, became, None, None, n) for became, n in numbers if n)
    for refusal in one.refused:
        yield kind_in_words(refusal.kind), _("refused"), refusal.what, refusal.why, 1
    for change in one.changed:
        yield kind_in_words(change.kind), _("taken otherwise"), change.what, change.why, 1
    for c in one.conflicts:
        why = f"{column_in_words(c.field)}: '{c.kept}' | '{c.other}'; {c.done}"
        yield table_in_words(c.kind), _("in conflict"), c.what, why, 1
    for orphan in one.unplaced:
        yield table_in_words(orphan.kind), _("without a place"), orphan.what, orphan.quote, 1
    for notice in one.notices:
        yield None, _("notice"), None, notice, 1
