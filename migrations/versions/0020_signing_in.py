"""Signing in: letters (links that are good once), passkeys, the second step, known devices, and what one is called."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0020"
down_revision = "0013"


def _theirs(table: str, *columns: sa.Column, unique: tuple[str, ...] = ()) -> None:
    """A table whose rows belong to a person and go with them."""
    keys = [sa.UniqueConstraint(*unique, name=f"uq_{table}_{'_'.join(unique)}")] if unique else []
    op.create_table(
        table,
        sa.Column("person_id", Id, nullable=False),
        *columns,
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=f"fk_{table}_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *keys,
    )


def upgrade() -> None:
    _theirs(
        "letter",
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
    )
    op.create_index("ix_letter_person_id", "letter", ["person_id"])
    _theirs(
        "device",
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        unique=("person_id", "agent"),
    )
    _theirs(
        "two_step",
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("last_step", Id, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        unique=("person_id",),
    )
    _theirs(
        "recovery_code",
        sa.Column("code_mark", sa.String(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
    )
    op.create_index("ix_recovery_code_person_id", "recovery_code", ["person_id"])
    _theirs(
        "passkey",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("credential_id", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("sign_count", Id, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.Column("challenge_at", Moment(), nullable=True),
        unique=("credential_id",),
    )
    op.create_index("ix_passkey_person_id", "passkey", ["person_id"])
    for name in ("pronouns", "time_zone"):
        op.add_column("person", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("sign_in", sa.Column("seen_at", Moment(), nullable=True))


def downgrade() -> None:
    op.drop_column("sign_in", "seen_at")
    op.drop_column("person", "time_zone")
    op.drop_column("person", "pronouns")
    op.drop_table("passkey")
    op.drop_table("recovery_code")
    op.drop_table("two_step")
    op.drop_table("device")
    op.drop_table("letter")
