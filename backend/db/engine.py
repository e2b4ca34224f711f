"""How each database is opened: durable, with foreign keys, and with honest transactions."""

import sqlite3
import uuid
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from backend.config import Config
from backend.db import postgresql, replica
from backend.db.direct import DirectConnections
from backend.db.group_commit import GroupCommit
from backend.db.looks import DirectReader, EmbeddedReader
from backend.db.model import db
from backend.db.together import SharedTrips
from backend.db.turns import Turns

BUSY_SECONDS = 10
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    # Each connection has its own, in each process; behind them stands the kernel's, for all.
    "PRAGMA cache_size = -4000",
    # SQLite skips the BEFORE DELETE triggers of rows that REPLACE removes unless this is on.
    "PRAGMA recursive_triggers = ON",
)

_TURN = "turn"
"""Of a connection: whether it has its turn to write."""


def configure(app: Flask, config: Config) -> None:
    """Bind the session of ``app`` to its database; opens no connection yet."""
    app.config["SQLALCHEMY_DATABASE_URI"] = config.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _options(config)
    if config.replica_url:
        app.config["SQLALCHEMY_BINDS"] = {replica.BIND: _replica_options(config)}
    db.init_app(app)
    with app.app_context():
        if config.uses_sqlite:
            turns = Turns(Path(db.engine.url.database or ":memory:"))
            _prepare_sqlite(db.engine, turns)
            app.extensions["turns"] = turns
            app.extensions["batch_writer"] = GroupCommit(db.engine, turns, BUSY_SECONDS)
            app.extensions["looks"] = EmbeddedReader(db.engine)
        else:
            postgresql.watch_over(db.engine)
            conninfo = postgresql.conninfo(db.engine, postgresql.arguments(config))
            direct = DirectConnections(conninfo, prepares=not config.pooled)
            app.extensions["batch_writer"] = SharedTrips(direct)
            app.extensions["looks"] = DirectReader(direct)
        if config.replica_url:
            replica.register(app, db.engines[replica.BIND])


def dispose(app: Flask) -> None:
    """Close every connection of ``app``, after its writer has finished what it accepted."""
    app.extensions["batch_writer"].close()
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
    if "turns" in app.extensions:
        app.extensions["turns"].close()


def _options(config: Config) -> dict[str, Any]:
    pool = {"pool_size": config.pool_size, "max_overflow": 0, "pool_timeout": 30}
    if config.uses_sqlite:
        return {**pool, "connect_args": {"check_same_thread": False, "isolation_level": None}}
    arguments = {**postgresql.arguments(config), **postgresql.driver_arguments(config)}
    return {**pool, "connect_args": arguments}


def _replica_options(config: Config) -> dict[str, Any]:
    arguments = postgresql.replica_arguments(config) | postgresql.driver_arguments(config)
    return {
        "url": config.replica_url,
        "pool_size": config.pool_size,
        "max_overflow": 0,
        # A standby knows nothing stricter than repeatable reads, whatever its primary does.
        "isolation_level": "READ COMMITTED",
        "connect_args": arguments,
    }


def _prepare_sqlite(engine: Engine, turns: Turns) -> None:
    sqlite3.register_adapter(uuid.UUID, lambda value: value.bytes)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        for pragma in SQLITE_PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes the write lock at once: upgrading a read later can fail half-way.
        writes = connection.get_execution_options().get("write", False)
        if writes and _TURN not in connection.info:
            connection.info[_TURN] = turns.take(BUSY_SECONDS)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "checkin")
    def check_in(_: object, entry: ConnectionPoolEntry) -> None:
        if entry.info.pop(_TURN, False):
            turns.give_back()
