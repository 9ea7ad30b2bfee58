"""The bundled study's tables by pdflatex and lualatex: no error, no sign missing, nothing in the margin."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwb.acts.bundled import load_study
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.exchange.rendering import render
from qualwb.exchange.tables.table import Table
from qualwb.store.open_project import OpenProject
from tests.projects import new_project, place_of

ENGINES = ("pdflatex", "lualatex")
MOST_POINTS = 5.0
"""How far a line may stand out, in points."""
OVERFULL = re.compile(r"Overfull \\[hv]box \(([\d.]+)pt too (?:wide|high)\)")
TABLES = (
    "matrix",
    "matrix --cells quotes --cited",
    "matrix --cells quotes",
    "matrix --cells summaries",
    "matrix --cells extent",
    "matrix --cells percent",
    "matrix --columns roll",
    "matrix --columns participants",
    "matrix --columns speakers",
    "matrix --rows codes",
    "matrix --rows codes --cells quotes --cited",
    "export graneheim",
    "quotes --cited",
    "words",
    "cooccurrence",
    "participation",
    "participation --after-whom",
    "saturation",
    "sources",
    "participants",
    "codebook export",
    "code list",
    "theme list",
    "export memos",
    "export log",
    "questions",
)
SIGNS = (
    "○ ● ≥ ≤ → − … ” „ « » é ạ ȟ ø ß € § ½ α χ ✓ ■ █ ▎ \u00a0 \u2009 \u200b -- '' 中 🙂 ①"
    ' [x] * " ~ ^ \\ $ # % & _ { }'
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(map(shutil.which, ENGINES)), reason="LaTeX is not here"),
]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenProject]:
    """The bundled study with summaries that hold signs of every kind."""
    project = new_project(tmp_path_factory.mktemp("latex") / "p.qwb", "Lärandeseminarierna")
    load_study(Researcher(project, "KL & MB"))
    for group in range(1, 6):
        for theme in ("Otydligt syfte", "Samverkan"):
            text = f"{SIGNS} Ingen visste varför. " * group
            assert run(["-p", place_of(project), "theme", "summarise", theme, f"Grupp {group}", text]) == 0
    yield project
    project.close()


def complaints(engine: str, file: Path, times: int = 1) -> list[str]:
    """What an engine says of a file that a reader would not accept."""
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", file.name]
    for _time in range(times):
        done = subprocess.run(command, cwd=file.parent, capture_output=True, timeout=600, check=False)
    log = file.with_suffix(".log").read_text("latin-1")
    found = [match.group(0) for match in OVERFULL.finditer(log) if float(match.group(1)) > MOST_POINTS]
    found += re.findall(r"^(?:!.*|Missing character.*)$", log, re.MULTILINE)
    return [*found, *([f"status {done.returncode}"] if done.returncode else [])]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("table", TABLES)
def test_tables_compile_with_nothing_cut(
    study: OpenProject, table: str, engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALWB_LANG", "sv")
    assert run(["-p", place_of(study), *table.split(), "-o", str(tmp_path / "t.tex")]) == 0
    assert complaints(engine, tmp_path / "t.tex") == []


@pytest.mark.parametrize("engine", ENGINES)
def test_every_sign_prints_or_is_told_by_its_number(engine: str, tmp_path: Path) -> None:
    signs = [*range(0x20, 0x3400), *range(0xA640, 0xAC00), *range(0xF900, 0x10000), *range(0x1F000, 0x1FB00)]
    rows = [(" ".join(map(chr, signs[at : at + 32])),) for at in range(0, len(signs), 32)]
    rows += [("\n\nblank\n\n\nlines\n",), ("[optional]",), ("*",), ("å\u0323 q\u0303",), ("  [x]\n* y",)]
    table = Table(("signs\nin lines",), rows, "Every\nsign", ("-- '' ?` !`\n\n[x]",))
    (tmp_path / "t.tex").write_text(str(render(table, "latex")), "utf-8")
    assert complaints(engine, tmp_path / "t.tex") == []


@pytest.mark.parametrize("engine", ENGINES)
def test_the_report_compiles_with_its_figures(
    study: OpenProject, engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALWB_LANG", "sv")
    assert run(["-p", place_of(study), "report", "--latex", str(tmp_path / "rapport åäö.tex")]) == 0
    file = (tmp_path / "rapport åäö.tex").rename(tmp_path / "rapport.tex")
    assert complaints(engine, file, times=3) == []
    log = file.with_suffix(".log").read_text("latin-1")
    assert "undefined references" not in log
    assert "multiply" not in log


@pytest.mark.parametrize("engine", ENGINES)
def test_another_document_takes_tables_in(study: OpenProject, engine: str, tmp_path: Path) -> None:
    for name, table in {"one": "matrix", "two": "matrix --columns roll"}.items():
        assert run(["-p", place_of(study), *table.split(), "-o", str(tmp_path / f"{name}.tex")]) == 0
    packages = "array,booktabs,graphicx,longtable,pdflscape,ragged2e"
    (tmp_path / "host.tex").write_text(
        "\\documentclass[11pt]{report}\n\\usepackage[a4paper,margin=2cm]{geometry}\n"
        f"\\ifdefined\\directlua\\else\\usepackage[T1]{{fontenc}}\\fi\n\\usepackage{{{packages}}}\n"
        "\\begin{document}\nSee \\ref{tab:passages-themes-roll}.\n\\input{one}\n\\input{two}\nThe end.\n"
        "\\end{document}\n",
        "utf-8",
    )
    assert complaints(engine, tmp_path / "host.tex", times=2) == []
    assert "undefined references" not in (tmp_path / "host.log").read_text("latin-1")


def test_no_word_of_a_quotes_matrix_is_cut(study: OpenProject, tmp_path: Path) -> None:
    import pypdfium2

    from qualwb.analysis.quotes import Query, find_quotes
    from qualwb.analysis.selection import Selection

    words = ["-p", place_of(study), "matrix", "--cells", "quotes", "--cited", "-o", str(tmp_path / "t.tex")]
    assert run(words) == 0
    assert complaints("pdflatex", tmp_path / "t.tex") == []
    pages = pypdfium2.PdfDocument(tmp_path / "t.pdf")
    shown = "".join(page.get_textpage().get_text_bounded() for page in pages)
    with study.reading() as connection:
        quotes = find_quotes(connection, Query(selection=Selection(cited=True)))
    assert len(quotes) == 83
    letters = _letters(shown)
    assert [quote.text for quote in quotes if _letters(quote.text.split("\n")[-1]) not in letters] == []


def _letters(text: str) -> str:
    """The letters and digits alone: hyphens and line ends are the page's."""
    return "".join(filter(str.isalnum, text))
