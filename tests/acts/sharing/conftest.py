"""A project with something in every place where words can lie, and a reader of a copy's bytes."""

import re
import sqlite3
from pathlib import Path

import pytest

from qualwb.acts import codings, memos, people, print_versions, saved_queries, summaries, themes
from qualwb.acts.corrections import replace_passage
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import Passage, passage_quoted
from qualwb.acts.print_edits import EditKind, PrintEdit
from qualwb.acts.researcher import Researcher
from qualwb.acts.source_rows import Origin
from qualwb.store.search import refresh_index
from tests.conftest import transcript_of

TALK = (
    ("Moderator", "Vad tänkte ni på hemvägen?"),
    ("P1", "Samverkan haltar, tyckte jag. Chefen lyssnade aldrig på oss."),
    ("P2", "Mötena gav ändå mycket, särskilt fikarasten."),
    ("P3", "Journalerna låg fel. Papperen försvann."),
    ("P4", "Lokalen var kall."),
    ("P5", "Kanske nästa höst, om pengarna räcker."),
    ("P6", "Vi åkte buss dit."),
)
ATTRIBUTES = {
    "P1": {"ålder": "34", "yrke": "kurator"},
    "P2": {"ålder": "36", "yrke": "kurator"},
    "P3": {"ålder": "38", "yrke": "kurator"},
    "P4": {"ålder": "31", "yrke": "lärare"},
    "P5": {"ålder": "39", "yrke": "kurator"},
    "P6": {"ålder": "33", "yrke": "kurator"},
}


def quoted(who: Researcher, words: str) -> Passage:
    """The passage with these words."""
    with who.project.reading() as connection:
        return passage_quoted(connection, "Intervju 1", words)


@pytest.fixture
def whole(researcher: Researcher) -> Researcher:
    """Karin at a project with former texts, orphans, memos, prints, queries, attributes and an index."""
    transcript, origin = transcript_of(TALK), Origin.of("hemfärd-filen.docx", b"x")
    import_transcript(researcher, transcript, name="Intervju 1", group="Grupp 1", origin=origin)
    for alias, attributes in ATTRIBUTES.items():
        people.describe_participant(researcher, "Grupp 1", alias, **attributes)
    for words, code in (
        ("Samverkan haltar", "otydligt"),
        ("Mötena gav ändå mycket", "nytta"),
        ("Journalerna låg fel.", "bortfall"),
        ("haltar, tyckte jag", "tvivel"),
    ):
        codings.apply(researcher, quoted(researcher, words), [code], create=True)
    themes.create(researcher, "Nyttan", codes=["nytta"])
    summaries.set_summary(researcher, "Nyttan", "Grupp 1", "sammandraget")
    memos.write(researcher, "minnesordet", target="passage", passage=quoted(researcher, "pengarna räcker"))
    memos.write(researcher, "vidkoden", target="passage", passage=quoted(researcher, "Samverkan haltar"))
    prints = [PrintEdit(0, 9, "Samarbetet", EditKind.OTHER)]
    print_versions.save(researcher, quoted(researcher, "Samverkan haltar"), prints)
    broken = [PrintEdit(0, 6, "Chefen (NN)", EditKind.ETHICS)]
    print_versions.save(researcher, quoted(researcher, "Chefen lyssnade aldrig"), broken)
    replace_passage(researcher, quoted(researcher, "Journalerna låg fel. Papperen"), "Papperen")
    saved_queries.save_query(researcher, "frågesparet", {"words": ["sökordet"]})
    refresh_index(researcher.project)
    return researcher


def everything_in(copy: Path) -> str:
    """All bytes as text, escapes of JSON read, and every term of the index, which are shortened there."""
    database = sqlite3.connect(f"{copy.resolve().as_uri()}?immutable=1", uri=True)
    try:
        database.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, turn_index, row)")
        terms = [term for (term,) in database.execute("SELECT term FROM temp.terms")]
    finally:
        database.close()
    text = re.sub(
        r"\\u([0-9a-f]{4})",
        lambda found: chr(int(found[1], 16)),
        copy.read_bytes().decode("utf-8", "replace"),
    )
    return "\n".join([text, *terms]).casefold()
