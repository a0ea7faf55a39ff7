"""What can be found, and the two ways to find it."""

import sqlalchemy as sa
from alembic import op

from cop.core.db import Id, Moment

revision = "0002"
down_revision = "0001"

ON_SQLITE = """
CREATE VIRTUAL TABLE search_fts USING fts5(
    title, words, content='search_entry', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER search_fts_added AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_fts(rowid, title, words) VALUES (new.id, new.title, new.words);
END;
CREATE TRIGGER search_fts_removed AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_fts(search_fts, rowid, title, words) VALUES ('delete', old.id, old.title, old.words);
END;
CREATE TRIGGER search_fts_changed AFTER UPDATE ON search_entry BEGIN
    INSERT INTO search_fts(search_fts, rowid, title, words) VALUES ('delete', old.id, old.title, old.words);
    INSERT INTO search_fts(rowid, title, words) VALUES (new.id, new.title, new.words);
END
"""

# Stock configurations miss accents: take them off first, then find the stem.
ON_POSTGRESQL = """
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE TEXT SEARCH CONFIGURATION cop_en (COPY = english);
ALTER TEXT SEARCH CONFIGURATION cop_en ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION cop_es (COPY = spanish);
ALTER TEXT SEARCH CONFIGURATION cop_es ALTER MAPPING FOR hword, hword_part, word WITH unaccent, spanish_stem;
ALTER TABLE search_entry ADD COLUMN document tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector(CASE language WHEN 'es' THEN 'cop_es'::regconfig ELSE 'cop_en'::regconfig END, title), 'A') ||
    setweight(to_tsvector(CASE language WHEN 'es' THEN 'cop_es'::regconfig ELSE 'cop_en'::regconfig END, words), 'B')
) STORED;
CREATE INDEX ix_search_entry_document ON search_entry USING gin (document)
"""


def on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("topic_id", Id, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("agency_id", Id, nullable=False),
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_search_entry_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
    )
    for statement in ON_SQLITE.split(";\nCREATE") if on_sqlite() else ON_POSTGRESQL.split(";\n"):
        op.execute(statement if not on_sqlite() or statement.lstrip().startswith("CREATE") else f"CREATE{statement}")


def downgrade() -> None:
    if on_sqlite():
        op.execute("DROP TABLE search_fts")
    op.drop_table("search_entry")
    if not on_sqlite():
        op.execute("DROP TEXT SEARCH CONFIGURATION cop_en")
        op.execute("DROP TEXT SEARCH CONFIGURATION cop_es")
