"""What several migrations need: SQL per database, and triggers that keep stamps true."""

from alembic import op


def on_sqlite() -> bool:
    """Whether this run migrates SQLite."""
    return op.get_bind().dialect.name == "sqlite"


def execute(*, sqlite: str | None = None, postgresql: str | None = None) -> None:
    """Run the statement of the database at hand, exactly as written."""
    statement = sqlite if on_sqlite() else postgresql
    if statement:
        op.get_bind().exec_driver_sql(
            statement.replace("%", "%%") if not on_sqlite() else statement
        )


def stamp_on(table: str, scope: str, *, insert: bool = True, columns: str = "") -> None:
    """Raise the version of the scope in column ``scope`` whenever a row of ``table`` changes.

    ``columns`` limits updates to those that matter (``revoked_at, ends_at``); ``insert=False``
    for rows whose arrival makes nobody's cached facts wrong. Deletes always count. A NULL scope
    stamps nothing.
    """
    of_columns = f" OF {columns}" if columns else ""
    events = [("DELETE", "DELETE", "OLD"), (f"UPDATE{of_columns}", "UPDATE", "NEW")]
    if insert:
        events.append(("INSERT", "INSERT", "NEW"))
    for event, short, row in events:
        name = f"{table}_{scope}_{short.lower()}_stamps"
        raise_version = (
            f"INSERT INTO stamps (scope, version) SELECT {row}.{scope}, 1 "
            f"WHERE {row}.{scope} IS NOT NULL "
            "ON CONFLICT (scope) DO UPDATE SET version = stamps.version + 1"
        )
        execute(
            sqlite=f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {raise_version}; END",
            postgresql=f"""
                CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN {raise_version}; RETURN NULL; END $$;
                CREATE TRIGGER {name} AFTER {event} ON {table}
                FOR EACH ROW EXECUTE FUNCTION {name}()""",
        )
