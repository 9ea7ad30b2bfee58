"""Projects that the programs themselves make, compared passage by passage with what they say of them.

``QUALWB_PEERS`` (else ``~/.cache/qualwb/peers``) is a folder with a virtual environment for each program:
``python3 -m venv taguette && taguette/bin/pip install taguette``, and ``qc`` with ``qualitative-coding``.
"""

import json
import os
import subprocess
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from lxml import etree

from qualwb.acts.portable_state import portable_project
from qualwb.exchange.qc.projects import read_qc
from qualwb.exchange.taguette.highlights import is_highlights, read_highlights
from qualwb.exchange.taguette.projects import is_taguette, read_taguette
from qualwb.exchange.taguette.writing import write_taguette
from qualwb.portable.arrival import Arrival, Wishes
from tests.projects import bundled_study

pytestmark = pytest.mark.slow
PEERS = Path(os.environ.get("QUALWB_PEERS") or Path.home() / ".cache" / "qualwb" / "peers")


def _program(*names: str) -> str:
    path = PEERS.joinpath(*names)
    if not path.exists():
        pytest.skip(f"{'/'.join(names)} is not in {PEERS} (see QUALWB_PEERS)")
    return str(path)


def _ran(*command: str | Path, cwd: Path, **more: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, **more}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _codings(arrival: Arrival) -> Counter[tuple[str, str, str, str]]:
    project = arrival.project
    names = {one.uid: one.name for one in (*project.codes, *project.coders)}
    sources = {one.uid: one for one in project.sources}
    return Counter(
        (
            sources[one.source].name,
            names[one.code],
            names[one.coder],
            "".join(sources[one.source].text[one.start : one.end].split()),
        )
        for one in project.codings
    )


def test_taguette(tmp_path: Path) -> None:
    maker = Path(__file__).with_name("make_taguette_project.py")
    python = _program("taguette", "bin", "python")
    database, table = tmp_path / "t.sqlite3", tmp_path / "h.csv"
    told = json.loads(_ran(python, maker, database, table, cwd=tmp_path))
    assert is_taguette(database)
    arrival = read_taguette(database, Wishes())
    meant = Counter((name, tag, user, "".join(words.split())) for name, tag, user, words in told)
    assert _codings(arrival) == meant
    assert arrival.ledger.found["coding"] == len(told) == 9
    assert arrival.ledger.refused == arrival.ledger.changed == []
    assert is_highlights(table)
    by_words = read_highlights(table, Wishes(coder="x"), arrival.project)
    assert by_words.ledger.found["coding"] == len(told)
    there = {(one.source, one.start, one.end, one.code) for one in arrival.project.codings}
    placed = {(one.source, one.start, one.end, one.code) for one in by_words.project.codings}
    assert placed <= there
    assert len(placed) + len(by_words.ledger.refused) == len(told)


def test_taguette_imports_what_is_written_for_it(tmp_path: Path) -> None:
    importer = Path(__file__).with_name("copy_into_taguette.py")
    python = _program("taguette", "bin", "python")
    with bundled_study(tmp_path / "study.qwb") as study, study.reading() as connection:
        project = portable_project(connection)
    write_taguette(project, tmp_path / "ours.sqlite3")
    told = json.loads(
        _ran(python, importer, tmp_path / "ours.sqlite3", tmp_path / "theirs.sqlite3", cwd=tmp_path)
    )
    sources = {one.uid: one for one in project.sources}
    codes = {one.uid: one.name for one in project.codes}
    turns = {one.uid: {(turn.start, turn.end) for turn in one.turns} for one in project.sources}
    within = [
        one
        for one in project.codings
        if any(start <= one.start and one.end <= end for start, end in turns[one.source])
    ]
    meant = {
        (
            sources[one.source].name,
            codes[one.code],
            "".join(sources[one.source].text[one.start : one.end].split()),
        )
        for one in within
    }
    read = {(name, tag, "".join(words.split())) for name, tag, words in told}
    assert meant
    assert meant <= read
    assert len(told) == len(
        {(one.source, one.start, one.end, one.code, one.coder) for one in project.codings}
    )


QC_TEXT = "Åsa gråter 😀 ofta.\nJa, 𝒳.\n\nSedan gick vi, é.\nSlut\n"
QC_CODED = {"eva": ["tears, time", "time", "", "tears", ""], "bo": ["tears", "", "", "new_code", "end"]}


def test_qc(tmp_path: Path) -> None:
    qc, folder = _program("qc", "bin", "qc"), tmp_path / "studie"
    folder.mkdir()
    _ran(qc, "init", cwd=folder)
    (tmp_path / "möte.txt").write_text(QC_TEXT, encoding="utf-8")
    _ran(qc, "corpus", "import", tmp_path / "möte.txt", "--importer", "verbatim", cwd=folder)
    settings = yaml.safe_load((folder / "settings.yaml").read_text())
    command = 'cp "$QC_CODES" "{codes_file_path}"'
    editor = {"name": "copying", "code_command": command, "memo_command": 'echo Tanke >> "{memo_file_path}"'}
    settings |= {"editor": "copying", "editors": {"copying": editor}}
    (folder / "settings.yaml").write_text(yaml.dump(settings))
    for coder, lines in QC_CODED.items():
        (tmp_path / coder).write_text("\n".join(lines) + "\n", encoding="utf-8")
        _ran(qc, "code", coder, cwd=folder, QC_CODES=str(tmp_path / coder))
    _ran(qc, "memo", "eva", "-m", "Första tanken", cwd=folder)
    (folder / "codebook.yaml").write_text(
        "- känsla:\n  - tears\n- time\n- new_code\n- end\n", encoding="utf-8"
    )
    _ran(qc, "export", tmp_path / "studie.qdpx", cwd=folder)
    arrival = read_qc(folder, Wishes())
    assert _spans(arrival) == _exported(tmp_path / "studie.qdpx")
    assert arrival.ledger.found["coding"] == 7
    assert arrival.ledger.refused == []
    assert arrival.ledger.notices == []
    assert [one.text.splitlines()[-1] for one in arrival.project.memos] == ["Tanke"]
    names = {one.uid: one.name for one in arrival.project.codes}
    assert {one.name: names.get(one.parent or "") for one in arrival.project.codes} == {
        "känsla": None,
        "tears": "känsla",
        "time": None,
        "new_code": None,
        "end": None,
    }


def _spans(arrival: Arrival) -> Counter[tuple[str, str, int, int]]:
    names = {one.uid: one.name for one in (*arrival.project.codes, *arrival.project.coders)}
    return Counter((names[one.code], names[one.coder], one.start, one.end) for one in arrival.project.codings)


def _exported(path: Path) -> Counter[tuple[str, str, int, int]]:
    """The codings in qc's own exchange file, whose passages have the line ends within them."""
    with ZipFile(path) as archive:
        tree = etree.fromstring(archive.read(next(n for n in archive.namelist() if n.endswith(".qde"))))
    names = {one.get("guid"): one.get("name") for one in tree.iter("{*}Code", "{*}User")}
    return Counter(
        (
            str(names[coding.find("{*}CodeRef").get("targetGUID")]),
            str(names[coding.get("creatingUser")]),
            int(one.get("startPosition")),
            int(one.get("endPosition")) - 1,
        )
        for one in tree.iter("{*}PlainTextSelection")
        for coding in one.iter("{*}Coding")
    )
