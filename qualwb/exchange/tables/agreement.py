"""Agreement between coders as tables."""

from typing import Any

from qualwb.analysis.agreement.coder_agreement import CoderAgreement, LabelAgreement
from qualwb.analysis.agreement.traced import TracedLabel
from qualwb.exchange.agreement_words import agreement_notes, label_head
from qualwb.exchange.numbers import UNDEFINED, defined
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _

FEW_SIGN = "*"
"""Marks a row that rests on few units."""


def agreement_table(found: CoderAgreement) -> Table:
    """A code a line: characters first, then passages. More than two coders: all together, then each pair.

    The figures over all codes, and what they rest on, stand below.
    """
    return _of_several(found) if found.pairs else _of_two(found)


def _of_two(found: CoderAgreement) -> Table:
    first, second = found.coders
    only, units = _("Only {coder}"), _("Units {coder}")
    return Table(
        (
            *(label_head(found.kind), only.format(coder=first), only.format(coder=second), _("Both")),
            *(_("Jaccard"), _("|u-alpha")),
            *(units.format(coder=first), units.format(coder=second), _("Matched"), ""),
        ),
        [_cells(row) for row in found.labels],
        notes=agreement_notes(found),
        data=lambda: agreement_data(found),
        numeric=frozenset(range(1, 9)),
        row_heads=True,
        caption=_("Agreement between the coders"),
    )


def _of_several(found: CoderAgreement) -> Table:
    tables = (found, *found.pairs)
    return Table(
        (
            *(_("Coders"), label_head(found.kind), _("Only first"), _("Only second"), _("Both")),
            *(_("Jaccard"), _("|u-alpha"), _("Units first"), _("Units second"), _("Matched"), ""),
        ),
        [(_together(table.coders), *_cells(row)) for table in tables for row in table.labels],
        notes=agreement_notes(found),
        data=lambda: agreement_data(found),
        numeric=frozenset(range(2, 10)),
        caption=_("Agreement between the coders"),
        row_parts=[_together(table.coders) for table in tables for _row in table.labels],
    )


def alphas_table(found: CoderAgreement) -> Table:
    """|u-alpha of each code, of all coders and of each pair: the table of several coders in short."""
    pairs = [{row.key: row.alpha for row in pair.labels} for pair in found.pairs]
    return Table(
        (label_head(found.kind), _("All coders"), *(_together(pair.coders) for pair in found.pairs), ""),
        [
            (
                row.name,
                defined(row.alpha),
                *(defined(alphas[row.key]) if row.key in alphas else None for alphas in pairs),
                FEW_SIGN if row.is_few else None,
            )
            for row in found.labels
        ],
        numeric=frozenset(range(1, len(pairs) + 2)),
        row_heads=True,
        caption=_("Agreement between the coders (|u-alpha)"),
    )


def _together(coders: tuple[str, ...]) -> str:
    return " – ".join(coders)


def _cells(row: LabelAgreement) -> tuple[Cell, ...]:
    met = row.met
    sign = FEW_SIGN if row.is_few else None
    if met is None:
        return (row.name, *[UNDEFINED] * 4, defined(row.alpha), *[UNDEFINED] * 3, sign)
    return (
        *(row.name, met.only_a, met.only_b, met.both, defined(met.jaccard), defined(row.alpha)),
        *(met.units_a, met.units_b, met.matched, sign),
    )


def agreement_data(found: CoderAgreement) -> dict[str, Any]:
    """What json prints; of more than two coders also each pair."""
    overall = found.overall
    intervals = {
        name: None if one is None else [one.low, one.high]
        for name, one in (("where", overall.where_interval), ("what", overall.what_interval))
    }
    data = {
        "coders": list(found.coders),
        "round": found.round,
        "sources": list(found.sources),
        "unit": "characters",
        "threshold": found.threshold,
        "codes": [_label_data(row) for row in found.labels],
        "overall": {
            "where": overall.where,
            "what": overall.what,
            "coverage": overall.coverage,
            "intervals": intervals,
        },
        "notes": list(agreement_notes(found)),
    }
    if found.pairs:
        data["pairs"] = [agreement_data(pair) for pair in found.pairs]
    return data


def _label_data(row: LabelAgreement) -> dict[str, Any]:
    met = row.met
    names = ("only_a", "only_b", "both", "units_a", "units_b", "matched", "jaccard")
    return {
        "name": row.name,
        **{name: None if met is None else getattr(met, name) for name in names},
        "alpha": row.alpha,
    }


def traced_table(found: TracedLabel) -> Table:
    """The stretches of a code, each with who has coded it; the characters add up to the cells of its row."""
    both = _("both") if len(found.coders) == 2 else _("all")
    notes = (
        *found.chosen,
        _("Stretches of the text that the same coders have coded; code points from start to end."),
    )
    return Table(
        (
            *(_("Coded by"), _("Source"), _("Turns"), _("Start"), _("End"), _("Characters"), _("Passage")),
            _("Codings"),
        ),
        [
            (
                both if one.coders == found.coders else ", ".join(one.coders),
                one.source,
                _turns(one.turns),
                *(one.start, one.end, one.end - one.start),
                " ".join(one.text.split()),
                ", ".join(map(str, one.codings)),
            )
            for one in found.stretches
        ],
        title=_("{code}: who has coded what").format(code=found.label),
        notes=notes,
        data=lambda: _traced_data(found),
        numeric=frozenset({3, 4, 5}),
    )


def _turns(turns: tuple[int, int] | None) -> str:
    if turns is None:
        return ""
    return str(turns[0]) if turns[0] == turns[1] else f"{turns[0]}–{turns[1]}"


def _traced_data(found: TracedLabel) -> dict[str, Any]:
    return {
        "code": found.label,
        "coders": list(found.coders),
        "round": found.round,
        "passages": [
            {
                "coders": list(one.coders),
                "source": one.source,
                "turns": list(one.turns or ()),
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "codings": list(one.codings),
            }
            for one in found.stretches
        ],
    }
