"""The declarative base and the column types that differ between the two databases."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Dialect, LargeBinary, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator, TypeEngine

from backend import clock

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Id(TypeDecorator[uuid.UUID]):
    """A UUID: the native type on PostgreSQL, 16 bytes on SQLite."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid())
        return dialect.type_descriptor(LargeBinary(16))

    def bind_processor(self, dialect: Dialect) -> Any:
        """PostgreSQL's driver takes and gives UUIDs itself."""
        return None if dialect.name == "postgresql" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Any:
        """As for binding."""
        if dialect.name == "postgresql":
            return None
        return super().result_processor(dialect, coltype)

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> uuid.UUID | None:
        if value is None or isinstance(value, uuid.UUID):
            return value
        return uuid.UUID(bytes=value)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as whole milliseconds since the Unix epoch."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> int | None:
        return None if value is None else clock.millis(value)

    def process_result_value(self, value: int | None, _: Dialect) -> datetime | None:
        return None if value is None else clock.from_millis(value)


class Base(DeclarativeBase):
    """What every table has in common: the types above and predictable constraint names."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={uuid.UUID: Id(), datetime: Instant()},
    )
