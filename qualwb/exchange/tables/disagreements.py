"""Where coders disagree, and which codes are taken for which, as tables."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from qualwb.exchange.numbers import Count, defined, percent
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.analysis.agreement.confusion import Confusion
    from qualwb.analysis.agreement.disagreements import CoderSide, Decision, Disagreement, Disagreements


def disagreements_table(result: "Disagreements", shown: Iterable["Disagreement"]) -> Table:
    """A row a disagreement, the dearest first."""
    shown = list(shown)
    two = len(result.coders) == 2
    heads = result.coders if two else (_("first coder"), _("second coder"))
    return Table(
        (
            *(_("id"), _("what"), _("source"), _("turns"), *heads, _("characters"), _("cost")),
            *(_("decided"), _("passage")),
        ),
        [_row(one, named=not two) for one in shown],
        notes=_notes(result),
        numeric=frozenset({6, 7}),
        data=lambda: _data(result, shown),
        caption=_("Disagreements"),
    )


def kind_in_words(kind: str) -> str:
    """What a disagreement is about."""
    return {
        "border": _("different borders"),
        "other code": _("other code"),
        "missed": _("missed"),
        "agreed": _("agreed"),
    }[kind]


def decision_in_words(decision: "Decision | None") -> str:
    """What was decided; nothing where nothing was."""
    if decision is None:
        return ""
    if decision.taken_from is not None:
        return _("as {coder}").format(coder=decision.taken_from)
    return {"both": _("both"), "neither": _("neither"), "new": _("a new passage or code")}[decision.outcome]


def settled_in_words(one: "Disagreement") -> str:
    """What was decided, and between whom where that was not on these codings alone."""
    told = decision_in_words(one.decision)
    if not one.settled_with:
        return told
    if set(one.settled_with) == {side.coder for side in one.sides}:
        return _("{what} (settled on other codings of theirs)").format(what=told)
    return _("{what} (settled between {coders})").format(what=told, coders=", ".join(one.settled_with))


def side_in_words(side: "CoderSide") -> str:
    """What a coder has: the code, or that there is nothing."""
    return _("(nothing)") if side.code is None else side.code


def confusion_table(result: "Confusion", *, every_code: bool = False) -> Table:
    """Units by what the first coder (rows) and the second (columns, by number) called them.

    Codes that were never taken for another one are left out, unless ``every_code``.
    """
    codes = list(result.codes if every_code else filter(result.apart, result.codes))
    labels: list[str | None] = [*codes, None]
    heads = [*map(str, range(1, len(codes) + 1)), _("(nothing)")]
    rows: list[tuple[Cell, ...]] = [
        (
            _("(nothing)") if a is None else f"{number} {a}",
            *(None if a is b is None else Count(result.counts.get((a, b), 0)) for b in labels),
        )
        for number, a in enumerate(labels, 1)
    ]
    left_out = len(result.codes) - len(codes)
    first, second = result.coders
    notes = [
        _(
            "Rows: {first}; columns: {second}, by the numbers of the rows. Units in the round '{round}'."
        ).format(first=first, second=second, round=result.round),
        _("Other code: on the same words, overlap by union at least {threshold}.").format(
            threshold=percent(result.threshold)
        ),
    ]
    if left_out:
        said = ngettext(
            "{n} code was never taken for another one and is left out (--every-code shows it).",
            "{n} codes were never taken for another one and are left out (--every-code shows them).",
            left_out,
        )
        notes.append(said.format(n=left_out))
    return Table(
        (_("Code"), *heads),
        rows,
        notes=(*notes, *result.notes),
        data=lambda: {
            "coders": list(result.coders),
            "round": result.round,
            "threshold": result.threshold,
            "codes": list(result.codes),
            "counts": [{"first": a, "second": b, "units": n} for (a, b), n in result.counts.items()],
            "notes": [*notes, *result.notes],
        },
        numeric=frozenset(range(1, len(labels) + 1)),
        row_heads=True,
        caption=_("Codes taken for other codes"),
    )


def _row(one: "Disagreement", *, named: bool) -> tuple[Cell, ...]:
    sides = (side_in_words(side) for side in one.sides)
    if named:
        sides = (f"{_who(side, one)}: {side_in_words(side)}" for side in one.sides)
    return (
        *(one.id, kind_in_words(one.kind), one.source, _turns(one), *sides),
        *(one.characters, defined(one.cost), _decided(one), " ".join(one.quote.split())),
    )


def _who(side: "CoderSide", one: "Disagreement") -> str:
    """The coder, with all others who have nothing there either."""
    return side.coder if side.codings else ", ".join((side.coder, *one.missed_too))


def _turns(one: "Disagreement") -> str:
    return "–".join(dict.fromkeys(map(str, one.turns or ())))


def _decided(one: "Disagreement") -> str:
    """What was decided, by whom and why."""
    if one.decision is None:
        return settled_in_words(one)
    return " – ".join(filter(None, (settled_in_words(one), one.decision.by, one.decision.reason)))


def _notes(result: "Disagreements") -> tuple[str, ...]:
    n = len(result.found)
    told = ngettext(
        "{n} disagreement in the round '{round}', {decided} decided; alike to the letter: {agreed}.",
        "{n} disagreements in the round '{round}', {decided} decided; alike to the letter: {agreed}.",
        n,
    ).format(n=n, round=result.round, decided=result.decided, agreed=result.agreed)
    cost = _("Cost: what the mean of the codes' |u-alpha would gain, were the two equal; the dearest first.")
    return (told, *_several_missed(result), cost, *result.notes)


def _several_missed(result: "Disagreements") -> tuple[str, ...]:
    """How many are counted once that would be several, taking the coders two by two."""
    n = sum(bool(one.missed_too) for one in result.found)
    pairs = len(result.found) + sum(len(one.missed_too) for one in result.found)
    told = ngettext(
        "{n} of them was missed by several coders and is counted once; two by two there are {pairs}.",
        "{n} of them were missed by several coders and are counted once; two by two there are {pairs}.",
        n,
    )
    return (told.format(n=n, pairs=pairs),) if n else ()


def _data(result: "Disagreements", shown: Iterable["Disagreement"]) -> dict[str, object]:
    return {
        "round": result.round,
        "coders": list(result.coders),
        "threshold": result.threshold,
        "agreed": result.agreed,
        "decided": result.decided,
        "disagreements": [_one(one) for one in shown],
        "rules": {name: asdict(rule) for name, rule in result.rules.items()},
        "notes": list(_notes(result)),
    }


def _one(one: "Disagreement") -> dict[str, object]:
    """A disagreement for json; codings by their stable ids."""
    data = asdict(one)
    if one.decision is not None:
        del data["decision"]["codings"]
    for side in data["sides"]:
        for coding in side["codings"]:
            del coding["key"]
    return data
