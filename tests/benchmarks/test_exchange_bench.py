"""Speed of exports and of the report: CPU time beside the library's own, or of twice the data beside once."""

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlsxwriter

from qualwb.analysis.all_codings import all_codings
from qualwb.exchange.report import docx_report, html_report
from qualwb.exchange.report.answers import Wishes
from qualwb.exchange.report.sections import report
from qualwb.exchange.tables.codings import codings_table
from qualwb.exchange.tables.table import Table
from qualwb.exchange.writers import xlsx
from qualwb.exchange.writers.text import text_of
from qualwb.store.project_file import ProjectFile
from tests.benchmarks.corpus import large_project

pytestmark = pytest.mark.bench


def seconds(act: Callable[[], object], times: int = 3) -> float:
    """CPU seconds of an act, the best of some times."""
    taken = []
    for _time in range(times):
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectFile]:
    with large_project(tmp_path_factory.mktemp("large") / "large.qwb") as project:
        yield project


def bare(table: Table) -> bytes:
    """What XlsxWriter itself needs for the same cells."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate([table.columns, *table.rows]):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            elif isinstance(cell, bool):
                sheet.write_string(number, column, text_of(cell))
            elif cell is not None:
                sheet.write_number(number, column, cell)
    book.close()
    return out.getvalue()


def test_xlsx_of_all_codings_costs_little_more_than_the_library(whole: ProjectFile) -> None:
    with whole.reading() as connection:
        start = time.process_time()
        table = codings_table(all_codings(connection))
        reading = time.process_time() - start
    assert len(table.rows) == 50_000
    limit = seconds(lambda: bare(table), 2)
    ours = reading + seconds(lambda: xlsx.render(table), 2)
    print(f"\nxlsx of 50,000 codings: {ours:.2f} s ({reading:.2f} s reading), library {limit:.2f} s")
    assert ours <= 1.5 * limit


@pytest.mark.parametrize("writer", [html_report, docx_report])
def test_report_grows_in_line_with_the_project(tmp_path: Path, writer) -> None:
    taken = []
    for scale in (0.1, 0.2, 0.4):
        with large_project(tmp_path / f"{scale}.qwb", scale) as project, project.reading() as connection:
            taken.append(seconds(lambda: writer.render(report(connection, "p", Wishes(quotes="all"))), 2))
    print(f"\n{writer.__name__}: " + ", ".join(f"{one:.2f} s" for one in taken))
    assert taken[1] <= 2.5 * taken[0]
    assert taken[2] <= 2.5 * taken[1]
