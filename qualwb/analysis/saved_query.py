"""Queries as they are kept in a project: from a question to JSON and back, the one place that knows both.

The names are those of the options of ``qualwb quotes``; what has its usual value is left away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from qualwb.analysis.quotes import ORDERS, Query
from qualwb.analysis.selection import Selection

FILTERS = tuple(one.name for one in fields(Selection) if one.name not in ("attributes", "slices"))
"""The filters of a selection that are kept as they are."""


@dataclass(frozen=True, slots=True)
class KeptQuery:
    """A query whose expression is text, and whether the quotes are wanted in their print versions."""

    query: Query = field(default_factory=Query)
    printed: bool = False


def to_json(kept: KeptQuery) -> dict[str, Any]:
    """What is kept of a query; slices, which hold keys, are not."""
    usual = _all_of(KeptQuery())
    return {name: value for name, value in _all_of(kept).items() if value != usual[name]}


def from_json(kept: Mapping[str, Any]) -> KeptQuery:
    """The query that was kept. What is not understood is passed over."""
    usual = Selection()
    filters: dict[str, Any] = {
        name: tuple(map(str, kept[name])) if isinstance(getattr(usual, name), tuple) else kept[name]
        for name in FILTERS
        if kept.get(name) is not None
    }
    attributes = tuple(_attribute(str(pair)) for pair in kept.get("attributes") or ())
    order = str(kept.get("order") or ORDERS[0])
    selection = Selection(**filters, attributes=attributes)
    query = Query(kept.get("where") or None, selection, order, bool(kept.get("before")))
    return KeptQuery(query, bool(kept.get("printed")))


def _all_of(kept: KeptQuery) -> dict[str, Any]:
    query = kept.query
    filters = {name: getattr(query.selection, name) for name in FILTERS}
    return {
        "where": query.where,
        "order": query.order,
        "before": query.before,
        "printed": kept.printed,
        **{name: list(value) if isinstance(value, tuple) else value for name, value in filters.items()},
        "attributes": [f"{name}={value}" for name, value in query.selection.attributes],
    }


def _attribute(pair: str) -> tuple[str, str]:
    name, _sign, value = pair.partition("=")
    return name.strip(), value.strip()
