"""Runs the migrations on the connection that ``migrations.upgrade`` hands over."""

from alembic import context

from backend.db import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
