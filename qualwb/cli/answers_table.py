"""Turns that answer a question, or that are like a passage, as a table."""

from dataclasses import asdict
from typing import Any

from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.suggest.turn_search import AnsweringTurns, FoundTurn

WIDTH = 100
"""Characters of a turn that a table shows."""


def answers_table(asked: dict[str, Any], encoder: str | None, answers: AnsweringTurns) -> Table:
    """The turns with their place, speaker and what speaks for them; json also tells what was asked."""
    columns = (_("Group"), _("Source"), _("Turn"), _("Speaker"), _("Text"), _("Score"), _("Because"))
    return Table(
        columns,
        [
            (
                *(one.turn.place.group, one.turn.place.source, one.turn.number, one.turn.speaker or None),
                *(_line(one), one.score, one.because),
            )
            for one in answers.found
        ],
        notes=_notes(answers, encoder),
        numeric=frozenset({2, 5}),
        caption=_("Places found"),
        data={
            **asked,
            "encoder": encoder,
            "searched": answers.searched,
            "above_noise": answers.above,
            "answers": [_data(one) for one in answers.found],
        },
    )


def _notes(answers: AnsweringTurns, encoder: str | None) -> tuple[str, ...]:
    shown, rest = len(answers.found), answers.above - len(answers.found)
    of_all = ngettext(
        "{n} turn of {all} is above noise.", "{n} turns of {all} are above noise.", answers.above
    )
    notes = [of_all.format(n=answers.above, all=answers.searched)]
    if rest:
        notes.append(_("{n} shown; more with --top.").format(n=shown))
    if encoder is not None and 0 < answers.without_meaning < answers.searched:
        notes.append(_("Of {n} the meaning is not known yet.").format(n=answers.without_meaning))
    return tuple(notes)


def _data(one: FoundTurn) -> dict[str, Any]:
    turn = one.turn
    return {
        **asdict(turn.place),
        "turn": turn.number,
        "speaker": turn.speaker,
        "text": turn.text,
        "codes": list(turn.codes),
        "score": one.score,
        "words": list(one.words),
        "meaning": one.meaning,
    }


def _line(one: FoundTurn) -> str:
    line = " ".join(one.turn.text.split())
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"
