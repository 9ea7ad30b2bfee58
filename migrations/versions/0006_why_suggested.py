"""Answers to suggestions tell why the code was suggested, how likely it seemed, and by what vectors."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLE = "suggestion_event"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("reason", sa.String(length=32), server_default="", nullable=False))
    op.add_column(TABLE, sa.Column("probability", sa.Double(), nullable=True))
    op.add_column(TABLE, sa.Column("encoder", sa.String(length=255), server_default="", nullable=False))
