"""Suggestions as tables."""

from collections.abc import Sequence
from dataclasses import asdict

from qualwb.cli.evaluation_words import methods_in_words
from qualwb.exchange.numbers import share
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _
from qualwb.shortening import shortened
from qualwb.suggest.candidates import CandidateCode
from qualwb.suggest.evaluation_tasks import HeadingsTouched, Recall
from qualwb.suggest.ranking import VERSION, Suggestion

WIDTH = 80
"""Characters of an example that a table shows."""


def codes_table(passage: str, suggestions: Sequence[Suggestion], why_unsure: str = "") -> Table:
    """Codes suggested for one passage, each with its reasons, and why they have no probability if so."""
    return Table(
        (_("rank"), _("code"), _("score"), _("probability"), _("because")),
        [
            [
                rank,
                found.code,
                found.score,
                share(found.probability),
                "; ".join(reason.text for reason in found.reasons),
            ]
            for rank, found in enumerate(suggestions, start=1)
        ],
        notes=(why_unsure or probability_in_words(),) if suggestions else (),
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
                        {
                            "kind": reason.kind,
                            "share": reason.share,
                            "words": list(reason.words),
                            "place": _place(reason.place),
                        }
                        for reason in found.reasons
                    ],
                }
                for rank, found in enumerate(suggestions, start=1)
            ],
        },
    )


def probability_in_words() -> str:
    """What a probability means."""
    return _(
        "Probability: if the passage is to be coded. Of ten suggestions at 70 % for coded passages, seven "
        "were codes that the coders had given, in groups that were left out when it was worked out. It does "
        "not tell whether the passage is worth a code."
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
                f"{found.examples[0].place}: {shortened(found.examples[0].text, WIDTH)}"
                if found.examples
                else None,
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
    named = methods_in_words()
    rows: list[list[Cell]] = [[named[name], *at.values()] for name, at in found.recall.items()]
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


def _place(place: object) -> dict[str, object] | None:
    return asdict(place) if place is not None else None  # type: ignore[call-overload]
