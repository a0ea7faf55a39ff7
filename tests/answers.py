"""Fails when a server that the tests were told of does not answer: a run that skips it must not look green."""

import sys

from redis import Redis
from sqlalchemy import create_engine

from tests import databases


def main() -> None:
    url = databases.POSTGRESQL.replace("postgresql://", "postgresql+psycopg://", 1)
    with create_engine(url).connect() as connection:
        version = connection.exec_driver_sql("SHOW server_version").scalar()
    Redis.from_url(databases.REDIS).ping()
    sys.stdout.write(f"PostgreSQL {version} and Redis answer.\n")


if __name__ == "__main__":
    main()
