"""``qualwb find --like``: the turns that answer a question or thought in own words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import click

from qualwb.analysis.search import find_text
from qualwb.analysis.turn_codes import codes_on_text
from qualwb.analysis.turns_asked import TurnsAsked, turns_asked
from qualwb.analysis.who_counts import left_out_note
from qualwb.cli.answers_table import answers_table
from qualwb.cli.context import Session
from qualwb.cli.meanings import meanings_of_texts
from qualwb.cli.options import codings_at_work
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.suggest.project_turns import SearchedTurn, read_spoken_turns
from qualwb.suggest.texts_to_read import texts_in_places
from qualwb.suggest.turn_search import AnsweringTurns, TurnSearch, in_parts, remark_on_question


def find_like(
    session: Session,
    question: str,
    asked: TurnsAsked,
    *,
    words: str,
    all_forms: bool,
    compounds: bool,
    top: int | None,
    in_order: bool,
    without_meaning: bool,
) -> Table:
    """The turns nearest to a question, of those asked about, as a table.

    Where ``words`` are given, all that have them, ranked: they were chosen by the words.
    Raises ``click.UsageError`` for a question without a word.
    """
    nearest = nearest_turns(
        session,
        question,
        asked,
        words=words,
        all_forms=all_forms,
        compounds=compounds,
        top=top,
        without_meaning=without_meaning,
    )
    answers = nearest.answers
    if in_order:
        place = {turn.key: n for n, turn in enumerate(nearest.turns)}
        answers = replace(answers, found=tuple(sorted(answers.found, key=lambda one: place[one.turn.key])))
    table = answers_table({"question": question}, nearest.encoder, answers)
    return table.with_notes([left_out_note()] if asked.counted and not asked.roles else [])


@dataclass(frozen=True, slots=True)
class NearestTurns:
    """The turns nearest to a question, best first, among all turns in the order of the text."""

    answers: AnsweringTurns
    turns: tuple[SearchedTurn, ...]
    encoder: str | None


def nearest_turns(
    session: Session,
    question: str,
    asked: TurnsAsked,
    *,
    words: str = "",
    all_forms: bool = False,
    compounds: bool = False,
    top: int | None,
    without_meaning: bool,
) -> NearestTurns:
    """The turns nearest to a question, of those asked about; remarks on it are said. See ``find_like``."""
    if not any(map(str.isalnum, question)):
        raise click.UsageError(_("--like takes a question or thought in words."))
    codings = codings_at_work(session)
    with session.project.reading() as connection:
        turns = read_spoken_turns(connection, codes_on_text(connection, codings))
        among = turns_asked(connection, asked, codings)
    if words:
        among = _with_words(session, turns, among, words, all_forms=all_forms, compounds=compounds)
    chosen = [turn for turn in turns if among is None or turn.key in among]
    parts = in_parts(question)
    meanings = meanings_of_texts(session, texts_in_places(chosen), asked=parts, without=without_meaning)
    # All turns tell which words are rare, and which meaning is common, wherever is searched.
    answers = TurnSearch(turns, meanings).answers(question, top, among, noise=bool(words))
    if not answers.searched:
        session.say(_("There is no such text to look in."))
    elif remark := remark_on_question(question, by_meaning=answers.by_meaning):
        session.say(remark)
    return NearestTurns(answers, turns, meanings.encoder if meanings else None)


def _with_words(
    session: Session,
    turns: Iterable[SearchedTurn],
    among: Collection[int] | None,
    words: str,
    *,
    all_forms: bool,
    compounds: bool,
) -> frozenset[int]:
    """The keys of those turns that have the words. Raises ``BadQuery``."""
    found = find_text(
        session.project, words, all_forms=all_forms, compounds=compounds, limit=None, among=among
    )
    hits = {(hit.source, hit.turn) for hit in found.hits}
    return frozenset(turn.key for turn in turns if (turn.place.source, turn.number) in hits)
