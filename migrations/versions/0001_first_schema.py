"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("coder", sa.String(length=255), nullable=False),
        sa.Column("act", sa.String(length=255), nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("images", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_target"), ["target"], unique=False)

    op.create_table(
        "code",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("definition", sa.Text(), server_default="", nullable=False),
        sa.Column("include", sa.Text(), server_default="", nullable=False),
        sa.Column("exclude", sa.Text(), server_default="", nullable=False),
        sa.Column("examples", sa.Text(), server_default="", nullable=False),
        sa.Column("colour", sa.String(length=255), server_default="", nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["code.id"], name=op.f("fk_code_parent_id_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sa.UniqueConstraint("name", name=op.f("uq_code_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "coder",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coder")),
        sa.UniqueConstraint("name", name=op.f("uq_coder_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "focus_group",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attributes", sa.JSON(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focus_group")),
        sa.UniqueConstraint("name", name=op.f("uq_focus_group_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.String(length=255), server_default="sv", nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("settings", sa.JSON(), server_default="{}", nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_project_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=255), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("position", name=op.f("uq_question_position")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("name", name=op.f("uq_round_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "saved_query",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("query", sa.JSON(), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_query")),
        sa.UniqueConstraint("name", name=op.f("uq_saved_query_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "text_content",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_content")),
        sa.UniqueConstraint("sha256", name=op.f("uq_text_content_sha256")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("definition", sa.Text(), server_default="", nullable=False),
        sa.Column("boundary", sa.Text(), server_default="", nullable=False),
        sa.Column("counter_examples", sa.Text(), server_default="", nullable=False),
        sa.Column("claim", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["theme.id"], name=op.f("fk_theme_parent_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("name", name=op.f("uq_theme_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(length=255), nullable=False),
        sa.Column("role", sa.String(length=16), server_default="participant", nullable=False),
        sa.Column("attributes", sa.JSON(), server_default="{}", nullable=False),
        sa.CheckConstraint(
            "role IN ('moderator', 'participant', 'observer', 'unknown')", name=op.f("ck_participant_role")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["focus_group.id"], name=op.f("fk_participant_group_id_focus_group")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("group_id", "alias", name=op.f("uq_participant_group_id_alias")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reader", sa.String(length=255), server_default="", nullable=False),
        sa.Column("file_name", sa.Text(), server_default="", nullable=False),
        sa.Column("file_sha256", sa.String(length=64), server_default="", nullable=False),
        sa.Column("imported_at", sa.String(length=32), nullable=False),
        sa.Column("attributes", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("import_report", sa.JSON(), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["focus_group.id"], name=op.f("fk_source_group_id_focus_group")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_group_id"), ["group_id"], unique=False)

    op.create_table(
        "theme_code",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_theme_code_code_id_code")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_theme_code_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_code")),
        sa.UniqueConstraint("theme_id", "code_id", name=op.f("uq_theme_code_theme_id_code_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("theme_code", schema=None) as batch_op:
        batch_op.create_index("ix_theme_code_code_id", ["code_id"], unique=False)

    op.create_table(
        "coding",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("cited", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("origin", sa.String(length=32), server_default="manual", nullable=False),
        sa.Column("orphaned_from", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.CheckConstraint('0 <= start AND start < "end"', name=op.f("ck_coding_span")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_coding_code_id_code")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_coding_coder_id_coder")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_coding_round_id_round")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_coding_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.create_index(
            "ix_coding_code_id_source_id",
            ["code_id", "source_id", "round_id", "start", "end", "cited"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_coding_coder_id"), ["coder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coding_round_id"), ["round_id"], unique=False)
        batch_op.create_index(
            "uq_coding_passage",
            ["source_id", "start", "end", "code_id", "coder_id", "round_id"],
            unique=True,
            sqlite_where=sa.text("orphaned_from IS NULL"),
            postgresql_where=sa.text("orphaned_from IS NULL"),
        )

    op.create_table(
        "memo",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), server_default="", nullable=False),
        sa.Column("orphaned_from", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=255), server_default="memo", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.CheckConstraint(_one_target(), name=op.f("ck_memo_one_target")),
        sa.CheckConstraint(
            '(start IS NULL) = ("end" IS NULL) AND (start IS NULL OR source_id IS NOT NULL)',
            name=op.f("ck_memo_passage"),
        ),
        sa.CheckConstraint('start IS NULL OR (0 <= start AND start < "end")', name=op.f("ck_memo_span")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_memo_code_id_code")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_memo_coder_id_coder")),
        sa.ForeignKeyConstraint(["group_id"], ["focus_group.id"], name=op.f("fk_memo_group_id_focus_group")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_memo_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_memo_question_id_question")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_memo_source_id_source")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_memo_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("memo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memo_code_id"), ["code_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_memo_coder_id"), ["coder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_memo_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_memo_participant_id"), ["participant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_memo_question_id"), ["question_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_memo_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_memo_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "print_version",
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
        sa.UniqueConstraint("source_id", "start", "end", name=op.f("uq_print_version_source_id_start_end")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("print_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_print_version_coder_id"), ["coder_id"], unique=False)

    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=255), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_speaker_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_speaker_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint("source_id", "label", name=op.f("uq_speaker_source_id_label")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speaker_participant_id"), ["participant_id"], unique=False)

    op.create_table(
        "suggestion_event",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("chosen_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("shown_before", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("suggester", sa.String(length=255), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('accepted', 'changed', 'refused')", name=op.f("ck_suggestion_event_outcome")
        ),
        sa.CheckConstraint('0 <= start AND start < "end"', name=op.f("ck_suggestion_event_span")),
        sa.ForeignKeyConstraint(["chosen_id"], ["code.id"], name=op.f("fk_suggestion_event_chosen_id_code")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_suggestion_event_code_id_code")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_suggestion_event_coder_id_coder")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_suggestion_event_source_id_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_event")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("suggestion_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_event_chosen_id"), ["chosen_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suggestion_event_code_id"), ["code_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suggestion_event_coder_id"), ["coder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suggestion_event_source_id"), ["source_id"], unique=False)

    op.create_table(
        "summary",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("codings", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(group_id IS NULL) <> (participant_id IS NULL)", name=op.f("ck_summary_one_case")
        ),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_summary_coder_id_coder")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["focus_group.id"], name=op.f("fk_summary_group_id_focus_group")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_summary_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_summary_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("summary", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_summary_coder_id"), ["coder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_summary_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_summary_participant_id"), ["participant_id"], unique=False)
        batch_op.create_index(
            "uq_summary_theme_id_group_id",
            ["theme_id", "group_id"],
            unique=True,
            sqlite_where=sa.text("group_id IS NOT NULL"),
            postgresql_where=sa.text("group_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_summary_theme_id_participant_id",
            ["theme_id", "participant_id"],
            unique=True,
            sqlite_where=sa.text("participant_id IS NOT NULL"),
            postgresql_where=sa.text("participant_id IS NOT NULL"),
        )

    op.create_table(
        "text_version",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("length >= 0", name=op.f("ck_text_version_length")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_text_version_number")),
        sa.ForeignKeyConstraint(
            ["sha256"], ["text_content.sha256"], name=op.f("fk_text_version_sha256_text_content")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_text_version_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_version")),
        sa.UniqueConstraint("source_id", "number", name=op.f("uq_text_version_source_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=8), server_default="speech", nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("time_start", sa.Double(), nullable=True),
        sa.Column("time_end", sa.Double(), nullable=True),
        sa.CheckConstraint("kind IN ('speech', 'text')", name=op.f("ck_turn_kind")),
        sa.CheckConstraint('0 <= start AND start <= "end"', name=op.f("ck_turn_span")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_turn_question_id_question")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_turn_source_id_source")),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_turn_speaker_id_speaker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
        sa.UniqueConstraint("source_id", "number", name=op.f("uq_turn_source_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("turn", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_turn_question_id"), ["question_id"], unique=False)
        batch_op.create_index("ix_turn_source_id_start", ["source_id", "start"], unique=False)
        batch_op.create_index(batch_op.f("ix_turn_speaker_id"), ["speaker_id"], unique=False)

    if _on_sqlite():  # elsewhere the engine itself makes its index
        op.execute(
            "CREATE VIRTUAL TABLE turn_index USING fts5("
            "text, source_id UNINDEXED, tokenize = 'unicode61 remove_diacritics 0')"
        )
    op.create_table(
        "indexed_source",
        sa.Column("source_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("signature", sa.String(128), nullable=False),
    )


def _one_target() -> str:
    columns = ("group_id", "source_id", "participant_id", "code_id", "theme_id", "question_id")
    if _on_sqlite():
        return " + ".join(f"({column} IS NOT NULL)" for column in columns) + " <= 1"
    return f"num_nonnulls({', '.join(columns)}) <= 1"


def _on_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"
