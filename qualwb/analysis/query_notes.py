"""What stands below the quotes that a query found."""

from sqlalchemy import Connection

from qualwb.analysis.quotes import Query, asks_round
from qualwb.analysis.scope import resolve
from qualwb.analysis.table_notes import notes_of
from qualwb.localization import gettext as _


def query_notes(connection: Connection, query: Query) -> tuple[str, ...]:
    """The query as it was written, then what stands below any table of its selection."""
    scope = resolve(connection, query.selection, default_round=not asks_round(query.where))
    written = query.where if isinstance(query.where, str) else ""
    asked = (_("Query: {query}").format(query=written),) if written.strip() else ()
    return (*asked, *notes_of(connection, scope))
