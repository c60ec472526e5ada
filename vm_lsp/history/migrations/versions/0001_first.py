"""The first schema: server, template, session, execution, execution_event, and the full text over executions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

VECTOR = (
    "to_tsvector('simple', regexp_replace(left(input || ' ' || preview || ' ' || console || ' ' || error, "
    "200000), '[^[:alnum:]]+', ' ', 'g'))"
)
SEARCH = {
    "sqlite": ("CREATE VIRTUAL TABLE execution_search USING fts5(input, preview, console, error)",),
    "postgresql": (
        "CREATE TABLE execution_search (rowid INTEGER PRIMARY KEY REFERENCES execution (ordinal) ON DELETE CASCADE, "
        "input TEXT NOT NULL, preview TEXT NOT NULL, console TEXT NOT NULL, error TEXT NOT NULL)",
        f"CREATE INDEX ix_execution_search ON execution_search USING gin ({VECTOR})",
    ),
}


def upgrade() -> None:
    """Create everything."""
    _server()
    _template()
    _session()
    _execution()
    _execution_event()
    for statement in SEARCH[op.get_bind().dialect.name]:
        op.execute(statement)


def _server() -> None:
    op.create_table(
        "server",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_server"),
    )
    op.create_index("ix_server_ended_at", "server", ["ended_at"])


def _template() -> None:
    op.create_table(
        "template",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_template"),
    )


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("server_id", sa.Text(), nullable=False),
        sa.Column("template_id", sa.Text(), nullable=False),
        sa.Column("workspace_uri", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("pid", sa.Integer(), nullable=True),
        sa.Column("execution_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.ForeignKeyConstraint(["server_id"], ["server.id"], name="fk_session_server_id"),
        sa.ForeignKeyConstraint(["template_id"], ["template.id"], name="fk_session_template_id"),
    )
    op.create_index("ix_session_server_id", "session", ["server_id"])
    op.create_index("ix_session_workspace_uri", "session", ["workspace_uri"])


def _execution() -> None:
    op.create_table(
        "execution",
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("input", sa.Text(), nullable=False),
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("start_line", sa.Integer(), nullable=True),
        sa.Column("start_character", sa.Integer(), nullable=True),
        sa.Column("end_line", sa.Integer(), nullable=True),
        sa.Column("end_character", sa.Integer(), nullable=True),
        sa.Column("document_version", sa.Integer(), nullable=True),
        sa.Column("args", sa.Text(), nullable=False),
        sa.Column("env", sa.Text(), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *_result_and_error(),
        sa.Column("wall_ms", sa.Float(), nullable=True),
        sa.Column("cpu_ms", sa.Float(), nullable=True),
        sa.Column("event_count", sa.Integer(), nullable=False),
        sa.Column("output_bytes", sa.Integer(), nullable=False),
        sa.Column("heap_bytes", sa.Integer(), nullable=True),
        sa.Column("rolled_back", sa.Boolean(), nullable=False),
        sa.Column("pinned", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name="pk_execution"),
        sa.UniqueConstraint("id", name="uq_execution_id"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_execution_session_id"),
        sqlite_autoincrement=True,
    )
    for name in ("kind", "session_id", "status", "uri"):
        op.create_index(f"ix_execution_{name}_ordinal", "execution", [name, "ordinal"])
    op.create_index("ix_execution_queued_at", "execution", ["queued_at"])


def _result_and_error() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("result_type", sa.Text(), nullable=True),
        sa.Column("result_preview", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("result_start_line", sa.Integer(), nullable=True),
        sa.Column("result_start_character", sa.Integer(), nullable=True),
        sa.Column("result_end_line", sa.Integer(), nullable=True),
        sa.Column("result_end_character", sa.Integer(), nullable=True),
        sa.Column("error_name", sa.Text(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
    )


def _execution_event() -> None:
    op.create_table(
        "execution_event",
        sa.Column("execution_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("ts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("execution_id", "seq", name="pk_execution_event"),
        sa.ForeignKeyConstraint(
            ["execution_id"], ["execution.id"], name="fk_execution_event_execution_id", ondelete="CASCADE"
        ),
    )
