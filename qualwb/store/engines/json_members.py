"""The members of a JSON list as rows: SQLite's function, which other databases have by another name."""

from typing import Any

from sqlalchemy.sql.functions import GenericFunction


class json_each(GenericFunction[Any]):  # noqa: N801 - a function is called by the name of its class
    """The members of a JSON list, a row each, in a column ``value``."""

    inherit_cache = True
