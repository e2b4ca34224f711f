"""A process that writes to a database until it is killed, and says what is on disk."""

import sys
import uuid

from backend.app import create_app
from backend.db import Batch, commit
from tests.conftest import config_for


def main(url: str) -> None:
    """Batches of one row, by one thread."""
    app = create_app(config_for(url))
    with app.app_context():
        while True:
            batch, scope = Batch(), uuid.uuid4()
            sql = "INSERT INTO stamps (scope, version) VALUES (:scope, :version)"
            batch.add(sql, scope=scope, version=1)
            commit(batch)
            print(scope, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
