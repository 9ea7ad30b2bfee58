"""The query language and what quotes tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from qualwb.analysis.query_language import All, Any, BadQuery, Near, Not, Term, parse_query
from qualwb.analysis.quotes import Query, find_quotes
from qualwb.analysis.selection import Selection
from qualwb.errors import QualwbError
from qualwb.store.errors import NotFound
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder

A, B, C = Term("code", "a"), Term("code", "b"), Term("code", "c")


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("code:a", A),
        ("kod:a OCH kod:b", All((A, B))),
        ("code:a code:b", All((A, B))),
        ("code:a OR code:b AND code:c", Any((A, All((B, C))))),
        ("(code:a OR code:b) AND code:c", All((Any((A, B)), C))),
        ("NOT code:a OR code:b", Any((Not(A), B))),
        ("code:a NEAR/3 code:b", Near(A, B, 3)),
        ("code:a NÄRA code:b", Near(A, B, 1)),
        ("code:a ÖVERLAPPAR (code:b OR code:c)", Near(A, Any((B, C)))),
        ('theme:"Otydligt syfte" AND NOT group:"Grupp 2"',
         All((Term("theme", "Otydligt syfte"), Not(Term("group", "Grupp 2"))))),
        ('theme: "x y"', Term("theme", "x y")),
        ("oklart", Term("text", "oklart")),
        ('"och så" eller', All((Term("text", "och så"), Term("text", "eller")))),
    ],
)  # fmt: skip
def test_parse(text: str, expression: object) -> None:
    assert parse_query(text) == expression


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "empty"),
        ("code:a AND", "at the end"),
        ("(code:a", "at the end"),
        ("code:a)", "character 7"),
        ("AND code:a", "character 1"),
        ("code:", "at the end"),
        ("code:(a)", "character 1"),
        ("foo:a", "character 1: there is no 'foo:'"),
        ('code:"a', "character 6: a quotation mark"),
        ("code:a OVERLAPS", "at the end"),
    ],
)
def test_errors_say_where(text: str, where: str) -> None:
    with pytest.raises(BadQuery, match=where.replace("(", r"\(")):
        parse_query(text)


@given(st.text(alphabet='ab :"()ANDORT/3', max_size=20))
def test_any_text_parses_or_says_why(text: str) -> None:
    try:
        parse_query(text)
    except BadQuery as error:
        hint = error.hint
    else:
        return
    assert hint


@pytest.fixture
def talk(project: ProjectFile) -> ProjectFile:
    with project.act("build", coder="ann") as act:
        build = Builder(act)
        build.group("G1", kommun="Eksjö")
        build.person("G1", "D1", kön="kvinna")
        build.question("F1")
        turns = [("M", "Vad var syftet?"), ("D1", "Det var oklart."), ("Flera", "Ja!")]
        build.source("s1", "G1", turns, {"M": "moderator"}, ["Flera"], ["F1", "F1", None])
        build.source("s2", "G2", [("D1", "Syftet var klart."), ("D2", "Nej, oklart.")])
        build.code("a")
        build.code("b", "a")
        build.theme("T", ["a"])
        build.theme("U", ["b"], "T")
        build.coding("s1", "oklart", "a", coder="ann", cited=True)
        build.coding("s1", "oklart", "b", coder="bo", round="2")
        build.coding("s1", "Vad var syftet?", "a")
        build.coding("s2", "var klart", "a")
        build.coding("s2", "Nej, oklart.", "b")
    return project


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("oklart", ["oklart", "Nej, oklart."]),
        ("theme:T", ["oklart", "var klart", "Nej, oklart."]),
        ("theme:U", ["oklart", "Nej, oklart."]),
        ("participant:G2/D1", ["var klart"]),
        ("deltagare:D1", ["oklart", "var klart"]),
        ("attribute:kommun=Eksjö", ["oklart"]),
        ('attribut:"kön = kvinna"', ["oklart"]),
        ("coder:bo AND coder:ann", ["oklart"]),
        ("coder:bo NOT coder:ann", []),
        ("coder:bo AND NOT coder:Ann", []),
        ("coder:bo NOT coder:bo", []),
        ("coder:bo (code:b OVERLAPS coder:ann)", ["oklart"]),
        ("coder:bo NOT coder:ann round:2", ["oklart"]),
        ("round:2", ["oklart"]),
        ("cited:ja", ["oklart"]),
        ("cited:no", ["var klart", "Nej, oklart."]),
        ("question:F1", ["oklart"]),
        ("speaker:D2", ["Nej, oklart."]),
        ("source:s2 AND code:a", ["var klart"]),
        ("code:a NEAR/1 code:b", ["oklart", "var klart"]),
        ("code:a OVERLAPS code:b", ["oklart"]),
        ("NOT code:a", ["Nej, oklart."]),
    ],
)
def test_queries(talk: ProjectFile, query: str, texts: list[str]) -> None:
    with talk.reading() as connection:
        assert [quote.text for quote in find_quotes(connection, Query(query))] == texts


def test_what_another_coder_coded_on_the_same_words_is_not_judged(talk: ProjectFile) -> None:
    with talk.reading() as connection:
        (quote,) = find_quotes(connection, Query("coder:bo"))
        assert (quote.codes, quote.coders) == (("b",), ("bo",))
        assert find_quotes(connection, Query("coder:bo code:a")) == []
        (quote,) = find_quotes(connection, Query("round:2"))
        assert (quote.codes, quote.coders, quote.rounds) == (("b",), ("bo",), ("2",))
        assert find_quotes(connection, Query("round:2 code:a")) == []
        both = find_quotes(connection, Query("coder:bo AND coder:ann"))
        assert [quote.codes for quote in both] == [("a", "b")]


def test_a_passage_of_several_coders_is_one_quote(talk: ProjectFile) -> None:
    with talk.reading() as connection:
        quote, _other = find_quotes(connection, Query(selection=Selection(codes=("b",)), before=True))
    assert (quote.codes, quote.themes, quote.coders) == (("a", "b"), ("T", "U"), ("ann", "bo"))
    assert (quote.lines, quote.time_start, quote.cited) == ((2, 2), 2.0, True)
    assert quote.before is not None
    assert (quote.before.speaker, quote.before.text) == ("M", "Vad var syftet?")


def test_the_moderator_on_request(talk: ProjectFile) -> None:
    with talk.reading() as connection:
        quotes = find_quotes(connection, Query(selection=Selection(moderator=True)))
    assert "Vad var syftet?" in [quote.text for quote in quotes]


def test_unknown_names_and_orders(talk: ProjectFile) -> None:
    with talk.reading() as connection:
        for query in ("theme:X", "coder:X", "participant:X", "attribute:X=1", "question:X", "speaker:X"):
            with pytest.raises(NotFound):
                find_quotes(connection, Query(query))
        with pytest.raises(BadQuery, match="no value"):
            find_quotes(connection, Query("attribute:kommun"))
        with pytest.raises(QualwbError, match="sorted"):
            find_quotes(connection, Query(order="colour"))


def test_the_study_quotes_of_a_theme(study: Connection) -> None:
    quotes = find_quotes(study, Query('theme:"Otydligt syfte"'))
    assert [quote.group for quote in quotes] == [f"Grupp {n}" for n in range(1, 6)]
    assert len(find_quotes(study)) == 83
    assert len(find_quotes(study, Query('theme:Samverkan AND NOT group:"Grupp 1"'))) == 15
