"""Codings that stand in the Markdown alone, and marks that nothing else speaks of."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from qualwb.exchange.folder.columns import FolderNames, Untold
from qualwb.exchange.folder.marks import MarkedPassage
from qualwb.exchange.folder.source_markdown import ReadSource
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.portable.arrival import Wishes, stable_id
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import Coding


def codings_by_hand(
    read: Iterable[ReadSource], names: FolderNames, wishes: Wishes, ledger: Ledger, *, also_with_ids: bool
) -> list[Coding]:
    """The codings of marks without an id, by their codes' names; of those with one, too, if asked for."""
    found: list[Coding] = []
    for one in read:
        marks = [*one.marks.unnamed, *(one.marks.by_id.values() if also_with_ids else ())]
        for passage in sorted(marks):
            for name in passage.names or ("",):
                ledger.found["coding"] += 1
                try:
                    found.append(_coding(one, passage, name, names, wishes))
                except Untold as error:
                    ledger.refuse("coding", f"{one.file}:{passage.line}", str(error))
    return found


def tell_marks_without_rows(read: Sequence[ReadSource], used: Collection[str], ledger: Ledger) -> None:
    """Say which marks no file speaks of, a line a source."""
    for one in read:
        idle = [(passage.line, mark) for mark, passage in one.marks.by_id.items() if mark not in used]
        if idle:
            told = ngettext(
                "{file}: {n} mark that no file speaks of: {marks}.",
                "{file}: {n} marks that no file speaks of: {marks}.",
                len(idle),
            )
            marks = ", ".join(
                _("{mark} (line {line})").format(mark=mark, line=line) for line, mark in _some(idle)
            )
            ledger.notices.append(told.format(file=one.file, n=len(idle), marks=marks))


def _some(idle: list[tuple[int, str]], most: int = 10) -> Iterator[tuple[int, str]]:
    yield from sorted(idle)[:most]


def _coding(one: ReadSource, passage: MarkedPassage, name: str, names: FolderNames, wishes: Wishes) -> Coding:
    if not name:
        raise Untold(_("the mark names no code"))
    source, start, end = one.source, passage.start, passage.end
    code = names.found("codes", name)
    coder = names.found("coders", wishes.coder or _("Unknown"))
    round_ = names.found("rounds", wishes.round)
    uid = stable_id("coding", source.uid, start, end, code, coder, round_)
    return Coding(uid, source.uid, start, end, code, coder, round_, quote=source.text[start:end])
