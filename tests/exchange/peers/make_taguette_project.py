"""Run by Taguette's own Python: makes a project with its model and tells what it takes each highlight to say.

Arguments: the database to make, the csv of highlights to make. Standard output: JSON, a list of the codings.
"""

import asyncio
import io
import json
import logging
import sys
from pathlib import Path

from bs4 import BeautifulSoup
from taguette import convert, database, export, extract

logging.disable(logging.CRITICAL)
HEAD = '<html><head><meta charset="utf-8"></head><body>'
PAGES = {
    "Möte 1": "<h1>Möte 1</h1>\n<p>Åsa: Jag <b>gråter</b> 😀 <a>ofta</a>, &amp; så.</p>\n\n<p>Bo: Nej.</p>",
    "Möte 2": "\n <p>Örjan &lt;viskar&gt;\n   𝒳 är 👩\u200d👧.</p><ul><li>ett</li><li>två é</li></ul>"
    "<table><tr><td>a</td><td>å</td></tr></table><pre>\n  rad\n  två</pre>",
}
MARKED = {
    "Möte 1": [
        ("gråter 😀 ofta", [1, 2], "admin"),
        ("Åsa: Jag", [1], "eva"),
        ("Jag gråter", [2], "eva"),
    ],
    "Möte 2": [
        ("<viskar>", [3], "eva"),
        ("𝒳 är 👩\u200d👧", [1], "admin"),
        ("två é", [2, 3], "eva"),
        ("rad\n  två", [1], "eva"),
    ],
}


def _text(contents: str) -> str:
    return BeautifulSoup(contents, "html5lib").get_text()


def _marked(contents: str, words: str) -> tuple[int, int]:
    text = _text(contents)
    start = len(text[: text.index(words)].encode())
    return start, start + len(words.encode())


def main(path: str, table: str) -> None:
    """Make both files."""
    session = database.connect(f"sqlite:///{path}")()
    for login in ("admin", "eva"):
        session.add(database.User(login=login))
    project = database.Project(name="Gråt", description="Om gråt")
    session.add(project)
    session.flush()
    for login in ("admin", "eva"):
        member = database.ProjectMember(
            project_id=project.id, user_login=login, privileges=database.Privileges.ADMIN
        )
        session.add(member)
    tags = [
        database.Tag(project_id=project.id, path=name, description=f"Om {name}")
        for name in ("känsla.gråt", "tid", "Å ö")
    ]
    session.add_all(tags)
    session.flush()
    told = []
    for name, page in PAGES.items():
        contents = asyncio.run(convert.to_html((HEAD + page).encode(), "text/html", "m.html", {}))
        document = database.Document(
            name=name,
            description="",
            filename="m.html",
            project=project,
            text_direction=database.TextDirection.LEFT_TO_RIGHT,
            contents=contents,
        )
        session.add(document)
        session.flush()
        session.add(database.Command.document_add("admin", document))
        told += [_highlight(session, document, tags, *one) for one in MARKED[name]]
    session.commit()
    written = io.StringIO()
    export.highlights_csv(session, project.id, "", written)
    Path(table).write_text(written.getvalue(), encoding="utf-8", newline="")
    print(json.dumps([one for several in told for one in several]))


def _highlight(session, document, tags, words, numbers, user):  # type: ignore[no-untyped-def]
    start, end = _marked(document.contents, words)
    snippet = extract.extract(document.contents, start, end)
    chosen = [tags[number - 1] for number in numbers]
    highlight = database.Highlight(
        document_id=document.id, start_offset=start, end_offset=end, snippet=snippet, tags=chosen
    )
    session.add(highlight)
    session.flush()
    session.add(database.Command.highlight_add(user, document, highlight, [tag.id for tag in chosen]))
    return [(document.name, tag.path, user, _text(snippet)) for tag in chosen]


if __name__ == "__main__":
    main(*sys.argv[1:])
