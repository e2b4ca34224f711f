"""Statements are compiled once a test process, not once for each test's application.

SQLAlchemy keeps what it compiled per engine and dialect. Every test has engines of its own; here
they share the dialect of the first one of their kind, and with it what was compiled.
"""

from sqlalchemy import Engine

_first: dict[str, Engine] = {}


def share(engine: Engine) -> None:
    """Let ``engine``, which has not been used yet, take over what others of its kind compiled."""
    first = _first.setdefault(engine.dialect.name, engine)
    if first is engine:
        engine.connect().close()  # a dialect learns of its database at its own engine's first
    engine.dialect = engine.pool._dialect = first.dialect
    engine._compiled_cache = first._compiled_cache
