"""The register of columns that can hold a name: none is forgotten, and what it gives is what stands there."""

from pathlib import Path

from sqlalchemy import JSON, String

from qualwb.acts.json_strings import KEY
from qualwb.acts.pseudonyms.material import (
    FOLLOWING,
    FORMER,
    KEY_TO_NAMES,
    NAMELESS,
    TOLD,
    WRITTEN,
    Piece,
    Spot,
    Use,
    pieces,
    texts,
)
from qualwb.acts.researcher import Researcher
from qualwb.acts.saved_queries import save_query
from qualwb.acts.settings import put_setting
from qualwb.model import Record
from qualwb.store.journal import table_of
from qualwb.store.project_file import ProjectFile
from tests.blind_project import SECRET, blind_projects


def test_every_column_of_strings_is_listed_once() -> None:
    there = [
        (table.name, column.name)
        for table in Record.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String | JSON)
    ]
    listed = [(field.table, field.column) for field in (*WRITTEN, *TOLD)]
    for record_columns in (FOLLOWING, FORMER, KEY_TO_NAMES, NAMELESS):
        listed += [
            (table_of(record).name, column)
            for record, columns in record_columns.items()
            for column in columns
        ]
    assert sorted(listed) == sorted(there)


def test_every_string_of_the_material_is_given(named: Researcher) -> None:
    with named.project.reading() as connection:
        found = dict(texts(connection))
        for field in (*WRITTEN, *TOLD):
            found |= pieces(connection, field)
    by_place = {(spot.table, spot.column, spot.path): text for spot, text in found.items()}
    assert by_place["participant", "attributes", ("ort",)] == "Eksjö"
    assert by_place["participant", "attributes", ("ort", KEY)] == "ort"
    assert by_place["code", "name", ()] == "Görans ledarskap"
    assert by_place["summary", "text", ()] == "I Eksjö är det Göran som bestämmer."
    assert {spot for spot in found if spot.is_text} == {Spot("source", "text", 1), Spot("source", "text", 2)}
    assert by_place["source", "import_report", ("speakers", 0, "label")] == "Moderator"


def test_whom_a_setting_or_a_query_names_as_coder_is_no_name_of_the_material(named: Researcher) -> None:
    save_query(named, "Görans", {"coders": ["Karin"], "codes": ["Görans ledarskap"]})
    with named.act("test") as act:
        put_setting(act, "coder", "Karin")
        put_setting(act, "report", {"ethics": "Karin intervjuade Göran."})
    with named.project.reading() as connection:
        told = [
            text for field in WRITTEN if field.use is Use.DATA for _spot, text in pieces(connection, field)
        ]
    assert "Karin" not in told
    assert {"Görans ledarskap", "Karin intervjuade Göran."} <= set(told)


def test_of_a_blind_round_the_journal_tells_a_coder_nothing(tmp_path: Path) -> None:
    """What Anna is given is the same whether or not Bo has worked in the round; all is there for an act."""

    def given(path: Path, *, whole: bool) -> list[Piece]:
        with ProjectFile.open(path) as project:
            anna = project.seen_by("Anna")
            with anna.reading_whole() if whole else anna.reading() as connection:
                return [piece for field in (*WRITTEN, *TOLD) for piece in pieces(connection, field)]

    before, after = blind_projects(tmp_path)
    assert given(before, whole=False) == given(after, whole=False)
    assert any(SECRET in text for _spot, text in given(after, whole=True))
