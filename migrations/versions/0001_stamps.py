"""Stamps: the versions by which cached facts are known to be true."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id
from migrations.support import execute

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stamps",
        sa.Column("scope", Id(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_stamps"),
    )
    execute(
        postgresql="""
        CREATE FUNCTION wijkmunt_expect(scopes uuid[], versions bigint[]) RETURNS void
        LANGUAGE plpgsql STABLE AS $$
        BEGIN
          IF EXISTS (
            SELECT 1 FROM unnest(scopes, versions) AS expected (scope, version)
            WHERE expected.version IS DISTINCT FROM coalesce(
              (SELECT stamps.version FROM stamps WHERE stamps.scope = expected.scope), 0)
          ) THEN
            RAISE EXCEPTION 'wijkmunt:stale_facts' USING ERRCODE = 'WM001';
          END IF;
        END $$"""
    )
