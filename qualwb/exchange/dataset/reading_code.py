"""How the files of a data set are read in R and in pandas, as code that follows the dictionary."""

from qualwb.exchange.dataset.columns import ColumnType, DataTable

_R_TYPES = {
    ColumnType.STRING: "c",
    ColumnType.INTEGER: "i",
    ColumnType.FLOAT: "d",
    ColumnType.BOOLEAN: "l",
    ColumnType.DATETIME: "T",
}
_R_CSV = """\
library(readr)
dictionary <- read_csv("dictionary.csv", na = "", trim_ws = FALSE, col_types = cols(.default = "c"))
types <- c(string = "c", integer = "i", float = "d", boolean = "l", datetime = "T")
read_data <- function(name) {
  column_types <- types[dictionary$type[dictionary$table == name]]
  read_csv(paste0(name, ".csv"), na = "", trim_ws = FALSE, col_types = paste(column_types, collapse = ""))
}
codings <- read_data("codings")
sources <- read_data("sources")
"""
_R_ONE = """\
codings <- read_csv("codings.csv", na = "", trim_ws = FALSE,
                    col_types = "{types}")
"""
_R_LINES = """\
library(jsonlite)
read_data <- function(name) stream_in(file(paste0(name, ".jsonl")), verbose = FALSE)
codings <- read_data("codings")
sources <- read_data("sources")
"""
_R_CHECK = """\
standing <- merge(codings[!codings$orphaned, ], sources[c("source_uid", "text")], by = "source_uid")
stopifnot(substr(standing$text, standing$start + 1, standing$end) == standing$quote)
"""
_PANDAS_DICTIONARY = """\
import pandas as pd

dictionary = pd.read_csv("dictionary.csv", dtype="string", keep_default_na=False, na_values=[""])
types = {"string": "string", "integer": "Int64", "float": "Float64", "boolean": "boolean"}
"""
_PANDAS_CSV = """\

def read_data(name):
    columns = dictionary[dictionary["table"] == name]
    moments = columns.loc[columns["type"] == "datetime", "column"].tolist()
    known = {one.column: types[one.type] for one in columns.itertuples() if one.type in types}
    data = pd.read_csv(f"{name}.csv", dtype=known, keep_default_na=False, na_values=[""], encoding="utf-8")
    return data.assign(**{column: pd.to_datetime(data[column], utc=True) for column in moments})

codings, sources, turns = read_data("codings"), read_data("sources"), read_data("turns")
"""
_PANDAS_LINES = """\
import json

def read_data(name):
    columns = dictionary[dictionary["table"] == name]
    with open(f"{name}.jsonl", encoding="utf-8") as lines:
        data = pd.DataFrame(list(map(json.loads, lines)), columns=columns["column"].tolist())
    columns = columns[columns["list_separator"].isna()]
    moments = columns.loc[columns["type"] == "datetime", "column"].tolist()
    data = data.astype({one.column: types[one.type] for one in columns.itertuples() if one.type in types})
    return data.assign(**{column: pd.to_datetime(data[column], utc=True) for column in moments})

codings, sources, turns = read_data("codings"), read_data("sources"), read_data("turns")
"""
_PANDAS_CHECK = """\
standing = codings[~codings["orphaned"]].merge(sources[["source_uid", "text"]], on="source_uid")
assert all(row.text[row.start : row.end] == row.quote for row in standing.itertuples())
codings.to_parquet("codings.parquet")
"""


def r_code(codings: DataTable, format_: str) -> str:
    """How R reads the tables, by readr or jsonlite, and checks that the passages stand in the texts."""
    if format_ == "jsonl":
        return _R_LINES + _R_CHECK
    types = "".join(_R_TYPES[column.type] for column in codings.columns)
    return f"{_R_CSV}{_R_CHECK}\n{_R_ONE.format(types=types)}"


def pandas_code(format_: str) -> str:
    """How pandas reads the tables with their types, checks the passages, and writes Parquet."""
    return _PANDAS_DICTIONARY + (_PANDAS_LINES if format_ == "jsonl" else _PANDAS_CSV) + _PANDAS_CHECK
