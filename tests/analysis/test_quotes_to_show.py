"""Quotes made when they are seen are the quotes that were found."""

import pytest
from sqlalchemy import Connection

from qualwb.analysis.quotes import ORDERS, Query, find_quotes
from qualwb.analysis.quotes_to_show import find_quotes_to_show, spans_of
from qualwb.analysis.selection import Selection
from qualwb.errors import QualwbError

QUERIES = [Query(order=order, before=before) for order in ORDERS for before in (True, False)] + [
    Query(where="text:att"),
    Query(where="text:att NEAR/2 text:inte", before=True),
    Query(where="NOT text:att", selection=Selection(moderator=True)),
    Query(selection=Selection(text="vi"), before=True),
    Query(selection=Selection(cited=True)),
    Query(where="text:finnsinte", before=True),
]


@pytest.mark.parametrize("query", QUERIES, ids=repr)
def test_quotes_to_show_are_those_found(bundled: Connection, query: Query) -> None:
    shown, found = find_quotes_to_show(bundled, query), find_quotes(bundled, query)
    assert len(shown) == len(found)
    assert list(shown) == found
    assert shown[1:4] == found[1:4]
    assert list(spans_of(shown)) == list(spans_of(found))
    assert [(one.source, one.start, one.end) for one in found] == list(spans_of(found))


def test_the_bundled_study_answers_to_the_queries(bundled: Connection) -> None:
    assert [len(find_quotes(bundled, query)) > 0 for query in QUERIES] == [True] * (len(QUERIES) - 1) + [
        False
    ]


def test_an_order_that_there_is_not_is_refused(bundled: Connection) -> None:
    with pytest.raises(QualwbError, match="size"):
        find_quotes_to_show(bundled, Query(order="size"))
