"""The tables: server, template, session, document, execution, execution_event, execution_statement.

Columns are snake_case; what has no columns of its own is JSON text as the contract words it. Positions are 0-based
lines and UTF-16 columns, times are UTC, durations milliseconds. Rows are written and read with SQLAlchemy Core, which
is ten times faster here than the ORM, so the models are the description of the tables and their only source.
"""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Boolean, DateTime, Dialect, Index, MetaData, Text, false, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from vm_lsp.history.texts import well_formed


class SafeText(TypeDecorator[str]):
    """Text a script may have made: lone surrogates, and NUL on PostgreSQL, are replaced by U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return what the database can hold."""
        if value is None:
            return None
        text = well_formed(value)
        return text if dialect.name == "sqlite" else text.replace("\0", "\ufffd")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC; SQLite would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time in UTC. Raises ValueError for a naive one, whose zone nobody could know later."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone can't be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time, aware."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


ZERO = {"server_default": text("0")}


class Row(SQLModel):
    """What our tables share: a metadata of their own, whose constraints have names that a migration can use."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


class ServerRow(Row, table=True):
    """One process that writes here; it is alive as long as it holds its lock (see `servers`).

    `user_name` and `host` are None where the person wants to stay unknown (setting ``history.identity``).
    """

    __tablename__ = "server"

    id: str = Field(primary_key=True, sa_type=Text)
    pid: int
    version: str = Field(sa_type=Text)
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    user_name: str | None = Field(default=None, sa_type=SafeText)
    host: str | None = Field(default=None, sa_type=SafeText)


class TemplateRow(Row, table=True):
    """Settings sessions ran under; `id` is the SHA-256 of the text, so that equal ones are stored once."""

    __tablename__ = "template"

    id: str = Field(primary_key=True, sa_type=Text)
    settings: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)


class SessionRow(Row, table=True):
    """A session; `execution_count` follows the numbers of its executions."""

    __tablename__ = "session"

    id: str = Field(primary_key=True, sa_type=Text)
    server_id: str = Field(foreign_key="server.id", sa_type=Text, index=True)
    template_id: str = Field(foreign_key="template.id", sa_type=Text)
    workspace_uri: str | None = Field(default=None, sa_type=SafeText, index=True)
    status: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_error: str | None = Field(default=None, sa_type=SafeText)
    pid: int | None = None
    execution_count: int


class DocumentRow(Row, table=True):
    """A text that something ran from. There are as many as files, so that looking through all their names is cheap.

    `name` is what people know of its URI: the path with nothing escaped, in lower case (see `documents`).
    """

    __tablename__ = "document"

    id: int | None = Field(default=None, primary_key=True)
    uri: str = Field(sa_type=SafeText, unique=True)
    name: str = Field(sa_type=SafeText)


class ExecutionRow(Row, table=True):
    """A run. `ordinal` counts creations in this database: it orders runs of equal times and carries the cursor.

    `result` and `error` are the whole Value and Exception; their most wanted parts are columns beside them. A pinned
    run outlives every retention. `console_count` counts its console events, `stored_bytes` the UTF-8 of its texts and
    of its events' payloads, `redactions` the places that were blacked out before it was stored.
    """

    __tablename__ = "execution"
    __table_args__ = (
        Index(None, "session_id", "ordinal"),
        Index(None, "document_id", "ordinal"),
        Index(None, "kind", "ordinal"),
        Index(None, "status", "ordinal"),
        Index(None, "pinned", "ordinal", "stored_bytes"),  # all that keeping and forgetting has to read
        {"sqlite_autoincrement": True},
    )

    ordinal: int | None = Field(default=None, primary_key=True)
    id: str = Field(sa_type=Text, unique=True)
    number: int
    session_id: str = Field(foreign_key="session.id", sa_type=Text)
    kind: str = Field(sa_type=Text)
    status: str = Field(sa_type=Text)
    input: str = Field(sa_type=SafeText)
    uri: str = Field(sa_type=SafeText)
    path: str | None = Field(default=None, sa_type=SafeText)
    start_line: int | None = None
    start_character: int | None = None
    end_line: int | None = None
    end_character: int | None = None
    document_version: int | None = None
    args: str = Field(sa_type=Text)
    env: str | None = Field(default=None, sa_type=Text)
    queued_at: datetime = Field(sa_type=UtcDateTime, index=True)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    result_type: str | None = Field(default=None, sa_type=SafeText)
    result_preview: str | None = Field(default=None, sa_type=SafeText)
    result: str | None = Field(default=None, sa_type=Text)
    result_start_line: int | None = None
    result_start_character: int | None = None
    result_end_line: int | None = None
    result_end_character: int | None = None
    error_name: str | None = Field(default=None, sa_type=SafeText)
    error_message: str | None = Field(default=None, sa_type=SafeText)
    error: str | None = Field(default=None, sa_type=Text)
    wall_ms: float | None = None
    cpu_ms: float | None = None
    event_count: int
    output_bytes: int
    heap_bytes: int | None = None
    rolled_back: bool
    pinned: bool = Field(default=False, sa_type=Boolean, sa_column_kwargs={"server_default": false()})
    document_id: int | None = Field(default=None, foreign_key="document.id")
    user_name: str | None = Field(default=None, sa_type=SafeText)
    host: str | None = Field(default=None, sa_type=SafeText)
    console_count: int = Field(default=0, sa_column_kwargs=ZERO)
    stored_bytes: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=ZERO)
    redactions: int = Field(default=0, sa_column_kwargs=ZERO)


class ExecutionEventRow(Row, table=True):
    """One thing that happened in a run; goes with it."""

    __tablename__ = "execution_event"

    execution_id: str = Field(primary_key=True, foreign_key="execution.id", ondelete="CASCADE", sa_type=Text)
    seq: int = Field(primary_key=True)
    ts: datetime = Field(sa_type=UtcDateTime)
    type: str = Field(sa_type=Text)
    payload: str = Field(sa_type=Text)


class ExecutionStatementRow(Row, table=True):
    """A top-level statement that ran, and what came of it: what a line's past is read from.

    `key` is the hash of the statement's normalised text (see `statement_key`), which finds it again when lines move.
    `type` and `preview` are those of its value, None where it had none to show; of a statement that threw (`failed`)
    they are the error's name, and name and message. The place is where it stood in its document.
    """

    __tablename__ = "execution_statement"
    __table_args__ = (Index(None, "document_id", "key", "ordinal"), {"sqlite_with_rowid": False})

    ordinal: int = Field(primary_key=True, foreign_key="execution.ordinal", ondelete="CASCADE")
    position: int = Field(primary_key=True)
    document_id: int
    key: int = Field(sa_type=BigInteger)
    start_line: int
    start_character: int
    end_line: int
    end_character: int
    type: str | None = Field(default=None, sa_type=SafeText)
    preview: str | None = Field(default=None, sa_type=SafeText)
    failed: bool


SERVER = Row.metadata.tables["server"]
TEMPLATE = Row.metadata.tables["template"]
SESSION = Row.metadata.tables["session"]
DOCUMENT = Row.metadata.tables["document"]
EXECUTION = Row.metadata.tables["execution"]
EXECUTION_EVENT = Row.metadata.tables["execution_event"]
EXECUTION_STATEMENT = Row.metadata.tables["execution_statement"]
