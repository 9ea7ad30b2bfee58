"""Turns that answer a question, or that are like a passage or a code, as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.shortening import shortened
from qualwb.suggest.project_turns import SearchedTurn
from qualwb.suggest.similar import Likeness, Similar
from qualwb.suggest.turn_search import AnsweringTurns

WIDTH = 100
"""Characters of a turn that a table shows."""


def answers_table(asked: dict[str, Any], encoder: str | None, answers: AnsweringTurns) -> Table:
    """Turns that answer a question or are like a passage; json also tells what was asked.

    ``encoder`` is told where a turn was compared by its meaning.
    """
    encoder = encoder if answers.by_meaning else None
    told = {"encoder": encoder, "searched": answers.searched, "above_noise": answers.above}
    rows = [(one.turn, one.score, one.because) for one in answers.found]
    data = [
        {**_data(one.turn, one.score), "words": list(one.words), "meaning": one.meaning}
        for one in answers.found
    ]
    return _table(rows, {**asked, **told, "answers": data}, _notes(answers, encoder))


def similar_table(
    query: Likeness, encoder: str | None, found: Sequence[Similar], turns: Iterable[SearchedTurn]
) -> Table:
    """Turns that are like a code or theme; ``turns`` tell who says them, and what codes stand there."""
    spoken = {turn.place: turn for turn in turns}
    here = [(spoken[one.passage.place], one) for one in found]
    rows = [(turn, one.score, "; ".join(reason.text for reason in one.reasons)) for turn, one in here]
    data = [
        {
            **_data(turn, one.score),
            "coded": one.coded,
            "reasons": [{"kind": reason.kind, "words": list(reason.words)} for reason in one.reasons],
        }
        for turn, one in here
    ]
    return _table(
        rows, {"query": query.name, "codes": list(query.codes), "encoder": encoder, "answers": data}
    )


def _table(
    rows: Sequence[tuple[SearchedTurn, float, str]], data: dict[str, Any], notes: tuple[str, ...] = ()
) -> Table:
    """Turns, with how near they are and what speaks for it: a row each."""
    columns = (
        *(_("Group"), _("Source"), _("Turn"), _("Speaker")),
        *(_("Text"), _("Codes"), _("Score"), _("Because")),
    )
    return Table(
        columns,
        [
            (
                *(turn.place.group, turn.place.source, turn.number, turn.speaker or None),
                *(shortened(turn.text, WIDTH), "; ".join(turn.codes) or None, score, because),
            )
            for turn, score, because in rows
        ],
        notes=notes,
        numeric=frozenset({2, 6}),
        caption=_("Places found"),
        data=data,
    )


def _notes(answers: AnsweringTurns, encoder: str | None) -> tuple[str, ...]:
    shown = len(answers.found)
    of_all = ngettext(
        "{n} turn of {all} is above noise.", "{n} turns of {all} are above noise.", answers.above
    )
    notes = [of_all.format(n=answers.above, all=answers.searched)]
    if shown + answers.rest > answers.above:
        notes.append(_("Those with the words are listed all the same, the nearest first."))
    if answers.rest:
        notes.append(_("{n} shown; more with --top.").format(n=shown))
    if encoder is not None and 0 < answers.without_meaning < answers.searched:
        notes.append(_("Of {n} the meaning is not known yet.").format(n=answers.without_meaning))
    return tuple(notes)


def _data(turn: SearchedTurn, score: float) -> dict[str, Any]:
    return {
        **asdict(turn.place),
        "turn": turn.number,
        "speaker": turn.speaker,
        "text": turn.text,
        "codes": list(turn.codes),
        "score": score,
    }
