"""Names as the finder would tell them, found by plain words: what is tested here is what becomes of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from qualwb.acts import codes, codings, memos, people, print_versions, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.print_edits import EditKind, PrintEdit
from qualwb.acts.pseudonyms.entity import Entity, Place, Verdict
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.material import WRITTEN, pieces, texts
from qualwb.acts.pseudonyms.replacing import ACT, replace_names
from qualwb.acts.researcher import Researcher
from qualwb.acts.saved_queries import save_query
from qualwb.acts.settings import setting
from qualwb.model import Record
from qualwb.store.open_project import OpenProject
from qualwb.store.texts import current_texts
from tests.conftest import transcript_of
from tests.states import as_kept

PASSPHRASE = "häst batteri klammer"
ALIASES = {
    "Anna Berg": "Sara Ek",
    "Anna": "Sara",
    "Berg": "Ek",
    "Eksjö": "Tranås",
    "070-123 45 67": "[telefon]",
}
TALK = (
    ("Moderator", "Vem träffade du, Anna?"),
    ("Anna", "Jag träffade Anna Bergs mamma i Eksjö, Eksjö är litet. Ring 070-123 45 67 sa hon."),
    ("Åsa", "Annas mamma är eh snäll 👩‍👩‍👧, en berg av snällhet."),
    ("Moderator", "Tack Anna Berg. Berg var ordet."),
)


def entities(
    connection: Connection, aliases: Mapping[str, str] = ALIASES, verdict: Verdict = Verdict.REPLACE
) -> list[Entity]:
    """An entity for each of the words, with all places where they stand; genitives too."""
    found: dict[str, list[Place]] = {name: [] for name in aliases}
    strings = [*texts(connection), *(piece for field in WRITTEN for piece in pieces(connection, field))]
    for spot, text in strings:
        for start, end, name in standing(text, aliases):
            words = text[start:end]
            place = Place(
                spot.table, spot.column, spot.key, start, end, words, spot.path,
                replacement=aliases[name] + words[len(name) :],
            )  # fmt: skip
            found[name].append(place)
    return [
        Entity(name, kind_of(name), "", verdict, aliases[name], True, "", tuple(places))
        for name, places in found.items()
        if places
    ]


def standing(text: str, names: Iterable[str]) -> Iterable[tuple[int, int, str]]:
    """Where the names stand on word borders, the longest first, with a genitive -s."""
    longest = sorted(names, key=len, reverse=True)
    pattern = rf"(?<![^\W_])({'|'.join(map(re.escape, longest))})s?(?![^\W_])"
    for match in re.finditer(pattern, text):
        yield match.start(), match.end(), match[1]


def kind_of(name: str) -> str:
    return "phone" if name[0].isdigit() else "place" if name.startswith("Eksj") else "person"


def study(researcher: Researcher) -> None:
    """A source with all that can hang on it and name somebody."""
    import_transcript(researcher, transcript_of(TALK), name="Intervju Anna Berg", group="Eksjö 1")
    codes.create(researcher, "Annas mamma", definition="När Anna Berg talar om sin mamma.")
    codes.create(researcher, "plats")
    themes.create(researcher, "Livet i Eksjö")
    for quote, code in (
        ("Anna Bergs", "Annas mamma"), ("Jag träffade Anna Bergs mamma", "Annas mamma"),
        ("mamma i Eksjö", "plats"), ("Eksjö är litet", "plats"), ("Annas mamma är", "plats"),
    ):  # fmt: skip
        with researcher.project.reading() as connection:
            passage = passage_quoted(connection, "Intervju Anna Berg", quote)
        codings.apply(researcher, passage, [code])
        memos.write(researcher, f"Fråga Anna Berg om '{quote}'", target="passage", passage=passage)
    with researcher.project.reading() as connection:
        said = passage_quoted(connection, "Intervju Anna Berg", "Annas mamma är eh snäll")
    edits = [
        PrintEdit(15, 18, "", EditKind.FILLER),
        PrintEdit(0, 5, "Anna Bergs", EditKind.ETHICS, why="Anna"),
    ]
    print_versions.save(researcher, said, edits)
    people.describe_participant(researcher, "Eksjö 1", "Anna", kommun="Eksjö", ålder="52")
    save_query(researcher, "Anna om Eksjö", {"text": "Anna Berg", "sources": ["Intervju Anna Berg"]})


def new_key(project: OpenProject, name: str = "studie.nyckel") -> KeyFile:
    with project.reading() as connection:
        uid = connection.exec_driver_sql("SELECT uid FROM project").scalar_one()
    return KeyFile.new(project.folder / name, PASSPHRASE, uid)


def replaced(
    researcher: Researcher, found: Iterable[Entity] | None = None, key: KeyFile | None = None, **options: Any
) -> KeyFile:
    """Names replaced as ``apply`` does it, but that the key stays in memory: encrypting it takes long."""
    key = key or new_key(researcher.project)
    with researcher.act(ACT) as act:
        found = entities(act.connection) if found is None else found
        _done, extended = replace_names(act, researcher.coder, found, key.key, **options)
    return replace(key, key=extended)


def dump(
    project: OpenProject, *, without: Iterable[str] = ("change", "text_content")
) -> dict[str, list[dict]]:
    """All rows of all tables, but the journal and texts that stay for undo; and the texts in use."""
    wanted = sorted(set(Record.metadata.tables) - set(without))
    with project.reading() as connection:
        rows = {
            name: [
                dict(zip(row._fields, as_kept(row), strict=True))
                for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1")
            ]
            for name in wanted
        }
        return rows | {"text": [current_texts(connection)]}


def column(project: OpenProject, table: str, name: str) -> list:
    """The values of a column, in order of the rows."""
    return [row[name] for row in dump(project)[table]]


def bytes_beside(folder: Path) -> bytes:
    """All bytes of the files in a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def privacy(project: OpenProject) -> dict:
    with project.reading() as connection:
        return setting(connection, "privacy") or {}
