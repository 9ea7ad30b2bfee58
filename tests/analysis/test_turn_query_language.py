"""What a search for words asks for: operators bind as FTS5 has them."""

import sqlite3
from contextlib import closing

import pytest

from qualwb.analysis.query_language import BadQuery
from qualwb.analysis.turn_query_language import DEEPEST, parse_words
from qualwb.store.engines.sqlite_turn_index import match_expression
from qualwb.store.turn_query import AllOf, AnyOf, ButNot, TurnQuery, Wording

A, B, C, D = map(Wording, "abcd")


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("a", A),
        ("a b OCH c", AllOf((A, B, C))),
        ("a OR b c", AnyOf((A, AllOf((B, C))))),
        ("(a ELLER b) c", AllOf((AnyOf((A, B)), C))),
        ("a b NOT c", AllOf((A, ButNot(B, C)))),
        ("a INTE b NOT c d", AllOf((ButNot(A, AnyOf((B, C))), D))),
        ("a NOT (b OR c)", ButNot(A, AnyOf((B, C)))),
        ('"a b" “c”', AllOf((Wording("a b"), C))),
        ("((a))(b)", AllOf((A, B))),
        ("sy* a-b*", AllOf((Wording("sy", prefix=True), Wording("a-b", prefix=True)))),
        ("o\u0308 a\0b", AllOf((Wording("ö"), A, B))),
        ("or and", AllOf((Wording("or"), Wording("and")))),
    ],
)
def test_words_ask_for(words: str, query: TurnQuery) -> None:
    assert parse_words(words) == query


def test_a_word_stands_for_its_forms_and_a_phrase_for_itself() -> None:
    forms = {"mål": ("mål", "målen")}
    query = parse_words('mål b "mål" mål*', lambda word: forms.get(word, ()))
    either = AnyOf((Wording("mål"), Wording("målen")))
    assert query == AllOf((either, B, Wording("mål"), Wording("mål", prefix=True)))


def test_as_many_brackets_as_fts5_reads() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE f USING fts5(t)")
        connection.execute("INSERT INTO f VALUES ('a')")
        words = "a OR b c NOT (" * DEEPEST + "b OR c a NOT d" + ")" * DEEPEST
        expression = match_expression(parse_words(words, lambda _word: ("form",)))
        assert connection.execute("SELECT count(*) FROM f WHERE f MATCH ?", (expression,)).fetchone() == (1,)
    with pytest.raises(BadQuery, match="too many brackets"):
        parse_words("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1))
    assert parse_words("(" * DEEPEST + "a" + ")" * DEEPEST) == A
