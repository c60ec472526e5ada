"""Alembic's environment: migrations run on the connection that `history.schema` hands over."""

from alembic import context

from vm_lsp.history.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,  # SQLite can't alter a table, only rebuild it
)
with context.begin_transaction():
    context.run_migrations()
