"""A codebook as a table: a line for each code, and in our own tables one for each theme.

The headings are known by their synonyms in other programs.
"""

from collections.abc import Mapping, Sequence

from qualwb.acts.codebook_entries import Codebook, CodeEntry, ThemeEntry
from qualwb.acts.codebook_input import BadCodebook
from qualwb.exchange.codebooks.codebook_paths import (
    LIST_SIGN,
    code_paths,
    joined,
    paths_in,
    steps_of,
    theme_paths,
)
from qualwb.exchange.codebooks.drafts import Shelf, assemble
from qualwb.exchange.codebooks.findings import Findings
from qualwb.exchange.codebooks.labelled_text import memos_in, memos_text
from qualwb.exchange.maxqda import coded_segments
from qualwb.exchange.tables.table import Table
from qualwb.exchange.taguette import highlights
from qualwb.localization import gettext as _
from qualwb.same_name import same_name

HEADINGS: dict[str, tuple[str, ...]] = {
    "kind": ("kind",),
    "name": (
        *("path", "code", "tag", "name", "code name", "code system", "label"),
        *("kod", "kodnamn", "namn", "benämning", "kodsystem"),
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
    "themes": ("themes", "theme", "code groups", "code group", "groups", "teman", "tema", "kodgrupper"),
    "boundary": ("boundary", "avgränsning"),
    "counter_examples": ("counter_examples", "counter-examples", "motexempel"),
    "claim": ("claim", "påstående"),
    "memos": ("memos",),
    "guid": ("guid", "uid"),
    "parent": ("parent code", "parent", "överkod"),
}
"""What a column can hold, and the headings it goes by in other programs' tables."""

VAGUE_NAMES = ("path", "name", "label", "namn", "benämning")
"""Headings that many tables have: names of codes only beside another that is known, or alone."""
SEGMENT_TABLES = (
    (highlights.HEADINGS, ("document", "tag", "content")),
    (coded_segments.HEADINGS, ("document", "code", "segment")),
)
"""What heads the coded passages of a program, which are not its codes."""
MEMO_HEADINGS = ("memo", "comment", "code memo", "kommentar")
"""What is called so is a memo beside a definition, and the definition where there is none."""
ROOTS = ("code system", "kodsystem")
"""Headings of columns whose first line may be the whole code system, which is no code."""
SET_IN = (*ROOTS, "name")
"""Headings of columns whose names may be set in by blanks beneath others."""
COLUMNS = tuple(column for column in HEADINGS if column != "parent")
ROWS_LIMIT = 20_000
SEARCHED_LINES = 15
"""How far down a sheet its line of headings may stand."""


def codebook_table(codebook: Codebook) -> Table:
    """A line for each theme and each code, under the headings that ``codebook_from_rows`` knows."""
    rows = [_row("theme", path, theme) for path, theme in theme_paths(codebook.themes)]
    gathered = themes_of_codes(codebook)
    for path, code in code_paths(codebook):
        themes = LIST_SIGN.join(gathered.get(same_name(code.name), ()))
        rows.append({**_row("code", path, code), "themes": themes})
    return Table(
        COLUMNS,
        [[row.get(column, "") for column in COLUMNS] for row in rows],
        title=codebook.title or codebook.name,
    )


def themes_of_codes(codebook: Codebook) -> dict[str, list[str]]:
    """The paths of the themes that gather each code, by ``same_name`` of the code's name."""
    found: dict[str, list[str]] = {}
    for path, theme in theme_paths(codebook.themes):
        for code in theme.codes:
            found.setdefault(same_name(code.name), []).append(joined(path))
    return found


def codebook_from_rows(rows: Sequence[Sequence[str]], findings: Findings, separator: str = "") -> Codebook:
    """The codebook in the rows of a table, whose paths have this ``separator``, or an arrow of any kind.

    Raises ``BadCodebook`` with the line.
    """
    at = next((i for i, row in enumerate(rows[:SEARCHED_LINES]) if names_codes(row)), None)
    if at is None:
        raise BadCodebook(
            findings.file,
            1,
            _("there is no column of code names."),
            _("Head it 'code' or 'tag'."),
        )
    if _heads_segments(rows[at]):
        raise BadCodebook(
            findings.file,
            at + 1,
            _("these are coded passages, no codebook."),
            _("'qualwb import FILE' brings them in, with their codes."),
        )
    if len(rows) > ROWS_LIMIT:
        raise BadCodebook(
            findings.file, ROWS_LIMIT, _("the table has more than {n} rows.").format(n=ROWS_LIMIT)
        )
    reader = _RowReader(findings, rows[at], at + 1, separator)
    for number, row in enumerate(rows[at + 1 :], at + 2):
        reader.read(row, number)
    return assemble(findings.file, reader.codes, reader.themes)


def names_codes(headings: Sequence[str]) -> bool:
    """Whether this line of headings has a column of code names, and not by chance."""
    columns = known_columns(headings)
    if "name" not in columns:
        return False
    is_vague = _plain(headings[columns["name"]]) in VAGUE_NAMES
    return not is_vague or len(columns) > 1 or sum(map(bool, map(str.strip, headings))) == 1


def _heads_segments(headings: Sequence[str]) -> bool:
    plain = {_plain(heading) for heading in headings}
    return any(all(plain.intersection(known[name]) for name in needed) for known, needed in SEGMENT_TABLES)


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().replace("_", " ").split())


