"""What merging two projects did, as a table and in words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qualwb.acts.merging.done_there import left_in_words
from qualwb.acts.merging.merge import told_codings, told_corrections, told_recoded
from qualwb.exchange.journal_words import column_in_words, setting_in_words, table_in_words
from qualwb.exchange.tables.table import Table
from qualwb.local_time import local_time
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.shortening import one_line, shortened

if TYPE_CHECKING:
    from qualwb.acts.merging.findings import Conflict
    from qualwb.acts.merging.merge import Merged

LONGEST, LONGEST_CORRECTION = 60, 160
"""Characters of a text, and of a correction with the words beside it, that are shown in a line."""
SHOWN_CORRECTIONS = 5
"""Corrections, or acts on codes, that are told one by one; a memo or the journal has all."""
TEXT_OF_SOURCE = ("source", "text")
"""Table and column of the conflict of two texts."""


def merge_table(done: "Merged") -> Table:
    """What the other project held of each kind, and what became of it; json has all findings too."""
    return Table(
        (
            *(_("What"), _("Found there"), _("Already here"), _("Taken"), _("Changed")),
            *(_("In conflict"), _("Lost its place")),
        ),
        [
            (
                table_in_words(one.kind),
                one.found,
                one.here,
                one.taken,
                one.changed,
                one.conflicts,
                one.orphans,
            )
            for one in done.tallies
        ],
        title=_("From {other}").format(other=done.other.name),
        data=lambda: _data(done),
        numeric=frozenset(range(1, 7)),
        row_heads=True,
    )


def tallies_in_words(done: "Merged") -> list[str]:
    """A line for each kind of which something is taken or changed: 'codings: 12 new, 1 changed'."""
    lines = []
    for one in done.tallies:
        told = [
            said.format(n=n)
            for n, said in (
                (one.taken, _("{n} new")),
                (one.changed, _("{n} changed")),
                (one.conflicts, _("{n} in conflict")),
                (one.orphans, _("{n} without a place")),
            )
            if n
        ]
        if told:
            lines.append(f"{table_in_words(one.kind)}: {', '.join(told)}")
        if one.kind == "coding":
            lines += [f"  {told_codings(new)}" for new in done.codings]
            lines += [f"  {told_recoded(one)}" for one in done.recoded]
    for text in done.corrected:
        lines += [told_corrections(text), *_first_of(text.lines)]
    return lines


def findings_in_words(done: "Merged") -> list[str]:
    """A line for each conflict, lost place, row that comes back, merged code and setting that differs."""
    lines = []
    for one in done.conflicts:
        if (one.kind, one.field) == TEXT_OF_SOURCE and one.other:
            lines.append(_set_aside(one))
            continue
        said = _("{kind} {what}, {field}: '{kept}' is in use, not '{other}'; {done}.")
        words = {"kind": table_in_words(one.kind), "what": one.what, "field": column_in_words(one.field)}
        lines.append(
            said.format(
                kept=_from_where_apart(one.kept, one.other),
                other=_from_where_apart(one.other, one.kept),
                done=one.done,
                **words,
            )
        )
    for orphan in done.unplaced:
        said = _("{kind} {what} has no place in the text in use: '{quote}'.")
        words = {"kind": table_in_words(orphan.kind), "what": orphan.what}
        lines.append(said.format(quote=shortened(orphan.quote, LONGEST), **words))
    lines += _returned(done)
    for code in done.followed:
        said = _("{kind} {what} was merged into '{into}': what was coded with it follows")
        told = said.format(kind=table_in_words(code.kind), what=code.what, into=code.into)
        lines.append(f"{told} ({code.coder}, {local_time(code.at)})." if code.coder else f"{told}.")
    if done.settings:
        said = _("Settings that {other} has otherwise, and that stay as they are here: {names}.")
        lines.append(
            said.format(other=done.other.name, names=", ".join(map(setting_in_words, done.settings)))
        )
    acts = ngettext(
        "The journal of {other} ({n} act) stays there.",
        "The journal of {other} ({n} acts) stays there.",
        done.acts,
    )
    return [*lines, acts.format(other=done.other.name, n=done.acts), *_done_there(done)]


def _returned(done: "Merged") -> list[str]:
    """What comes back, by who deleted it when; of several that are no codes or themes how many."""
    said = _("{kind} {what} was deleted here by {coder} at {moment}, and comes back.")
    together = defaultdict(list)
    for row in done.returned:
        together[row.kind, row.coder, row.at, row.reason].append(row.what)
    lines = []
    for (kind, coder, at, reason), whats in together.items():
        named = len(whats) == 1 or kind in ("code", "theme")
        what = ", ".join(whats) if named else f"× {len(whats)}"
        told = said.format(kind=table_in_words(kind), what=what, coder=coder, moment=local_time(at))
        lines.append(f"{told} ({one_line(reason)})" if reason else told)
    return lines + [f"{row.what}: {left_in_words(row.left)}." for row in done.returned if row.left]


def _done_there(done: "Merged") -> list[str]:
    """What was done to codes and themes there, first acts first."""
    if not done.done_there:
        return []
    said = _("What was done to codes and themes there stands with the merge in the journal here:")
    return [said, *_first_of(done.done_there)]


def _first_of(told: Sequence[str]) -> list[str]:
    """The first of the lines, shortened, and how many more there are."""
    shown = [f"  {shortened(line, LONGEST_CORRECTION)}" for line in told[:SHOWN_CORRECTIONS]]
    if (more := len(told) - SHOWN_CORRECTIONS) > 0:
        shown.append("  " + ngettext("and {n} more", "and {n} more", more).format(n=more))
    return shown


def _set_aside(one: "Conflict") -> str:
    """Two texts that were corrected apart: which is in use, and the first corrections that are not."""
    said = _("{source}: {kept} is in use, codings followed to it. Corrections set aside, all in a memo:")
    return "\n".join((said.format(source=one.what, kept=one.kept), *_first_of(one.other.split("\n"))))


def _from_where_apart(text: str, other: str) -> str:
    """A text as short as a line needs it, from the word on in which it is another than the other text."""
    if len(text) <= LONGEST and len(other) <= LONGEST:
        return one_line(text)
    words, others = text.split(), other.split()
    same = next((n for n, pair in enumerate(zip(words, others, strict=False)) if pair[0] != pair[1]), None)
    same = min(len(words), len(others)) if same is None else same
    return shortened(("… " if same else "") + " ".join(words[same:]), LONGEST)


def _data(done: "Merged") -> dict[str, Any]:
    return {
        "other": str(done.other),
        "acts": done.acts,
        "changes": done.changes,
        "backup": str(done.backup) if done.backup else None,
        "rows": [asdict(one) for one in done.tallies],
        "conflicts": [asdict(one) for one in done.conflicts],
        "orphans": [asdict(one) for one in done.unplaced],
        "returned": [asdict(one) for one in done.returned],
        "followed": [asdict(one) for one in done.followed],
        "settings": list(done.settings),
        "corrected": [asdict(one) for one in done.corrected],
        "recoded": [one._asdict() for one in done.recoded],
        "done_there": list(done.done_there),
    }
