"""Runs the migrations, each in its own transaction, on the connection of ``migrations.upgrade``."""

from alembic import context

from backend.db import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    transactional_ddl=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
