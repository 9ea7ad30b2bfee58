"""Saved queries."""

import pytest

from qualwb.store.errors import NotFound
from qualwb.study.desk import Desk
from qualwb.study.queries import delete_query, save_query, saved_queries, saved_query


def test_a_query_is_kept_replaced_found_and_forgotten(desk: Desk) -> None:
    save_query(desk, "  mandat  i grupp 2", {"where": 'theme:"Mandat"', "before": True})
    save_query(desk, "Mandat i grupp 2 b", {"where": "x"})
    save_query(desk, "mandat i grupp 2", {"where": "ny"})
    with desk.project.reading() as connection:
        assert saved_queries(connection) == {
            "Mandat i grupp 2 b": {"where": "x"},
            "mandat i grupp 2": {"where": "ny"},
        }
        assert saved_query(connection, "MANDAT I GRUPP 2") == {"where": "ny"}
        with pytest.raises(NotFound):
            saved_query(connection, "annat")
    delete_query(desk, "mandat i grupp 2")
    desk.project.undo(coder="Karin")
    desk.project.undo(coder="Karin")
    with desk.project.reading() as connection:
        assert saved_query(connection, "mandat i grupp 2") == {"where": 'theme:"Mandat"', "before": True}
