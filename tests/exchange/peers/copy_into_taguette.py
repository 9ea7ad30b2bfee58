"""Run by Taguette's own Python: imports a database as its upload does and tells what it then has.

Arguments: the database from elsewhere, the database to make. Standard output: JSON, a list of the codings.
"""

import json
import logging
import sys

from bs4 import BeautifulSoup
from taguette import database, extract

logging.disable(logging.CRITICAL)


def main(source: str, target: str) -> None:
    """Import the one project."""
    arriving = database.connect(f"sqlite:///{source}", external=True)()
    session = database.connect(f"sqlite:///{target}")()
    session.add(database.User(login="admin"))
    session.commit()
    database.copy_project(arriving, session, 1, "admin")
    told = []
    for highlight in session.query(database.Highlight).order_by(database.Highlight.id):
        cut = extract.extract(highlight.document.contents, highlight.start_offset, highlight.end_offset)
        words = BeautifulSoup(cut, "html5lib").get_text()
        told += [(highlight.document.name, tag.path, words) for tag in highlight.tags]
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