def known_columns(headings: Sequence[str]) -> dict[str, int]:
    """Index by what the column holds; the earlier of two columns that mean the same counts."""
    known = {name: column for column, names in HEADINGS.items() for name in names}
    columns: dict[str, int] = {}
    memos: list[int] = []
    for index, heading in enumerate(headings):
        plain = _plain(heading)
        column = known.get(plain) or known.get(heading.casefold())
        if column == "definition" and plain in MEMO_HEADINGS:
            memos.append(index)
        elif column is not None:
            columns.setdefault(column, index)
    for index in memos:
        columns.setdefault("definition" if "definition" not in columns else "memos", index)
    return columns


class _RowReader:
    """Puts the rows beneath a line of headings on their shelves."""

    def __init__(self, findings: Findings, headings: Sequence[str], line: int, separator: str) -> None:
        self.findings, self.separator = findings, separator
        self.columns = known_columns(headings)
        self.codes, self.themes = Shelf(findings), Shelf(findings)
        self.root = " ".join(headings[self.columns["name"]].casefold().split())
        self._stairs = _stairs(headings, self.columns["name"])
        self._above: list[tuple[int, str]] = []
        self._tell_what_is_left(headings, line)

    def read(self, row: Sequence[str], line: int) -> None:
        """Take a row in; one without a name that says something else is refused."""
        cells = {
            column: row[index].strip()
            for column, index in self.columns.items()
            if index < len(row) and column != "name"
        }
        depth, name = self._name(row)
        if not len(self.codes) and self.root in ROOTS and name.casefold() == self.root:
            return
        if not name:
            if any(cells.values()):
                self.findings.refuse(line, _("a row without a name; left aside."))
            return
        memos = memos_in(cells.pop("memos", ""))
        themes = cells.pop("themes", "")
        if cells.pop("kind", "") == "theme":
            self.themes.put(steps_of(name, self.separator), cells, line).memos += memos
            return
        draft = self.codes.put(self._steps(name, depth, cells.pop("parent", "")), cells, line)
        draft.memos += memos
        for steps in paths_in(themes):
            self.themes.put(steps, {}, line).gathered[draft] = None

    def _name(self, row: Sequence[str]) -> tuple[int, str]:
        """How deep the name of a row stands, by the steps it is set in by, and the name."""
        for index in self._stairs:
            if index < len(row) and row[index].strip():
                set_in = len(row[index]) - len(row[index].lstrip(" \u00a0")) if self.root in SET_IN else 0
                return 1_000 * (index - self._stairs[0]) + set_in, row[index].strip()
        return 0, ""

    def _steps(self, name: str, depth: int, parent: str) -> list[str]:
        steps = steps_of(name, self.separator)
        if parent:
            return [*steps_of(parent, self.separator), *steps]
        while self._above and self._above[-1][0] >= depth:
            self._above.pop()
        above = [step for _depth, step in self._above]
        self._above += [(depth, step) for step in steps]
        return [*above, *steps]

    def _tell_what_is_left(self, headings: Sequence[str], line: int) -> None:
        known = {*self.columns.values(), *self._stairs}
        left = [heading.strip() for index, heading in enumerate(headings) if index not in known]
        if any(left):
            said = _("the names are those of '{column}'; columns that are not read: {names}.")
            names = ", ".join(filter(None, left))
            self.findings.remark(
                line, said.format(column=headings[self.columns["name"]].strip(), names=names)
            )


def _stairs(headings: Sequence[str], name: int) -> range:
    """The columns of names: that one and those without a heading right after it, where levels stand."""
    end = name + 1
    while end < len(headings) - 1 and not headings[end].strip():
        end += 1
    return range(name, end if any(heading.strip() for heading in headings[end:]) else name + 1)


def _row(kind: str, path: Sequence[str], entry: CodeEntry | ThemeEntry) -> Mapping[str, str]:
    return {
        "kind": kind,
        "name": joined(path),
        "english": entry.english,
        **entry.fields(),
        "memos": memos_text(entry.memos),
        "guid": entry.guid,
    }
