"""A copy to share in words: what it lacks, what is coarser, what was looked for, who could be told."""

from collections.abc import Iterator, Sequence

from qualwb.acts.parting import Parted
from qualwb.acts.pseudonyms.leaks import Found
from qualwb.acts.sharing.coarsening import Coarsened
from qualwb.acts.sharing.k_anonymity import Anonymity, Cell
from qualwb.acts.sharing.reasons_against import OriginalsLeft, ReasonAgainst, SmallCells
from qualwb.acts.sharing.wishes import LeftOut, Shared, SharingWishes
from qualwb.analysis.coder_names import is_consensus
from qualwb.exchange.tables.leak_words import where_in_words
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

MOST_CELLS = 20
"""Cells that are listed."""


def shared_in_words(done: Shared, wishes: SharingWishes) -> list[str]:
    """What the copy is, a line each."""
    return [
        _head(done),
        _left_out(done.left_out),
        *map(_coarsened, done.coarsened),
        *_anonymity(done.anonymity),
        *_names(done),
        *_notes(done, wishes),
    ]


def parted_in_words(done: Parted) -> list[str]:
    """What a copy for a coder is, a line each."""
    said = ngettext("{path}: {n} source for {coder}", "{path}: {n} sources for {coder}", done.sources)
    told = said.format(path=done.path, n=done.sources, coder=done.coder)
    left_out = ngettext("{n} coding left out", "{n} codings left out", done.left_out)
    lines = [f"{told}; {left_out.format(n=done.left_out)}; " + _("a new journal.")]
    lines.append(_("It opens in round '{name}'.").format(name=done.round))
    if is_consensus(done.round):
        lines.append(
            _(
                "What is coded in that round counts as decided together: to code apart, begin another round"
                " there (W, or rounds new)."
            )
        )
    if done.blind:
        names = ", ".join(done.blind)
        lines.append(_("Blind rounds, without what others coded: {names}.").format(names=names))
    return lines


def reason_in_words(reason: ReasonAgainst) -> list[str]:
    """What one reason against a copy rests on, a line each: the small cells, or the originals and where."""
    if isinstance(reason, SmallCells):
        return cells_in_words(reason.anonymity)
    return leaks_in_words(reason.places) if isinstance(reason, OriginalsLeft) else []


def cells_in_words(found: Anonymity) -> list[str]:
    """The small cells, the smallest first, and which attributes weigh most."""
    cells = [*found.values, *found.combinations]
    lines = [f"  {_cell(cell)}" for cell in cells[:MOST_CELLS]]
    if len(cells) > MOST_CELLS:
        lines.append("  " + _("and {n} more").format(n=len(cells) - MOST_CELLS))
    if len(found.attributes) > 1:
        without = ", ".join(
            f"{name} {n}" for name, n in sorted(found.left_without.items(), key=lambda item: item[1])
        )
        lines.append(_("Small combinations left without one of them: {without}.").format(without=without))
    return lines


def leaks_in_words(places: Sequence[Found]) -> list[str]:
    """Each word that should not be there, and where it is."""
    return [f"  {leak.word}: {where_in_words(leak.where)}" for leak in places[:MOST_CELLS]]


def _head(done: Shared) -> str:
    sources = ngettext("{n} source", "{n} sources", done.sources).format(n=done.sources)
    codings = ngettext("{n} coding", "{n} codings", done.codings).format(n=done.codings)
    said = (
        _("{path}: {sources}, {codings}.")
        if done.written
        else _("Not written: {path}, {sources}, {codings}.")
    )
    return said.format(path=done.path, sources=sources, codings=codings)


def _left_out(left: LeftOut) -> str:
    n = left.former_texts
    counted = (
        (n, ngettext("{n} former text", "{n} former texts", n)),
        (left.queries, ngettext("{n} saved query", "{n} saved queries", left.queries)),
        (left.memos, ngettext("{n} memo", "{n} memos", left.memos)),
        (left.summaries, ngettext("{n} summary", "{n} summaries", left.summaries)),
        (left.blanked_turns, ngettext("words of {n} turn", "words of {n} turns", left.blanked_turns)),
        (left.coders, ngettext("the name of {n} coder", "the names of {n} coders", left.coders)),
    )
    told = [text.format(n=number) for number, text in counted if number]
    told.append(_("the journal") if left.journal else _("what undo would need"))
    told.append(_("file names and import reports"))
    return _("Left out: {things}.").format(things=", ".join(told))


def _coarsened(one: Coarsened) -> str:
    values = ngettext("{n} value", "{n} values", one.values).format(n=one.values)
    if one.left_out:
        left_out = ngettext("{n} of them left out", "{n} of them left out", one.left_out)
        values = f"{values}, {left_out.format(n=one.left_out)}"
    return _("Coarser: {rule} ({values}).").format(rule=one.told, values=values)


def _anonymity(found: Anonymity) -> Iterator[str]:
    if found.k is None:
        yield _("The copy has no attributes of participants.")
        return
    names = ", ".join(found.attributes)
    if found.is_kept:
        said = _("Attributes: at least {k} of {n} people share each combination of {names}.")
        yield said.format(k=found.k, n=found.people, names=names)
        return
    yield _("Small cells are in the copy; persons may be known by them:")
    yield from cells_in_words(found)


def _cell(cell: Cell) -> str:
    values = ", ".join(f"{name} = {value or _('not known')}" for name, value in cell.values)
    people = ngettext("{n} person", "{n} people", cell.people).format(n=cell.people)
    return f"{values}: {people}"


def _names(done: Shared) -> Iterator[str]:
    if done.still_open:
        n = len(done.still_open)
        said = ngettext("{n} name is still open: {names}.", "{n} names are still open: {names}.", n)
        yield said.format(n=n, names=", ".join(done.still_open))
    leaks = [one for one in done.found if one.is_leak]
    reasons = {one.word: one.why for one in done.found if not one.is_leak}
    if leaks:
        yield _("Originals that are in the copy even so:")
        yield from leaks_in_words(leaks)
    elif done.originals:
        yield ngettext(
            "{n} original was looked for in the copy: it is no name there.",
            "{n} originals were looked for in the copy: none is a name there.",
            done.originals,
        ).format(n=done.originals)
    if reasons:
        told = "; ".join(f"{word} ({why})" for word, why in sorted(reasons.items()))
        yield _("Words like them that may stand there: {words}.").format(words=told)


def _notes(done: Shared, wishes: SharingWishes) -> Iterator[str]:
    if done.left_out.blind:
        names = ", ".join(done.left_out.blind)
        yield _("Blind rounds, without what others coded: {names}.").format(names=names)
    if wishes.quotes_only and not wishes.without_memos:
        yield _("Memos are in it as they are: they may repeat words that were blanked (--without-memos).")
