"""Codebooks in and out: the canonical YAML, tables (csv, xlsx), plain lists, and a page to read.

A table has one code a line. Its headings are known by their synonyms in other programs; a code's place is a
path such as 'A > B', also written with '>>', '\\' or '::'. Our own tables have a line for each theme too.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualwb.acts.codebook_file import BadCodebook, dump_codebook, parse_codebook
from qualwb.acts.codebooks import Codebook, CodeEntry, ThemeEntry
from qualwb.errors import QualwbError
from qualwb.exchange.codebooks.drafts import Notice, Shelf, assemble
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.same_name import same_name

if TYPE_CHECKING:
    pass

__all__ = [
    "BadCodebook",
    "codebook_markdown",
    "codebook_table",
    "dump_codebook",
    "read_codebook",
]

HEADINGS: dict[str, tuple[str, ...]] = {
    "kind": ("kind",),
    "name": (
        *("path", "code", "tag", "name", "code name", "code system", "label"),
        *("kod", "kodnamn", "namn", "benämning"),
    ),
    "english": ("english", "engelska"),
    "definition": (
        *("definition", "description", "description/definition", "memo", "comment", "code memo"),
        *("beskrivning", "kommentar"),
    ),
    "include": (
        "include",
        "inclusion",
        "inclusion criteria",
        "use when",
        "inkludera",
        "inklusion",
        "använd när",
    ),
    "exclude": (
        *("exclude", "exclusion", "exclusion criteria", "do not use when"),
        *("exkludera", "exklusion", "använd inte när"),
    ),
    "examples": (
        *("examples", "example", "typical example", "typical exemplar", "typical exemplars"),
        *("exempel", "typiskt exempel"),
    ),
    "colour": ("colour", "color", "färg"),
    "themes": ("themes", "theme", "teman", "tema"),
    "boundary": ("boundary", "avgränsning"),
    "counter_examples": ("counter_examples", "counter-examples", "motexempel"),
    "claim": ("claim", "påstående"),
}
"""What a column can hold, and the headings it goes by in other programs' tables."""

COLUMNS = tuple(HEADINGS)
SEARCHED_LINES = 15
"""How far down a sheet its line of headings may stand."""

_STEP = re.compile(r"\s*(?:>>|(?<![-=])>|\\|::)\s*")


def read_codebook(path: Path, notice: Notice = lambda _text: None) -> Codebook:
    """The codebook in a file: yaml, csv, tsv, xlsx, qdc, or a plain list of paths (txt).

    ``notice`` is told of what could not be taken as it stands. Raises ``BadCodebook`` with the line, and
    ``QualwbError`` for a file that can't be read or a format that is not known.
    """
    data = _bytes(path)
    suffix = path.suffix.lower()
    if suffix in (".yaml", ".yml"):
        return parse_codebook(_text(data, path.name), path.name)
    if suffix in (".csv", ".tsv"):
        rows = _csv_rows(_text(data, path.name))
    elif suffix == ".qdc":
        from qualwb.exchange.codebooks.qdc import from_qdc

        return from_qdc(data, path.name, notice)
    elif suffix == ".xlsx":
        rows = _xlsx_rows(data, path.name)
    elif suffix == ".txt":
        rows = [["path", "memo"], *(line.split("\t") for line in _text(data, path.name).splitlines())]
    else:
        raise QualwbError(
            _("{file}: '{suffix}' is no codebook format.").format(file=path.name, suffix=suffix),
            _("There are: yaml, csv, tsv, xlsx, qdc, txt."),
        )
    return _from_rows(rows, path, notice)


def codebook_table(codebook: Codebook) -> Table:
    """A line for each theme and each code, under the headings that ``read_codebook`` reads."""
    rows: list[dict[str, str]] = []
    for place, theme in theme_paths(codebook.themes):
        rows.append({"kind": "theme", "name": " > ".join(place), "english": theme.english, **theme.fields()})
    gathered = _gathered(codebook)
    seen: set[str] = set()
    for place, code in _code_paths(codebook):
        if same_name(code.name) in seen:
            continue
        seen.add(same_name(code.name))
        themes = "; ".join(gathered.get(same_name(code.name), ()))
        rows.append(
            {
                "kind": "code",
                "name": " > ".join(place),
                "english": code.english,
                **code.fields(),
                "themes": themes,
            }
        )
    return Table(
        COLUMNS,
        [[row.get(column, "") for column in COLUMNS] for row in rows],
        title=codebook.title or codebook.name,
    )


def codebook_markdown(codebook: Codebook) -> str:
    """The codebook as a page to read: themes as headings, codes with their rules beneath."""
    lines = [f"# {codebook.title or codebook.name}", ""]
    if codebook.reference:
        lines += [codebook.reference, ""]
    for place, theme in theme_paths(codebook.themes):
        lines += [f"{'#' * min(len(place) + 1, 6)} {theme.name}", ""]
        labels = {
            "definition": "",
            "boundary": _("Boundary: "),
            "counter_examples": _("Counter-examples: "),
            "claim": _("Claim: "),
        }
        for column, value in theme.fields().items():
            lines += [f"{labels[column]}{value}", ""]
        lines += _markdown_codes(theme.codes, 0)
    if codebook.codes:
        lines += [
            *([f"## {_('Codes without a theme')}", ""] if codebook.themes else []),
            *_markdown_codes(codebook.codes, 0),
        ]
    return "\n".join(lines).rstrip() + "\n"


