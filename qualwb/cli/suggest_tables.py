"""Suggestions as tables."""

from collections.abc import Sequence
from dataclasses import asdict

from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _
from qualwb.suggest.candidates import CandidateCode
from qualwb.suggest.evaluation_tasks import HeadingsTouched, Recall
from qualwb.suggest.ranking import VERSION, Suggestion
from qualwb.suggest.similar import Likeness, Similar


def codes_table(passage: str, suggestions: Sequence[Suggestion]) -> Table:
    """Codes suggested for one passage, each with its reasons."""
    return Table(
        (_("rank"), _("code"), _("score"), _("probability"), _("because")),
        [
            [
                rank,
                found.code,
                found.score,
                found.probability,
                "; ".join(reason.text for reason in found.reasons),
            ]
            for rank, found in enumerate(suggestions, start=1)
        ],
        numeric=frozenset({0, 2, 3}),
        data={
            "passage": passage,
            "suggester": VERSION,
            "suggestions": [
                {
                    "rank": rank,
                    "code": found.code,
                    "score": found.score,
                    "probability": found.probability,
                    "reasons": [
                        {"kind": reason.kind, "words": list(reason.words), "place": _place(reason.place)}
                        for reason in found.reasons
                    ],
                }
                for rank, found in enumerate(suggestions, start=1)
            ],
        },
    )


def candidates_table(candidates: Sequence[CandidateCode]) -> Table:
    """Candidate codes with how often, in which groups, and where they are said first."""
    columns = (_("candidate"), _("times"), _("groups"), _("said as"), _("code"), _("example"))
    return Table(
        columns,
        [
            [
                found.phrase,
                found.count,
                len(found.groups),
                ", ".join(found.variants[:4]),
                found.code,
                f"{found.examples[0].place}: {_line(found.examples[0].text)}" if found.examples else None,
            ]
            for found in candidates
        ],
        numeric=frozenset({1, 2}),
        data=lambda: [
            {
                "phrase": found.phrase,
                "variants": list(found.variants),
                "count": found.count,
                "groups": list(found.groups),
                "code": found.code,
                "score": round(found.score, 4),
                "places": [asdict(place) for place in found.places],
                "examples": [{"text": e.text, "place": asdict(e.place)} for e in found.examples],
            }
            for found in candidates
        ],
    )


def similar_table(query: Likeness, found: Sequence[Similar]) -> Table:
    """Turns like a code or theme, with whether they have it already."""
    columns = (_("place"), _("group"), _("text"), _("score"), _("coded"), _("because"))
    return Table(
        columns,
        [
            [
                str(one.passage.place),
                one.passage.place.group,
                _line(one.passage.text),
                one.score,
                one.coded,
                "; ".join(reason.text for reason in one.reasons),
            ]
            for one in found
        ],
        numeric=frozenset({3}),
        data={
            "query": query.name,
            "codes": list(query.codes),
            "similar": [
                {
                    "text": one.passage.text,
                    "place": asdict(one.passage.place),
                    "score": one.score,
                    "coded": one.coded,
                    "reasons": [{"kind": r.kind, "words": list(r.words)} for r in one.reasons],
                }
                for one in found
            ],
        },
    )


def headings_table(found: HeadingsTouched) -> Table:
    """Whether candidate phrases of a code's passages touch its name."""
    return Table(
        (_("phrases"), _("codes"), _("names touched"), _("other names touched")),
        [[k, found.codes, share, found.by_chance[k]] for k, share in found.touched.items()],
        notes=(
            _("Touched: a phrase shares a base form, a compound part or a stem of {n} letters.").format(n=5),
        ),
        numeric=frozenset({0, 1, 2, 3}),
        data={
            "task": "candidates",
            "codes": found.codes,
            "touched": {str(k): share for k, share in found.touched.items()},
            "by_chance": {str(k): share for k, share in found.by_chance.items()},
            "phrases": {name: list(phrases) for name, phrases in found.phrases.items()},
        },
    )


def recall_table(found: Recall) -> Table:
    """How many passages of a code are found among the first ones."""
    rows: list[list[Cell]] = [[name, *at.values()] for name, at in found.recall.items()]
    return Table(
        (_("query"), *(_("recall at {k}").format(k=k) for k in (5, 10, 20))),
        rows,
        notes=(
            _("{n} searches over {passages} passages.").format(n=found.searches, passages=found.passages),
        ),
        numeric=frozenset({1, 2, 3}),
        data={
            "task": "similar",
            "n": found.searches,
            "passages": found.passages,
            "recall": {name: {str(k): share for k, share in at.items()} for name, at in found.recall.items()},
        },
    )


def _line(text: str, width: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def _place(place: object) -> dict[str, object] | None:
    return asdict(place) if place is not None else None  # type: ignore[call-overload]
