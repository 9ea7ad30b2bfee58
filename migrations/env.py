"""Alembic's environment: it works on the connection that the store hands over."""

from alembic import context

from qualwb.model import Record

DERIVED = ("turn_index", "indexed_source")


def is_ours(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
    """The search index is derived and not part of the records."""
    return not (kind == "table" and name is not None and name.startswith(DERIVED))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    version_table_schema=context.config.attributes.get("schema"),
    render_as_batch=True,
    transactional_ddl=True,
    include_object=is_ours,
)
context.run_migrations()
