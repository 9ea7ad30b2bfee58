"""Records have stable ids; rounds can be blind, coding can be finished, disagreements are adjudicated.

The ids of rows that are there already are made from what the row was born with, so that two copies of one
file that are migrated apart keep the same ids for the same rows. Rows that both copies got under the same key
after they parted differ in that.
"""

from collections.abc import Sequence
from uuid import NAMESPACE_OID, uuid5

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BORN_WITH: dict[str, Sequence[str]] = {
    "project": ("created_at",),
    "coder": ("name",),
    "round": ("name",),
    "focus_group": ("name",),
    "source": ("imported_at", "file_sha256"),
    "participant": ("group_id", "alias"),
    "question": ("label", "text"),
    "code": ("created_at",),
    "theme": ("created_at",),
    "coding": ("created_at", "coder_id", "source_id"),
    "memo": ("created_at", "coder_id", "kind"),
    "print_version": ("source_id", "verbatim"),
    "summary": ("theme_id", "group_id", "participant_id"),
    "saved_query": ("name",),
    "suggestion_event": ("created_at", "coder_id", "source_id"),
}
"""What tells a row from another one of the same key in a copy, by table; those referred to come first."""
REFERRED = {
    "coder_id": "coder",
    "group_id": "focus_group",
    "participant_id": "participant",
    "source_id": "source",
    "theme_id": "theme",
}


def upgrade() -> None:
    connection = op.get_bind()
    project = connection.execute(sa.text("SELECT created_at FROM project")).scalar()
    for table, columns in BORN_WITH.items():
        op.add_column(table, sa.Column("uid", sa.String(length=36), server_default="", nullable=False))
        _fill(connection, table, columns, str(project))
        op.create_index(f"ix_{table}_uid", table, ["uid"], unique=True)
    op.add_column("round", sa.Column("blind", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("round", sa.Column("released_at", sa.String(length=32), nullable=True))
    _create_finished_coding()
    _create_adjudication()


def _fill(connection: sa.Connection, table: str, columns: Sequence[str], project: str) -> None:
    values = ", ".join(_told(table, name) for name in columns)
    ids = [
        {"uid": str(uuid5(NAMESPACE_OID, "\n".join(map(str, (project, table, *row))))), "key": row[0]}
        for row in connection.execute(sa.text(f"SELECT id, {values} FROM {table}")).all()
    ]
    if ids:
        connection.execute(sa.text(f"UPDATE {table} SET uid = :uid WHERE id = :key"), ids)


def _told(table: str, column: str) -> str:
    """A column, or of a reference the id of the row that it points to: keys differ between copies."""
    other = REFERRED.get(column)
    if other is None:
        return f'"{column}"'
    return f"(SELECT referred.uid FROM {other} AS referred WHERE referred.id = {table}.{column})"


def _create_finished_coding() -> None:
    table = "finished_coding"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.String(length=32), nullable=False),
        *_references(table, "coder", "round", "source"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            *("source_id", "coder_id", "round_id"), name=op.f(f"uq_{table}_source_id_coder_id_round_id")
        ),
        sqlite_autoincrement=True,
    )
    for column in ("coder_id", "round_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _create_adjudication() -> None:
    table = "adjudication"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), server_default="", nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("codings", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("result", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("taken_from_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("outcome IN ('one', 'both', 'neither', 'new')", name=op.f(f"ck_{table}_outcome")),
        sa.CheckConstraint(
            "(outcome = 'one') = (taken_from_id IS NOT NULL)", name=op.f(f"ck_{table}_taken_from")
        ),
        *_references(table, "coder", "round", "source"),
        sa.ForeignKeyConstraint(
            ["taken_from_id"], ["coder.id"], name=op.f(f"fk_{table}_taken_from_id_coder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sqlite_autoincrement=True,
    )
    for column in ("coder_id", "round_id", "source_id", "taken_from_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    op.create_index(op.f(f"ix_{table}_uid"), table, ["uid"], unique=True)


def _references(table: str, *others: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_{table}_{other}_id_{other}"))
        for other in others
    ]
