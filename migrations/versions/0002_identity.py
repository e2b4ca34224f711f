"""People, passkeys, sessions, device keys, recovery codes, challenges, and counted attempts."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant
from migrations.support import stamp_on

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()
    _passkeys()
    _sessions()
    _device_keys()
    _recovery_codes()
    _challenges()
    _throttle_windows()
    # Refreshing a session changes no fact that anybody caches, so only revocations stamp.
    stamp_on("sessions", "person_id", insert=False, columns="revoked_at")
    stamp_on("device_keys", "person_id", columns="revoked_at")


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", Id(), nullable=False),
        sa.Column("display_name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )


def _passkeys() -> None:
    op.create_table(
        "passkeys",
        sa.Column("id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("last_used_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_passkeys"),
        _of_person("passkeys"),
        sa.UniqueConstraint("credential_id", name="uq_passkeys_credential_id"),
    )
    op.create_index("ix_passkeys_person_id", "passkeys", ["person_id"])


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("device_name", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("rotated_at", Instant(), nullable=False),
        sa.Column("last_used_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("authenticated_at", Instant(), nullable=True),
        sa.Column("recovered_at", Instant(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        _of_person("sessions"),
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])


def _device_keys() -> None:
    op.create_table(
        "device_keys",
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("session_id", Id(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("on_server", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("last_used_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("key_id", name="pk_device_keys"),
        _of_person("device_keys"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_device_keys_session_id"),
        sa.CheckConstraint("length(key_id) = 8", name="ck_device_keys_key_id"),
    )
    op.create_index("ix_device_keys_person_id", "device_keys", ["person_id"])
    op.create_index("ix_device_keys_session_id", "device_keys", ["session_id"])


def _recovery_codes() -> None:
    op.create_table(
        "recovery_codes",
        sa.Column("id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("secret_id", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_codes"),
        _of_person("recovery_codes"),
        sa.UniqueConstraint("code_hash", name="uq_recovery_codes_code_hash"),
    )
    op.create_index("ix_recovery_codes_person_id", "recovery_codes", ["person_id"])


def _challenges() -> None:
    op.create_table(
        "challenges",
        sa.Column("id", Id(), nullable=False),
        sa.Column("challenge", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("subject_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("display_name", sa.String(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_challenges"),
    )
    op.create_index("ix_challenges_expires_at", "challenges", ["expires_at"])


def _throttle_windows() -> None:
    op.create_table(
        "throttle_windows",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_throttle_windows"),
    )
    op.create_index("ix_throttle_windows_ends_at", "throttle_windows", ["ends_at"])


def _of_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=f"fk_{table}_person_id")
