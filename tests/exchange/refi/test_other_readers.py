"""Another program's reader opens our project files: pyrefiqda, where there is a Python that has it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from qualwb.acts.portable_state import portable_project
from qualwb.exchange.refi.project_file import write_refi
from qualwb.exchange.refi.targets import TARGETS
from qualwb.exchange.refi.wishes import ExportWishes
from tests.projects import bundled_study

PYTHON = os.environ.get("QUALWB_PYREFIQDA_PYTHON") or shutil.which("python-pyrefiqda")
"""A Python in whose environment pyrefiqda is installed."""
READING = """
import json, sys
from pyrefiqda import RefiProject

project = RefiProject.load(sys.argv[1], extract_dir=sys.argv[2])
sources = project.sources.text_source
found = {"sources": len(sources), "codings": 0, "words": []}
for source in sources:
    text = open(RefiProject.resolve_source_path(source.plain_text_path, sys.argv[2]), encoding="utf-8").read()
    for one in source.plain_text_selection:
        found["codings"] += len(one.coding)
        found["words"].append(text[one.start_position : one.end_position])
json.dump(found, sys.stdout)
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        PYTHON is None, reason="no Python with pyrefiqda: name one in $QUALWB_PYREFIQDA_PYTHON"
    ),
]


@pytest.mark.parametrize("tool", ["", *TARGETS])
def test_pyrefiqda_opens_the_study_and_reads_its_passages(tmp_path: Path, tool: str) -> None:
    with bundled_study(tmp_path / "a.qwb") as study, study.reading() as connection:
        told = portable_project(connection)
    write_refi(told, tmp_path / "studie.qdpx", ExportWishes(tool=tool, labels=False))
    call = [str(PYTHON), "-c", READING, str(tmp_path / "studie.qdpx"), str(tmp_path / "unpacked")]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(call, capture_output=True, text=True, env=environment, timeout=300)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["sources"] == len(told.sources)
    placed = {one[1:6] for one in told.codings} if tool else told.codings
    assert found["codings"] == len(placed)
    if not tool:
        texts = {one.uid: one.text for one in told.sources}
        ours = {texts[one.source][one.start : one.end] for one in told.codings}
        assert ours <= set(found["words"])
