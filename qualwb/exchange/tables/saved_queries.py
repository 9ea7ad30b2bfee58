"""Kept queries as a table."""

from collections.abc import Mapping
from typing import Any

from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _


def saved_queries_table(kept: Mapping[str, Mapping[str, Any]]) -> Table:
    """The kept queries by name, with what each asks for."""
    return Table(
        (_("Name"), _("Asks for")),
        [(name, "; ".join(_wishes(query))) for name, query in kept.items()],
        data=[{"name": name, "query": dict(query)} for name, query in kept.items()],
        caption=_("Kept queries"),
    )


def _wishes(query: Mapping[str, Any]) -> list[str]:
    return [
        name if value is True else f"{name}: {', '.join(value) if isinstance(value, list) else value}"
        for name, value in query.items()
        if value not in (None, "", [], False)
    ]
