"""The data set as files: a folder of tables with dictionary and README, or one workbook."""

from collections.abc import Iterator

from qualwb.analysis.dataset.whole import Dataset
from qualwb.exchange.dataset.data_tables import DICTIONARY, data_tables, dictionary
from qualwb.exchange.dataset.data_workbook import DataWorkbook, data_workbook
from qualwb.exchange.dataset.lines import as_data_csv, as_json_lines
from qualwb.exchange.dataset.readme import chapters, readme
from qualwb.localization import one_language

README = "README.md"


def data_files(dataset: Dataset, name: str, format_: str = "csv") -> Iterator[tuple[str, bytes]]:
    """The files one by one, by their names in the folder, as csv or jsonl.

    ``name`` is the project's. The dictionary is csv in any case.
    """
    write = as_json_lines if format_ == "jsonl" else as_data_csv
    with one_language():
        tables = data_tables(dataset)
        said, columns = readme(name, tables, dataset.notes, format_), as_data_csv(dictionary(tables))
    yield README, said.encode()
    yield f"{DICTIONARY}.csv", columns.encode()
    for table in tables:
        yield f"{table.name}.{format_}", write(table).encode()


def dataset_workbook(dataset: Dataset) -> DataWorkbook:
    """The workbook: the dictionary first, then what must be known, then the tables."""
    with one_language():
        tables = data_tables(dataset)
        about = [
            line
            for chapter in chapters(tables, dataset.notes)
            for line in (chapter.heading, *chapter.lines, "")
        ]
        return data_workbook(dictionary(tables), about, tables)
