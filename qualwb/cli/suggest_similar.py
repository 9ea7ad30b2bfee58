"""``qualwb suggest similar``: turns like those of a code or theme, or like a passage."""

from qualwb.acts.passages import Passage
from qualwb.analysis.turn_codes import codes_on_text
from qualwb.cli.answers_table import answers_table, similar_table
from qualwb.cli.context import Session
from qualwb.cli.meanings import meanings_of_texts
from qualwb.cli.options import codings_at_work
from qualwb.exchange.tables.table import Table
from qualwb.suggest.project_evidence import read_evidence, read_turns
from qualwb.suggest.project_turns import read_spoken_turns
from qualwb.suggest.similar import find_similar, query_for
from qualwb.suggest.texts_to_read import NAMES, texts_in_places, texts_of_codings
from qualwb.suggest.turn_search import TurnSearch


def like_code(session: Session, name: str, top: int, *, without_meaning: bool) -> Table:
    """The turns that are like the passages of a code, or of a theme's codes. Raises ``QualwbError``."""
    codings = codings_at_work(session)
    with session.learnt_from.reading() as connection:
        evidence, turns = read_evidence(connection), read_turns(connection)
        spoken = read_spoken_turns(connection, codes_on_text(connection, codings))
    query = query_for(evidence, name)
    texts = texts_of_codings(evidence, turns)
    texts[NAMES].append(query.name)
    meanings = meanings_of_texts(session, texts, without=without_meaning)
    found = find_similar(evidence, query, turns, top, meanings)
    return similar_table(query, meanings.encoder if meanings else None, found, spoken)


def like_passage(session: Session, passage: Passage, top: int, *, without_meaning: bool) -> Table:
    """The turns that are like a passage, without those that it touches."""
    codings = codings_at_work(session)
    with session.learnt_from.reading() as connection:
        turns = read_spoken_turns(connection, codes_on_text(connection, codings))
    texts = texts_in_places(turns)
    texts.setdefault(passage.source, []).append(passage.text)
    meanings = meanings_of_texts(session, texts, without=without_meaning)
    place = (passage.source, passage.start, passage.end)
    answers = TurnSearch(turns, meanings).like_passage(passage.text, place, top)
    asked = {"source": passage.source, "start": passage.start, "end": passage.end, "passage": passage.text}
    return answers_table(asked, meanings.encoder if meanings else None, answers)
