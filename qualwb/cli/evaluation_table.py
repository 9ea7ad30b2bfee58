"""The evaluation of suggested codes as a table."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from qualwb.cli.evaluation_words import methods_in_words
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import decimal, ngettext
from qualwb.localization import gettext as _
from qualwb.suggest.evaluation import Evaluation
from qualwb.suggest.figures import Gain, Interval, Reliability, Score
from qualwb.suggest.ranking import VERSION


def evaluation_table(found: Evaluation) -> Table:
    """The ranking of codes measured, beside baselines and other configurations."""
    columns = (_("method"), "MRR", _("top 1"), _("top 3"), _("top 5"), _("ahead in MRR (95 %)"))
    return Table(
        columns,
        [*_rows(found)],
        title=_("{n} passages, {codes} codes, {groups} groups").format(
            n=found.passages, codes=found.codes, groups=len(found.groups)
        ),
        notes=tuple(_notes(found)),
        numeric=frozenset(range(1, 5)),
        data=_data(found),
    )


def _rows(found: Evaluation) -> Iterator[list[Cell]]:
    named = methods_in_words()
    yield [_("qualwb"), *_cells(found.score), ""]
    for name, way in found.ways.items():
        yield [f"qualwb, {named[name]}", *_cells(way.score), _ahead(way.ahead)]
    for name, score in found.baselines.items():
        yield [named[name], *_cells(score), _ahead(found.ahead[name])]
    for name, score in found.configurations.items():
        yield [f"qualwb, {named[name]}", *_cells(score), ""]
    for known, score in found.curve.items():
        yield [_("qualwb, {k} passages a code").format(k=known), *_cells(score), ""]
    for group, score in found.by_group.items():
        yield [group, *_cells(score), ""]


def _notes(found: Evaluation) -> Iterator[str]:
    yield _("One group left out at a time; its text and codings are unknown to what is measured on it.")
    intervals = ", ".join(f"{name} {_from_to(interval)}" for name, interval in found.intervals.items())
    yield _("95 % intervals over passages: {intervals}.").format(intervals=intervals)
    if found.with_definitions:
        yield _("Evidence: names, passages and definitions.")
    else:
        yield _("Evidence: names and passages, no definitions.")
    if found.encoder:
        gain = _gained(found.gains["meaning"])
        yield _("What texts mean ({encoder}) adds {gain} to MRR.").format(encoder=found.encoder, gain=gain)
    else:
        yield _("Texts are compared by words alone: there is no encoder, or none is to be used.")
    yield ngettext(
        "Weights learnt from the codings add {gain} to MRR; they were taken for {n} group of {of}.",
        "Weights learnt from the codings add {gain} to MRR; they were taken for {n} groups of {of}.",
        found.learnt,
    ).format(gain=_gained(found.gains["learnt weights"]), n=found.learnt, of=len(found.groups))
    if found.reliability is None:
        yield _("Too few codings to say how probable it is that a suggestion is right.")
    else:
        yield from _on_reliability(found.reliability)


def _on_reliability(found: Reliability) -> Iterator[str]:
    yield _("Probabilities of {n} suggestions: expected calibration error {error}.").format(
        n=found.suggestions, error=decimal(found.error, 3)
    )
    bins = "; ".join(
        f"{decimal(one.low, 1)}-{decimal(one.high, 1)}: "
        f"{decimal(one.predicted)} {decimal(one.right)} ({one.suggestions})"
        for one in found.bins
    )
    yield _("By probability, said and right (suggestions): {bins}.").format(bins=bins)


def _data(found: Evaluation) -> dict[str, Any]:
    return {
        "task": "codes",
        "n": found.passages,
        "codes": found.codes,
        **asdict(found.score),
        "ci": _pairs(found.intervals),
        "baselines": {name: asdict(score) for name, score in found.baselines.items()},
        "ahead": _pairs(found.ahead),
        "macro_top3": found.macro_top3,
        "configurations": {name: asdict(score) for name, score in found.configurations.items()},
        "learning_curve": {known: asdict(score) for known, score in found.curve.items()},
        "by_group": {group: asdict(score) for group, score in found.by_group.items()},
        "evidence": ["names", "passages", *(["definitions"] if found.with_definitions else [])],
        "left_out": "group",
        "suggester": VERSION,
        "encoder": found.encoder,
        "ways": {
            name: {
                **asdict(way.score),
                "ci": _pairs(way.intervals),
                "ahead": [way.ahead.low, way.ahead.high],
            }
            for name, way in found.ways.items()
        },
        "gains": {
            name: {"mrr": gain.mrr, "ci": [gain.interval.low, gain.interval.high]}
            for name, gain in found.gains.items()
        },
        "learnt_weights_taken": found.learnt,
        "calibration": asdict(found.reliability) if found.reliability else None,
    }


def _pairs(intervals: Any) -> dict[str, list[float]]:
    return {name: [interval.low, interval.high] for name, interval in intervals.items()}


def _cells(score: Score) -> list[Cell]:
    return [score.mrr, score.top1, score.top3, score.top5]


def _from_to(interval: Interval) -> str:
    return f"{decimal(interval.low, 3)}-{decimal(interval.high, 3)}"


def _ahead(interval: Interval) -> str:
    return f"{_signed(interval.low)} {_signed(interval.high)}"


def _gained(gain: Gain) -> str:
    return f"{_signed(gain.mrr)} ({_ahead(gain.interval)})"


def _signed(value: float) -> str:
    return ("" if value < 0 else "+") + decimal(value, 3)
