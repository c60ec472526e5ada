"""What finding, keeping and sharing need: documents, statements' past, facets, sizes, and whose a run is."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DOCUMENT_ID = (
    "ALTER TABLE execution ADD COLUMN document_id INTEGER CONSTRAINT fk_execution_document_id REFERENCES document (id)"
)
VECTOR = (
    "to_tsvector('simple', regexp_replace(regexp_replace(normalize("
    "left(input || ' ' || preview || ' ' || console || ' ' || error, 200000), NFD), "
    "'[\u0300-\u036f]+', '', 'g'), '[^[:alnum:]]+', ' ', 'g'))"
)
SEARCH = {
    "sqlite": (
        "DROP TABLE execution_search",
        "CREATE VIRTUAL TABLE execution_search USING fts5(input, preview, console, error, facets, prefix='1 2 3')",
        "CREATE TABLE execution_search_word (folded TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (folded, word)) "
        "WITHOUT ROWID",
    ),
    "postgresql": (
        "DROP INDEX ix_execution_search",
        f"CREATE INDEX ix_execution_search ON execution_search USING gin ({VECTOR})",
    ),
}


def upgrade() -> None:
    """Add the tables and columns, and give every execution its document; `history.deriving` fills the rest."""
    _document()
    _execution()
    _execution_statement()
    for name in ("user_name", "host"):
        op.add_column("server", sa.Column(name, sa.Text(), nullable=True))
    for statement in SEARCH[op.get_bind().dialect.name]:
        op.execute(statement)


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint("uri", name="uq_document_uri"),
    )
    op.execute("INSERT INTO document (uri, name) SELECT DISTINCT uri, '' FROM execution")


def _execution() -> None:
    op.execute(DOCUMENT_ID)
    op.add_column("execution", sa.Column("user_name", sa.Text(), nullable=True))
    op.add_column("execution", sa.Column("host", sa.Text(), nullable=True))
    for name, kind in (
        ("console_count", sa.Integer()),
        ("stored_bytes", sa.BigInteger()),
        ("redactions", sa.Integer()),
    ):
        op.add_column("execution", sa.Column(name, kind, server_default=sa.text("0"), nullable=False))
    op.execute("UPDATE execution SET document_id = (SELECT id FROM document WHERE document.uri = execution.uri)")
    op.drop_index("ix_execution_uri_ordinal", "execution")
    op.create_index("ix_execution_document_id_ordinal", "execution", ["document_id", "ordinal"])
    op.create_index("ix_execution_pinned_ordinal_stored_bytes", "execution", ["pinned", "ordinal", "stored_bytes"])


def _execution_statement() -> None:
    op.create_table(
        "execution_statement",
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("start_line", sa.Integer(), nullable=False),
        sa.Column("start_character", sa.Integer(), nullable=False),
        sa.Column("end_line", sa.Integer(), nullable=False),
        sa.Column("end_character", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("preview", sa.Text(), nullable=True),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", "position", name="pk_execution_statement"),
        sa.ForeignKeyConstraint(
            ["ordinal"], ["execution.ordinal"], name="fk_execution_statement_ordinal", ondelete="CASCADE"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_execution_statement_document_id_key_ordinal", "execution_statement", ["document_id", "key", "ordinal"]
    )