def _markdown_codes(codes: Sequence[CodeEntry], depth: int) -> list[str]:
    labels = {"definition": "", "include": _("Use when: "), "exclude": _("Not when: ")}
    lines = []
    for code in codes:
        indent = "  " * depth
        lines.append(f"{indent}- **{code.name}**")
        for column, label in labels.items():
            if value := getattr(code, column):
                lines.append(f"{indent}  - {label}{' '.join(value.split())}")
        lines += [f"{indent}  - {_('Example: ')}*{example}*" for example in code.examples]
        lines += _markdown_codes(code.codes, depth + 1)
    return [*lines, ""] if depth == 0 and lines else lines


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise QualwbError(f"{path}: {error.strerror or error}.") from None


def _text(data: bytes, name: str) -> str:
    from qualwb.transcripts.decoding import decode

    return decode(data, name).text


def _csv_rows(text: str) -> list[list[str]]:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    return [[_unguarded(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking the cell for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


def _xlsx_rows(data: bytes, name: str) -> list[list[str]]:
    """The sheet with the most known headings; of equals, the first."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many kinds for a damaged file
        raise BadCodebook(name, 1, _("no workbook that can be read ({why}).").format(why=error)) from None
    try:
        best: tuple[int, list[list[str]]] = (0, [])
        for sheet in book.worksheets:
            head = [_cells(row) for row in sheet.iter_rows(max_row=SEARCHED_LINES, values_only=True)]
            known = max((len(_columns(row)) for row in head if "name" in _columns(row)), default=0)
            if known > best[0]:
                best = known, [_cells(row) for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()
    return best[1]


def _cells(row: Iterable[object]) -> list[str]:
    return ["" if cell is None else _unguarded(str(cell)) for cell in row]


def _columns(headings: Sequence[str]) -> dict[str, int]:
    """Index by what the column holds; the earlier of two columns that mean the same counts."""
    known = {name: column for column, names in HEADINGS.items() for name in names}
    columns: dict[str, int] = {}
    for index, heading in enumerate(headings):
        column = known.get(" ".join(heading.casefold().replace("_", " ").split())) or known.get(
            heading.casefold()
        )
        if column is not None:
            columns.setdefault(column, index)
    return columns


def _from_rows(rows: Sequence[Sequence[str]], path: Path, notice: Notice) -> Codebook:
    at = next((i for i, row in enumerate(rows[:SEARCHED_LINES]) if "name" in _columns(row)), None)
    if at is None:
        raise BadCodebook(
            path.name,
            1,
            _("there is no column of code names."),
            _("Head it 'code', 'tag', 'name' or 'path'."),
        )
    columns = _columns(rows[at])
    codes, themes = Shelf(path.name, notice), Shelf(path.name, notice)
    for number, row in enumerate(rows[at + 1 :], at + 2):
        cells = {column: row[index].strip() for column, index in columns.items() if index < len(row)}
        if not cells.get("name"):
            continue
        if cells.get("kind") == "theme":
            themes.put(_STEP.split(cells["name"]), cells, number)
            continue
        draft = codes.put(_STEP.split(cells["name"]), cells, number)
        for theme in filter(None, map(str.strip, cells.get("themes", "").split(";"))):
            draft.themes.append(themes.put(_STEP.split(theme), {}, number).name)
    return assemble(path.stem, codes.drafts, themes.drafts)


def theme_paths(
    themes: Sequence[ThemeEntry], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], ThemeEntry]]:
    """Each theme with the path to it, above before beneath."""
    for theme in themes:
        yield (*above, theme.name), theme
        yield from theme_paths(theme.themes, (*above, theme.name))


def _code_paths(codebook: Codebook) -> Iterator[tuple[tuple[str, ...], CodeEntry]]:
    """Each code where it is written out, with the path to it."""
    parents = {same_name(code.name): above for code, above in codebook.all_codes() if above is not None}
    rules = {same_name(code.name): code for code, _above in codebook.all_codes() if not code.is_reference}
    for code, _above in codebook.all_codes():
        path, at = [code.name], code
        while (above := parents.get(same_name(at.name))) is not None:
            path.insert(0, above.name)
            at = above
        yield tuple(path), rules.get(same_name(code.name), code)


def _gathered(codebook: Codebook) -> dict[str, list[str]]:
    """Paths of the themes that gather each code."""
    found: dict[str, list[str]] = {}
    for place, theme in theme_paths(codebook.themes):
        for code in theme.codes:
            found.setdefault(same_name(code.name), []).append(" > ".join(place))
    return found
