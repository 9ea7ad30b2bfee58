"""Questions to a project load word lists at most; what is heavy waits until it is asked for."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.file_only


def test_importing_the_analysis_loads_nothing_heavy() -> None:
    code = (
        "import sys, pkgutil, importlib, qualwb.analysis as room\n"
        "for found in pkgutil.iter_modules(room.__path__):\n"
        "    importlib.import_module('qualwb.analysis.' + found.name)\n"
        "heavy = {'spacy', 'sklearn', 'scipy', 'numpy', 'simplemma', 'textual', 'rapidfuzz'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_records_load_no_other_database_than_the_one_in_use() -> None:
    code = (
        "import sys, qualwb.model\n"
        "loaded = {name for name in sys.modules if name.startswith('sqlalchemy.dialects.postgresql')}\n"
        "assert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
