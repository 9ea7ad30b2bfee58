"""A query means the same however it is worded, and whatever is filtered beside it."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from qualwb.analysis.query_language import All, Any, Expression, Near, Not, Term, asked_throughout, terms
from qualwb.analysis.quotes import Query, find_quotes
from qualwb.analysis.selection import Selection
from qualwb.store.open_project import ensure_coder
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder
from tests.analysis.random_projects import random_plain, stored

TERMS = st.one_of(
    st.sampled_from(["kod 0", "kod 1"]).map(lambda name: Term("code", name)),
    st.sampled_from(["ja", "nej"]).map(lambda answer: Term("cited", answer)),
    st.sampled_from(["ann", "bo"]).map(lambda name: Term("coder", name)),
    st.just(Term("theme", "tema 0")),
    st.just(Term("text", "syftet")),
)
EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Any(tuple(parts))),
        st.tuples(inner, inner, st.sampled_from([None, 1])).map(lambda made: Near(*made)),
    ),
    max_leaves=6,
)
SELECTIONS = st.sampled_from(
    [
        Selection(),
        Selection(cited=True),
        Selection(cited=False),
        Selection(cited=True, coders=("ann",)),
        Selection(codes=("kod 0",)),
        Selection(codes=("kod 0",), cited=True, roll_up=True),
    ]
)


def reworded(expression: Expression) -> Expression:
    """The same by De Morgan's laws and double negation, at every level."""
    match expression:
        case Not(part):
            return Not(Not(Not(reworded(part))))
        case All(parts):
            return Not(Any(tuple(Not(reworded(part)) for part in parts)))
        case Any(parts):
            return Not(All(tuple(Not(reworded(part)) for part in parts)))
        case Near(left, right, turns):
            return Not(Not(Near(reworded(left), reworded(right), turns)))
    return Not(Not(expression))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9), expression=EXPRESSIONS, selection=SELECTIONS)
def test_wording_changes_nothing(seed: int, expression: Expression, selection: Selection) -> None:
    assume(asked_throughout(expression, "coder") is None)  # that one is a filter, see below
    plain = random_plain(seed)
    plain.codes |= {name: None for name in ("kod 0", "kod 1") if name not in plain.codes}
    plain.themes.setdefault("tema 0", (None, ("kod 0",)))
    with stored(plain) as project, both_coders(project).reading() as connection:
        plainly = find_quotes(connection, Query(expression, selection))
        assert find_quotes(connection, Query(reworded(expression), selection)) == plainly
        every = find_quotes(connection, Query(None, selection))
        left = find_quotes(connection, Query(Not(expression), selection))
    assert sorted(quote.codings for quote in (*plainly, *left)) == sorted(quote.codings for quote in every)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9), expression=EXPRESSIONS)
def test_one_coder_asked_for_is_that_coders_codings_alone(seed: int, expression: Expression) -> None:
    assume(all(term.field != "coder" for term in terms(expression)))
    plain = random_plain(seed)
    plain.codes |= {name: None for name in ("kod 0", "kod 1") if name not in plain.codes}
    plain.themes.setdefault("tema 0", (None, ("kod 0",)))
    with stored(plain) as project, both_coders(project).reading() as connection:
        asked = find_quotes(connection, Query(All((expression, Term("coder", "ann")))))
        assert find_quotes(connection, Query(expression, Selection(coders=("ann",)))) == asked


def both_coders(project: ProjectFile) -> ProjectFile:
    """The project, knowing both coders also where one of them coded nothing."""
    with project.act("build", coder="ann") as act:
        ensure_coder(act, "ann")
        ensure_coder(act, "bo")
    return project


@pytest.fixture
def two_codes(project: ProjectFile) -> ProjectFile:
    """A passage coded C, no key quote, and D, a key quote."""
    with project.act("build", coder="ann") as act:
        build = Builder(act)
        build.source("s", "G", [("D1", "Det var oklart.")])
        build.code("C")
        build.code("D")
        build.coding("s", "oklart", "C")
        build.coding("s", "oklart", "D", cited=True)
    return project


def found(connection: Connection, where: str | None, **filters: object) -> int:
    return len(find_quotes(connection, Query(where, Selection(**filters))))  # type: ignore[arg-type]


def test_a_query_judges_the_passage_and_a_filter_its_codings(two_codes: ProjectFile) -> None:
    with two_codes.reading() as connection:
        for where in ("code:C", "NOT NOT code:C", "code:C AND cited:ja", "code:C OR code:C"):
            assert found(connection, where, cited=True) == 1, where
        assert found(connection, "code:C AND cited:ja") == 1
        assert found(connection, None, codes=("C",), cited=True) == 0, "one coding must be both"
        assert found(connection, None, codes=("D",), cited=True) == 1
