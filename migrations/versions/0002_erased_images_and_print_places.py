"""Images of the journal can be erased, and an orphaned print version holds no place.

The digest of a change is taken over the SHA-256 of its images instead of the images themselves, so that the
chain can be followed when images are gone. A change whose old digest does not match keeps it: what was
altered before stays found.
"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CHANGE = sa.table(
    "change",
    sa.column("id", sa.Integer),
    *(
        sa.column(name, sa.Integer if name == "target" else sa.Text)
        for name in ("at", "coder", "act", "summary", "reason", "target", "images", "digest")
    ),
)


def upgrade() -> None:
    op.add_column("change", sa.Column("erased", sa.String(length=64), nullable=True))
    _chain_anew(op.get_bind())
    if op.get_context().dialect.name == "sqlite":
        _make_print_versions_anew(op.get_bind())
    else:
        op.drop_constraint("uq_print_version_source_id_start_end", "print_version")
    op.create_index(
        "uq_print_version_passage",
        "print_version",
        ["source_id", "start", "end"],
        unique=True,
        sqlite_where=sa.text("orphaned_from IS NULL"),
        postgresql_where=sa.text("orphaned_from IS NULL"),
    )


def _chain_anew(connection: sa.Connection) -> None:
    old = new = ""
    for key in connection.scalars(sa.select(CHANGE.c.id).order_by(CHANGE.c.id)).all():
        row = connection.execute(sa.select(*CHANGE.c).where(CHANGE.c.id == key)).one()
        _key, *texts, target, images, stored = row
        sound = _digest(old, [*texts, target, images]) == stored
        old = stored
        if sound:
            stored = _digest(new, [*texts, target, hashlib.sha256(images.encode()).hexdigest()])
            connection.execute(sa.update(CHANGE).where(CHANGE.c.id == key).values(digest=stored))
        new = stored


def _digest(previous: str, columns: list[str | int | None]) -> str:
    payload = json.dumps(columns, ensure_ascii=False)
    return hashlib.sha256((previous + payload).encode()).hexdigest()


def _make_print_versions_anew(connection: sa.Connection) -> None:
    """SQLite can't drop a rule of uniqueness. Keys are never used twice after it."""
    used = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'print_version'").scalar()
    op.create_table(
        "print_version_new",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("verbatim", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("edits", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("orphaned_from", sa.Integer(), nullable=True),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.CheckConstraint('0 <= start AND start < "end"', name=op.f("ck_print_version_span")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_print_version_coder_id_coder")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_print_version_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_version")),
        sqlite_autoincrement=True,
    )
    op.execute(
        'INSERT INTO print_version_new (id, source_id, start, "end", verbatim, text, edits, orphaned_from,'
        ' coder_id, updated_at) SELECT id, source_id, start, "end", verbatim, text, edits, orphaned_from,'
        " coder_id, updated_at FROM print_version"
    )
    op.drop_table("print_version")
    op.rename_table("print_version_new", "print_version")
    connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'print_version'")
    if used is not None:
        connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES ('print_version', ?)", (used,))
    op.create_index("ix_print_version_coder_id", "print_version", ["coder_id"], unique=False)
