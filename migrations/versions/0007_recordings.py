"""Which recording a source was written down from: where it lies, and its hash."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("source", sa.Column("recording", sa.JSON(), server_default="{}", nullable=False))
