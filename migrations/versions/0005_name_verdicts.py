"""What was decided of the names in the material."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLE = "name_verdict"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), server_default="", nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("verdict", sa.String(length=16), server_default="open", nullable=False),
        sa.Column("alias", sa.String(length=255), server_default="", nullable=False),
        sa.Column("same_as", sa.String(length=255), server_default="", nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), server_default="", nullable=False),
        sa.Column("orphaned_from", sa.Integer(), nullable=True),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('open', 'replace', 'keep', 'generalise')", name=op.f(f"ck_{TABLE}_verdict")
        ),
        sa.CheckConstraint(
            '(source_id IS NULL) = (start IS NULL) AND (start IS NULL) = ("end" IS NULL)',
            name=op.f(f"ck_{TABLE}_passage"),
        ),
        sa.CheckConstraint('start IS NULL OR (0 <= start AND start < "end")', name=op.f(f"ck_{TABLE}_span")),
        *(
            sa.ForeignKeyConstraint(
                [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_{TABLE}_{other}_id_{other}")
            )
            for other in ("coder", "source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sqlite_autoincrement=True,
    )
    for column in ("coder_id", "source_id"):
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column], unique=False)
    op.create_index(op.f(f"ix_{TABLE}_uid"), TABLE, ["uid"], unique=True)
    op.create_index(
        f"uq_{TABLE}_name",
        TABLE,
        ["kind", "name"],
        unique=True,
        sqlite_where=sa.text("source_id IS NULL"),
        postgresql_where=sa.text("source_id IS NULL"),
    )
