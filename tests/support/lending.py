"""Databases lent to tests one after another: emptied between two, which is quicker than a clone.

A database whose schema a test has changed, or that somebody still holds, is thrown away instead.
"""

from collections.abc import Callable

import psycopg
from psycopg import sql

from tests.support.postgres import PostgresServer

_TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname"""
# Everything that a test could have dropped, switched off or put in another's place.
_SCHEMA = """
    SELECT md5(string_agg(what, '|' ORDER BY what)) FROM (
      SELECT concat_ws(' ', 'class', relname, relkind) AS what FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
      UNION ALL SELECT concat_ws(' ', 'column', attrelid::regclass, attname, attnotnull)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
      UNION ALL SELECT concat_ws(' ', 'function', proname, md5(prosrc)) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
      UNION ALL SELECT concat_ws(' ', 'trigger', tgname, tgrelid::regclass, tgenabled)
        FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL SELECT concat_ws(' ', 'constraint', conname, conrelid::regclass)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace) AS everything"""
_PATIENCE = "SET lock_timeout = '3s'; SET session_replication_role = replica"


class Lending:
    """Clones of one template; ``lend`` gives one that is as the template is."""

    def __init__(
        self, server: PostgresServer, template: str, prepare: Callable[[str], None]
    ) -> None:
        self._server = server
        self._template = template
        self._prepare = prepare
        self._clean: list[str] = []
        self._rows: dict[str, bytes] = {}
        self._tables: list[str] = []
        self._schema = ""

    def lend(self) -> tuple[str, str]:
        """A database as (name, address); the first call makes the template."""
        if self._clean:
            name = self._clean.pop()
            return name, self._server.url(name)
        lent = self._server.clone(self._template, self._prepare)
        if not self._schema:
            self._look_at(lent[1])
        return lent

    def give_back(self, name: str) -> None:
        """Empty it for the next, or throw it away."""
        try:
            emptied = self._empty(name)
        except psycopg.Error:
            emptied = False
        if emptied:
            self._clean.append(name)
        else:
            self._server.drop(name)

    def _look_at(self, address: str) -> None:
        """Remember the schema, and the rows that the migrations themselves wrote."""
        with psycopg.connect(address) as connection:
            self._schema = _one(connection, _SCHEMA)
            self._tables = [row[0] for row in connection.execute(_TABLES)]
            for table in self._tables:
                with connection.cursor().copy(_copy("COPY {} TO STDOUT", table)) as rows:
                    content = b"".join(bytes(part) for part in rows)
                if content:
                    self._rows[table] = content

    def _empty(self, name: str) -> bool:
        with psycopg.connect(self._server.url(name)) as connection:
            if _one(connection, _SCHEMA) != self._schema:
                return False
            connection.execute(_PATIENCE)
            deletes = [_copy("DELETE FROM {}", table) for table in self._tables]
            connection.execute(sql.SQL("; ").join(deletes))
            for table, content in self._rows.items():
                with connection.cursor().copy(_copy("COPY {} FROM STDIN", table)) as rows:
                    rows.write(content)
        return True


def _copy(statement: str, table: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(table))


def _one(connection: psycopg.Connection[tuple[object, ...]], question: str) -> str:
    row = connection.execute(question).fetchone()
    return str(row and row[0])
