"""Passages and what was written, joined: where each stands, its code, and which of two texts is in use."""

from typing import Any

from qualwb.acts.merging.contest import (
    OURS,
    TARGETS,
    THEIRS,
    Contest,
    Pair,
    memo_of,
    place_of,
    told_mark,
    weight_of,
    weightier,
)
from qualwb.acts.merging.history import History, as_text
from qualwb.acts.merging.rules import WRITTEN
from qualwb.acts.merging.state import PASSAGES, Kind, Mark, Values
from qualwb.localization import gettext as _
from qualwb.model import Code, Coder, Coding, Memo, PrintVersion


def place(kind: Kind, row: Values) -> Values:
    """Where a passage stands, with its words."""
    return {name: row[name] for name in ("start", "end", "orphaned_from", PASSAGES[kind])}


def targets_of(contest: Contest, mark: Mark, pair: Pair) -> Values:
    """What a memo hangs on and its place there, in one piece: it may follow codes that were merged."""
    if all(pair[OURS][name] == pair[THEIRS][name] for name in TARGETS):
        return {}
    side = contest.newer(Memo, mark, TARGETS, pair)
    if side is None:
        side = weightier(pair, lambda row: weight_of(contest.what(Memo, mark, row)))
    return {name: pair[side][name] for name in TARGETS} | place(Memo, pair[side])


def placed(contest: Contest, kind: Kind, mark: Mark, pair: Pair) -> Values:
    """Where a memo or print version stands."""
    side = place_side(contest, kind, mark, pair)
    return place(kind, pair[weightier(pair, _place_weight) if side is None else side])


def place_side(contest: Contest, kind: Kind, mark: Mark, pair: Pair) -> int | None:
    """Whose place of a passage holds; None where both moved its edges, or no journal tells."""
    mine, others = pair
    if place(kind, mine) == place(kind, others):
        return OURS
    placed = [row["start"] is not None and row["orphaned_from"] is None for row in pair]
    if placed[OURS] != placed[THEIRS]:
        return int(placed[THEIRS])
    if not any(placed):
        return weightier(pair, _place_weight)
    side = contest.newer(kind, mark, ("start", "end", PASSAGES[kind]), pair)
    if side is None and not any(_moved(past, kind, mark) for past in contest.pasts):
        side = contest.text_sides.get(mine["source_id"])
    return side


def _moved(past: History, kind: Kind, mark: Mark) -> bool:
    return any((kind, mark, name) in past.formers for name in ("start", "end"))


def coded(contest: Contest, mark: Mark, row: Values, pair: Pair) -> Values:
    """Code and place of a coding. Where both gave it another one, both codings are kept."""
    same_code = pair[OURS]["code_id"] == pair[THEIRS]["code_id"]
    code_side = OURS if same_code else contest.newer(Coding, mark, ("code_id",), pair)
    where_side = place_side(contest, Coding, mark, pair)
    if code_side is not None and where_side is not None:
        return _coded(pair[code_side], pair[where_side])
    bundles = [
        _coded(
            one if code_side is None else pair[code_side],
            one if where_side is None else pair[where_side],
        )
        for one in pair
    ]
    return bundles[_contested_coding(contest, mark, row, bundles)]


def _contested_coding(contest: Contest, mark: Mark, row: Values, bundles: list[Values]) -> int:
    """Which code and place a coding keeps; with the other ones there is a coding of its own."""
    # By the name that a code has when all is joined: what it was called before differs between the two.
    names = [contest.rows[Code].get(one["code_id"], {}).get("name", "") for one in bundles]
    labels = [as_text([name, one["start"], one["end"]]) for name, one in zip(names, bundles, strict=True)]
    marks = [told_mark(Coding, mark, "place", label) for label in labels]
    kept = [any(one in state.rows[Coding] for state in (contest.ours, contest.theirs)) for one in marks]
    side = int(kept[OURS]) if kept[OURS] != kept[THEIRS] else weightier(labels, weight_of)
    other, mine = {**row, **bundles[1 - side]}, contest.ours.rows[Coding][mark]
    stands = place_of(other) in contest.coded_places and place_of(other) != place_of(mine)
    if not any(kept) and not stands:
        contest.rows[Coding][marks[1 - side]] = {**other, "origin": "merge"}
        in_use, beside = (contest.what(Coding, mark, one) for one in ({**row, **bundles[side]}, other))
        done = _("both codings are kept")
        contest.findings.conflict(Coding, in_use, "place", in_use, beside, done)
    return side


def latest(contest: Contest, kind: Kind, mark: Mark, row: Values, pair: Pair) -> Values:
    """What was written last, with author and moment; the other text is kept under a mark of its own."""
    columns = WRITTEN[kind]
    together = (*columns, "coder_id", "updated_at")
    if all(pair[OURS][name] == pair[THEIRS][name] for name in columns):
        side = weightier(pair, lambda one: (one["updated_at"], contest.label(Coder, one["coder_id"])))
        return {name: pair[side][name] for name in together}
    newer = contest.newer(kind, mark, columns, pair)
    side = _latest_side(contest, kind, mark, row, pair) if newer is None else newer
    return {name: pair[side][name] for name in together}


def _latest_side(contest: Contest, kind: Kind, mark: Mark, row: Values, pair: Pair) -> int:
    told = [_kept_text(contest, kind, mark, one) for one in pair]
    if told[OURS] != told[THEIRS]:
        return int(told[OURS])
    side = weightier(pair, lambda one: (one["updated_at"], *weight_of(one["text"])))
    other = pair[1 - side]
    if not all(told):
        if kind is Memo:
            author = contest.coder(contest.pasts[1 - side].author(kind, mark, "text"), other["coder_id"])
            beside = {**row, "text": other["text"], "coder_id": author, "updated_at": other["updated_at"]}
            contest.rows[Memo][told_mark(kind, mark, "text", other["text"])] = beside
        else:
            target = contest.hangs_on(kind, mark, row)
            if kind is PrintVersion and row["orphaned_from"] is None:
                target |= {"start": row["start"], "end": row["end"], "quote": row["verbatim"]}
            contest.tell(kind, mark, "text", other["text"], target, other["coder_id"])
        what, done = contest.what(kind, mark, row), _("the other one is kept in a memo")
        contest.findings.conflict(kind, what, "text", pair[side]["text"], other["text"], done)
    return side


def _kept_text(contest: Contest, kind: Kind, mark: Mark, row: Values) -> bool:
    if contest.told(kind, mark, "text", row["text"]):
        return True
    if kind is not Memo or memo_of(row) == memo_of(contest.ours.rows[Memo][mark]):
        return False
    return memo_of(row) in contest.memos_there


def _place_weight(row: Values) -> tuple[Any, ...]:
    return row["orphaned_from"] is None, -(row["start"] or 0), row["end"] or 0


def _coded(code: Values, where: Values) -> Values:
    return {"code_id": code["code_id"], **place(Coding, where)}
