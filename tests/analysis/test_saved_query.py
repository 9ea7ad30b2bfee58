"""Kept queries: there and back, and as earlier versions wrote them."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.analysis.quotes import ORDERS, Query
from qualwb.analysis.saved_query import KeptQuery, from_json, to_json
from qualwb.analysis.selection import Selection

pytestmark = pytest.mark.file_only

NAMES = st.lists(st.text(min_size=1, max_size=5), max_size=3).map(tuple)
WORD = st.text("abc åäö()", min_size=1, max_size=5).map(str.strip)
SELECTIONS = st.builds(
    Selection,
    *[NAMES] * 7,
    attributes=st.lists(st.tuples(WORD, WORD), max_size=2).map(tuple),
    cited=st.sampled_from([None, True, False]),
    moderator=st.booleans(),
    roll_up=st.booleans(),
    text=st.text(max_size=4),
    slices=st.just(()),
)
QUERIES = st.builds(
    Query, st.none() | st.text(min_size=1), SELECTIONS, st.sampled_from(ORDERS), st.booleans()
)


@given(QUERIES, st.booleans())
def test_there_and_back(query: Query, printed: bool) -> None:
    kept = KeptQuery(query, printed)
    assert from_json(json.loads(json.dumps(to_json(kept)))) == kept


def test_what_is_usual_is_left_away() -> None:
    assert to_json(KeptQuery()) == {}
    assert to_json(KeptQuery(replace(Query(), where="x"))) == {"where": "x"}


@pytest.mark.parametrize(
    ("kept", "query"),
    [
        (
            {"where": 'theme:"Mandat"', "order": "text", "themes": ["A"], "attributes": ["kön=kvinna"]},
            Query('theme:"Mandat"', Selection(themes=("A",), attributes=(("kön", "kvinna"),))),
        ),
        (
            {"order": "length", "cited": True, "text": "x", "rounds": ["1"], "roll_up": True},
            Query(None, Selection(rounds=("1",), cited=True, roll_up=True, text="x"), "length"),
        ),
        ({"where": "", "order": "", "moderator": True}, Query(None, Selection(moderator=True))),
        ({"where": "x", "later": [1]}, Query("x")),
    ],
)
def test_what_earlier_versions_kept(kept: dict[str, Any], query: Query) -> None:
    assert from_json(kept).query == query
