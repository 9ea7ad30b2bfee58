"""qc's projects: coded lines as passages, the tree of codes, memos, and what was before its first version."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.acts.arriving_text import canonical
from qualwb.acts.portable_state import portable_project
from qualwb.acts.receiving import Incoming, plan_receiving, receive
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.exchange.qc.projects import read_qc
from qualwb.exchange.qc.settings import is_qc
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.store.check import check
from tests.exchange.peers.qc_project import QcProject
from tests.projects import new_project

TEXT = "Åsa gråter 😀 ofta.\r\n\r\nSedan gick vi, 𝒳.\nSlut"
CODEBOOK = "- Känsla:\n  - gråt\n  - no\n- Tid:\n  - gråt\n"


def _words(arrival: Arrival) -> list[str]:
    texts = {one.uid: one.text for one in arrival.project.sources}
    return [texts[one.source][one.start : one.end] for one in arrival.project.codings]


def _project(folder: Path) -> Path:
    made = QcProject(folder, CODEBOOK)
    coded = [
        (0, "eva", "gråt"),
        (0, "bo", "Tid"),
        (2, "eva", "ny"),
        (3, "bo", "no"),
        (1, "bo", "no"),
        (9, "bo", "no"),
    ]
    made.document("kapitel/möte 1.txt", TEXT.encode(), coded)
    (folder / "memos" / "2026-03-04-05-06_eva_första_tanken.md").write_text(
        "# Tanke\n\nVi såg.", encoding="utf-8"
    )
    return made.close()


def test_lines_are_passages_without_their_ends(tmp_path: Path) -> None:
    arrival = read_qc(_project(tmp_path / "studie"), Wishes())
    project, ledger = arrival.project, arrival.ledger
    assert _words(arrival) == ["Åsa gråter 😀 ofta.", "Åsa gråter 😀 ofta.", "Sedan gick vi, 𝒳.", "Slut"]
    names = {one.uid: one.name for one in (*project.codes, *project.coders)}
    assert [(names[one.coder], names[one.code]) for one in project.codings] == [
        ("eva", "gråt"),
        ("bo", "Tid"),
        ("eva", "ny"),
        ("bo", "no"),
    ]
    assert [(one.name, names.get(one.parent or "")) for one in project.codes] == [
        ("Känsla", None),
        ("gråt", "Känsla"),
        ("no", "Känsla"),
        ("Tid", None),
        ("ny", None),
    ]
    assert [(one.text, names[one.coder]) for one in project.memos] == [("# Tanke\n\nVi såg.", "eva")]
    assert (project.name, project.sources[0].name) == ("studie", "möte 1")
    assert ledger.found == {"code": 6, "source": 1, "coding": 6, "memo": 1, "coder": 2}
    assert [one.kind for one in ledger.refused] == ["code", "coding", "coding"]
    assert ledger.notices == []
    assert arrival.origin == "qc 1.7.8"


def test_it_becomes_a_project_and_comes_a_second_time_without_a_change(tmp_path: Path) -> None:
    folder = _project(tmp_path / "studie")
    with new_project(tmp_path / "p.qwb") as project:
        arriving = read_qc(folder, Wishes()).project
        receive(Researcher(project, "B"), Incoming(arriving, "studie"))
        with project.reading() as connection:
            told = portable_project(connection)
        assert {one[:7] for one in told.codings} == {one[:7] for one in arriving.codings}
        assert not plan_receiving(
            Researcher(project, "B"), Incoming(read_qc(folder, Wishes()).project, "studie")
        ).changes
        assert check(project) == []


def test_a_text_that_was_changed_since_or_is_gone_is_told(tmp_path: Path) -> None:
    folder = _project(tmp_path / "studie")
    (folder / "corpus/kapitel/möte 1.txt").write_text("Nytt\n", encoding="utf-8")
    arrival = read_qc(folder, Wishes())
    assert len(arrival.ledger.notices) == 1
    (folder / "corpus/kapitel/möte 1.txt").unlink()
    arrival = read_qc(folder, Wishes())
    assert [one.kind for one in arrival.ledger.refused] == ["code", "source", *["coding"] * 6]


def test_files_of_codes_before_the_first_version_are_read(tmp_path: Path) -> None:
    settings_text = (
        "qc_version: 0.2.3\ncorpus_dir: corpus\ncodes_dir: codes\ncodebook: codebook.yaml\nmemos_dir: memos\n"
    )
    folder = QcProject(tmp_path / "p", "- a\n", settings_text).close()
    (folder / "corpus" / "m.b.txt").write_text("ett\ntvå\ntre\n", encoding="utf-8")
    (folder / "codes").mkdir()
    (folder / "codes" / "m.b.txt.eva.codes").write_text("a, å\n\nå,å\nb\n", encoding="utf-8")
    (folder / "codes" / "gone.txt.eva.codes").write_text("a\n", encoding="utf-8")
    arrival = read_qc(folder, Wishes())
    assert _words(arrival) == ["ett", "ett", "tre"]
    assert arrival.ledger.found["coding"] == 5
    assert len(arrival.ledger.refusals("coding")) == 2
    assert [one.name for one in arrival.project.coders] == ["eva"]


@pytest.mark.parametrize(
    ("settings_text", "problem"),
    [
        ("corpus_dir: ../..\ndatabase: d.sqlite3\n", "outside the project"),
        ("corpus_dir: corpus\ndatabase: /etc/passwd\n", "outside the project"),
        ("corpus_dir: corpus\ndatabase: gone\n", "not there"),
        ("corpus_dir: corpus\ndatabase: codebook.yaml\n", "no SQLite"),
        ("corpus_dir: [", "no yaml"),
        ("a: 1\n", "no qc project"),
    ],
)
def test_what_is_none_or_leads_out_of_its_folder_is_refused(
    tmp_path: Path, settings_text: str, problem: str
) -> None:
    folder = QcProject(tmp_path / "p", "", settings_text).close()
    with pytest.raises(QualwbError, match=problem):
        read_qc(folder, Wishes())


def test_a_document_that_lies_outside_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hemligt")
    made = QcProject(tmp_path / "p")
    made.document("../../secret.txt", b"hemligt", [(0, "eva", "a")])
    arrival = read_qc(made.close(), Wishes())
    assert arrival.project.sources == arrival.project.codings == ()
    assert [one.kind for one in arrival.ledger.refused] == ["source", "coding"]


def test_it_is_known_by_its_settings(tmp_path: Path) -> None:
    assert is_qc(_project(tmp_path / "p"))
    (tmp_path / "q").mkdir()
    assert not is_qc(tmp_path / "q")
    (tmp_path / "q" / "settings.yaml").write_text("- a\n")
    assert not is_qc(tmp_path / "q")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(alphabet="aåä😀𝒳 \u0301\f\u2028", max_size=8), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_line_of_any_text_is_found(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: str
) -> None:
    made = QcProject(tmp_path_factory.mktemp("qc") / "p")
    made.document(
        "m.txt", ("x" + end + end.join(lines)).encode(), [(at + 1, "eva", "k") for at in range(len(lines))]
    )
    arrival = read_qc(made.close(), Wishes())
    taken = [one for one in lines if one.strip()]
    assert len(_words(arrival)) == len(taken)
    assert len(arrival.ledger.refusals("coding")) == len(lines) - len(taken)
    for words, line in zip(_words(arrival), taken, strict=True):
        assert "".join(words.split()) == "".join(canonical(line)[0].split())
