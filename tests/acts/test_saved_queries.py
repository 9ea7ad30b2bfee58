"""Saved queries."""

import pytest

from qualwb.acts.researcher import Researcher
from qualwb.acts.saved_queries import delete_query, save_query, saved_queries, saved_query
from qualwb.store.errors import NotFound


def test_a_query_is_kept_replaced_found_and_forgotten(researcher: Researcher) -> None:
    save_query(researcher, "  mandat  i grupp 2", {"where": 'theme:"Mandat"', "before": True})
    save_query(researcher, "Mandat i grupp 2 b", {"where": "x"})
    save_query(researcher, "mandat i grupp 2", {"where": "ny"})
    with researcher.project.reading() as connection:
        assert saved_queries(connection) == {
            "Mandat i grupp 2 b": {"where": "x"},
            "mandat i grupp 2": {"where": "ny"},
        }
        assert saved_query(connection, "MANDAT I GRUPP 2") == {"where": "ny"}
        with pytest.raises(NotFound):
            saved_query(connection, "annat")
    delete_query(researcher, "mandat i grupp 2")
    researcher.project.undo(coder="Karin")
    researcher.project.undo(coder="Karin")
    with researcher.project.reading() as connection:
        assert saved_query(connection, "mandat i grupp 2") == {"where": 'theme:"Mandat"', "before": True}
