"""Projects as other programs wrote them: everything in them is found, and each passage is what was meant."""

import csv
from pathlib import Path

import pytest

from qualwb.acts.receiving import Incoming, receive
from qualwb.acts.researcher import Researcher
from qualwb.exchange.refi.project_reader import read_refi
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.store.check import check
from tests.conftest import SHARED, needs_shared
from tests.projects import new_project

SAMPLES = SHARED / "samples" / "refi"
pytestmark = needs_shared
COLUMNS = {
    "codes": "code",
    "sources": "source",
    "text_selections": "selection",
    "codings": "coding",
    "sets": "set",
    "cases": "case",
    "notes": "note",
    "users": "coder",
}


def _sources() -> list[dict[str, str]]:
    table = SAMPLES / "SOURCES.tsv"
    if not table.is_file():
        return []
    with table.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if row["file"].endswith(".qdpx")]


@pytest.mark.parametrize("row", _sources(), ids=lambda row: row["file"])
def test_everything_in_a_sample_is_found_and_stored_or_refused(row: dict[str, str], tmp_path: Path) -> None:
    arrival = read_refi(SAMPLES / row["file"], Wishes())
    found = {column: arrival.ledger.found[kind] for column, kind in COLUMNS.items()}
    assert found == {column: int(row[column]) for column in COLUMNS}
    for kind, records in (
        ("code", arrival.project.codes),
        ("source", arrival.project.sources),
        ("coding", arrival.project.codings),
    ):
        assert len(records) + len(arrival.ledger.refusals(kind)) == arrival.ledger.found[kind]
    with new_project(tmp_path / "p.qwb") as project:
        received = receive(Researcher(project, "B"), Incoming(arrival.project, row["file"]))
        assert received.conflicts == received.unplaced == ()
        assert check(project) == []


def _passages(arrival: Arrival) -> list[tuple[str, int, int]]:
    texts = {source.uid: source.text for source in arrival.project.sources}
    return sorted({(texts[one.source], one.start, one.end) for one in arrival.project.codings})


def test_nvivos_passages_are_whole_lines() -> None:
    arrival = read_refi(SAMPLES / "nvivo_win_12.6_a.qdpx", Wishes())
    passages = _passages(arrival)
    assert len(arrival.project.codings) == 97
    for text, start, end in passages:
        assert start == 0 or text[start - 1] == "\n"
        assert end == len(text) or text[end - 1] == "\n" or text[end] == "\n"
    assert any("UTF-16" in notice for notice in arrival.ledger.notices)


def test_qcs_passages_are_the_lines_that_they_are_named_by() -> None:
    arrival = read_refi(SAMPLES / "qc_1.3.2_demo.qdpx", Wishes())
    passages = _passages(arrival)
    assert len(passages) == 158
    for text, start, end in passages:
        assert start == 0 or text[start - 1] == "\n"
        assert end == len(text) or text[end - 1] == "\n" or text[end] == "\n"
    assert not any("count" in notice for notice in arrival.ledger.notices)


def test_maxqdas_document_groups_are_groups() -> None:
    project = read_refi(SAMPLES / "maxqda_24.7_codes_descriptions_10docs.qdpx", Wishes()).project
    names = {group.uid: group.name for group in project.groups}
    assert sorted(names[source.group] for source in project.sources) == ["ICLS 2024"] * 5 + ["ICLS 2025"] * 5
    assert all(code.definition for code in project.codes)


def test_passages_inside_words_are_listed() -> None:
    arrival = read_refi(SAMPLES / "qdapy_hand_made_sample.qdpx", Wishes())
    listed = [notice for notice in arrival.ledger.notices if "Interview 01 47-106: agen." in notice]
    assert len(listed) == 1
    assert {one.kind for one in arrival.ledger.refused} == {"source", "area", "coding", "selection"}
