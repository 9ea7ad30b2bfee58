"""Saved queries: retrievals that the researcher wants to run again."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts.lookup import clean_name, find, find_exact
from qualwb.acts.researcher import Researcher
from qualwb.model import SavedQuery
from qualwb.store.journal import table_of


def save_query(researcher: Researcher, name: str, query: Mapping[str, Any]) -> None:
    """Keep a query under a name, in place of one that is there. ``query`` must be fit for JSON."""
    name = clean_name(name)
    with researcher.act("query.save") as act:
        row = find_exact(act.connection, SavedQuery, name)
        if row is None:
            act.insert(SavedQuery, name=name, query=dict(query))
        else:
            act.update(SavedQuery, row["id"], query=dict(query))
        act.summary = f"'{name}'"


def delete_query(researcher: Researcher, name: str) -> None:
    """Forget a query. Raises ``NotFound``."""
    with researcher.act("query.delete") as act:
        row = find(act.connection, SavedQuery, name)
        act.delete(SavedQuery, [row["id"]])
        act.summary = f"'{row['name']}'"


def saved_queries(connection: Connection) -> dict[str, dict[str, Any]]:
    """The queries by name."""
    table = table_of(SavedQuery)
    rows = connection.execute(select(table.c.name, table.c.query).order_by(table.c.name))
    return dict(rows.all())


def saved_query(connection: Connection, name: str) -> dict[str, Any]:
    """The query of that name. Raises ``NotFound``."""
    query: dict[str, Any] = find(connection, SavedQuery, name)["query"]
    return query
