"""What a merge does to codes and themes: the other project's journal stays there, these lines come along.

They stand as the reason of the act that merges, so that what codes and themes rest on can still be told.
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, select

from qualwb.act_words import DERIVING, MERGE, act_in_words
from qualwb.acts.merging.findings import Returned
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Change, Code, Coding, Theme
from qualwb.shortening import one_line
from qualwb.store.journal import table_of
from qualwb.store.naming import kind_of
from qualwb.store.undone import undone_acts

MOST = 200
"""Acts that are told one by one."""
LineOfAct = tuple[str, str]
"""The digest of an act in the journal, and the act in words."""


def done_there(connection: Connection) -> tuple[LineOfAct, ...]:
    """A line for each act of a journal that stands and changed codes or themes, oldest first.

    What came along with merges stands among them.
    """
    columns = Change.id, Change.digest, Change.at, Change.coder, Change.act, Change.summary, Change.reason
    undone, lines = undone_acts(connection), []
    for number, digest, at, coder, act, summary, reason in connection.execute(
        select(*columns).order_by(Change.id)
    ):
        if number in undone:
            continue
        if act == MERGE:
            lines += [(digest, line) for line in _lines(reason)]
        elif act.startswith(DERIVING):
            told = one_line(f"{at[:10]} {coder}: {act_in_words(act)}, {summary}")
            lines.append((digest, f"{told} – {one_line(reason)}" if reason else told))
    return tuple(lines)


def not_here_yet(connection: Connection, lines: Sequence[LineOfAct]) -> tuple[str, ...]:
    """Those of the lines that neither stand in this journal themselves nor came along with a merge."""
    here = frozenset(connection.execute(select(Change.digest)).scalars())
    merges, undone = select(Change.id, Change.reason).where(Change.act == MERGE), undone_acts(connection)
    told = {
        line
        for number, reason in connection.execute(merges)
        if number not in undone
        for line in _lines(reason)
    }
    return tuple(dict.fromkeys(line for digest, line in lines if digest not in here and line not in told))


def back_again(returned: Iterable[Returned]) -> tuple[str, ...]:
    """A line for each code, theme and coding that was deleted here and comes back: the other one has it."""
    kinds = {table_of(kind).name: kind_of(kind) for kind in (Code, Theme, Coding)}
    return tuple(
        one_line(
            _("{kind} '{name}' is back, which {coder} deleted {day}").format(
                kind=kinds[one.kind], name=one.what, coder=one.coder, day=one.at[:10]
            )
            + (f" ({left_in_words(one.left)})" if one.left else "")
            + (f" – {one.reason}" if one.reason else "")
        )
        for one in returned
        if one.kind in kinds
    )


def left_in_words(left: int) -> str:
    """How many codings stay deleted that went with a code."""
    told = ngettext(
        "{n} coding that went with it is in no copy and stays deleted",
        "{n} codings that went with it are in no copy and stay deleted",
        left,
    )
    return told.format(n=left)


def as_reason(other: str, lines: Sequence[str]) -> str:
    """The lines as the reason of a merge with the file of this name; '' for none."""
    if not lines:
        return ""
    shown = [f"- {line}" for line in lines[:MOST]]
    if (more := len(lines) - MOST) > 0:
        shown.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return "\n".join([_("Codes and themes, by the merge with {file}:").format(file=other), *shown])


def _lines(reason: str) -> Iterator[str]:
    """The lines that ``as_reason`` wrote."""
    return (line.removeprefix("- ") for line in reason.split("\n") if line.startswith("- "))
