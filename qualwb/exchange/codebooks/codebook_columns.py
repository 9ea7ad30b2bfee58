"""A codebook as a table: a line for each code, and in our own tables one for each theme.

The headings are known by their synonyms in other programs.
"""

from collections.abc import Sequence
from pathlib import PurePath

from qualwb.acts.codebook_input import BadCodebook
from qualwb.acts.codebooks import Codebook
from qualwb.exchange.codebooks.codebook_paths import code_paths, joined, steps_of, theme_paths
from qualwb.exchange.codebooks.drafts import Notice, Shelf, assemble
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.same_name import same_name

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
ROWS_LIMIT = 20_000
SEARCHED_LINES = 15
"""How far down a sheet its line of headings may stand."""


def codebook_table(codebook: Codebook) -> Table:
    """A line for each theme and each code, under the headings that ``codebook_from_rows`` knows."""
    rows: list[dict[str, str]] = []
    for place, theme in theme_paths(codebook.themes):
        rows.append({"kind": "theme", "name": joined(place), "english": theme.english, **theme.fields()})
    gathered = _gathered(codebook)
    seen: set[str] = set()
    for place, code in code_paths(codebook):
        if same_name(code.name) in seen:
            continue
        seen.add(same_name(code.name))
        themes = "; ".join(gathered.get(same_name(code.name), ()))
        rows.append(
            {
                "kind": "code",
                "name": joined(place),
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


def codebook_from_rows(rows: Sequence[Sequence[str]], file: str, notice: Notice) -> Codebook:
    """The codebook in the rows of a table; ``file`` is its name.

    ``notice`` is told of what could not be taken as it stands. Raises ``BadCodebook`` with the line.
    """
    at = next((i for i, row in enumerate(rows[:SEARCHED_LINES]) if "name" in known_columns(row)), None)
    if at is None:
        raise BadCodebook(
            file,
            1,
            _("there is no column of code names."),
            _("Head it 'code', 'tag', 'name' or 'path'."),
        )
    if len(rows) > ROWS_LIMIT:
        raise BadCodebook(file, ROWS_LIMIT, _("the table has more than {n} rows.").format(n=ROWS_LIMIT))
    columns = known_columns(rows[at])
    codes, themes = Shelf(file, notice), Shelf(file, notice)
    for number, row in enumerate(rows[at + 1 :], at + 2):
        cells = {column: row[index].strip() for column, index in columns.items() if index < len(row)}
        if not cells.get("name"):
            continue
        if cells.get("kind") == "theme":
            themes.put(steps_of(cells["name"]), cells, number)
            continue
        draft = codes.put(steps_of(cells["name"]), cells, number)
        gathering = dict.fromkeys(map(str.strip, cells.get("themes", "").split(";")))
        for theme in filter(None, gathering):
            draft.themes[themes.put(steps_of(theme), {}, number).name] = None
    return assemble(PurePath(file).stem, codes.drafts, themes.drafts)


def known_columns(headings: Sequence[str]) -> dict[str, int]:
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


def _gathered(codebook: Codebook) -> dict[str, list[str]]:
    """Paths of the themes that gather each code."""
    found: dict[str, list[str]] = {}
    for place, theme in theme_paths(codebook.themes):
        for code in theme.codes:
            found.setdefault(same_name(code.name), []).append(joined(place))
    return found
