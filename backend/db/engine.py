"""How each database is opened: durable, with foreign keys, and with honest transactions."""

import sqlite3
import uuid
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Engine, event

from backend.config import Config
from backend.db.direct import DirectConnections, conninfo_of
from backend.db.group_commit import GroupCommit
from backend.db.model import db

BUSY_MILLISECONDS = 10_000
DEFAULT_ISOLATION = "READ COMMITTED"
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
    "PRAGMA cache_size = -32000",
    # SQLite skips the BEFORE DELETE triggers of rows that REPLACE removes unless this is on.
    "PRAGMA recursive_triggers = ON",
)


def configure(app: Flask, config: Config) -> None:
    """Bind the session of ``app`` to its database; opens no connection yet."""
    app.config["SQLALCHEMY_DATABASE_URI"] = config.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _options(config)
    db.init_app(app)
    with app.app_context():
        if config.uses_sqlite:
            _prepare_sqlite(db.engine)
            app.extensions["batch_writer"] = GroupCommit(db.engine)
        else:
            conninfo = conninfo_of(db.engine, config.isolation_level)
            app.extensions["batch_writer"] = DirectConnections(conninfo)


def dispose(app: Flask) -> None:
    """Close every connection of ``app``, after its writer has finished what it accepted."""
    app.extensions["batch_writer"].close()
    with app.app_context():
        db.engine.dispose()


def _options(config: Config) -> dict[str, Any]:
    pool = {"pool_size": config.pool_size, "max_overflow": 0, "pool_timeout": 30}
    if config.uses_sqlite:
        return {**pool, "connect_args": {"check_same_thread": False, "isolation_level": None}}
    arguments: dict[str, Any] = {"application_name": "wijkmunt", "connect_timeout": 10}
    if config.isolation_level != DEFAULT_ISOLATION:
        level = config.isolation_level.lower().replace(" ", "\\ ")
        arguments["options"] = f"-c default_transaction_isolation={level}"
    return {**pool, "connect_args": arguments}


def _prepare_sqlite(engine: Engine) -> None:
    sqlite3.register_adapter(uuid.UUID, lambda value: value.bytes)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        for pragma in SQLITE_PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes the write lock at once: upgrading a read later can fail half-way.
        writes = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
