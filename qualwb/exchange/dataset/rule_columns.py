"""The tables of codes and themes: what stands in each of their columns."""

from collections.abc import Sequence
from dataclasses import replace

from qualwb.analysis.dataset.codebook import FlatCode, FlatTheme, FlatThemeCode
from qualwb.exchange.codebooks.codebook_paths import ARROW
from qualwb.exchange.dataset.columns import (
    DataColumn,
    DataTable,
    cells_of,
    id_in,
    integer,
    listed,
    moment,
    own_id,
    string,
)
from qualwb.localization import gettext as _


def code_columns() -> tuple[DataColumn, ...]:
    """The columns of a code."""
    empty = _("not written")
    return (
        own_id("code_uid"),
        string("code", _("Name of the code.")),
        _parent("codes", "code"),
        listed("code_path", _("The codes above it and its own name."), missing="", separator=ARROW),
        integer("position", _("Its place in the codebook, from 1, in the order of the tree.")),
        string("definition", _("What the code means."), missing=empty),
        string("include", _("When to use it."), missing=empty),
        string("exclude", _("When not to use it."), missing=empty),
        string("examples", _("Examples of it."), missing=empty),
        string("colour", _("Its colour on screen, as #rrggbb."), missing=_("none")),
        moment("created_at", _("When it was made.")),
    )


def codes_data(codes: Sequence[FlatCode]) -> DataTable:
    """The table of codes."""
    columns = code_columns()
    cells = cells_of(FlatCode, columns)
    meaning = _("A code of the codebook, also one that no passage bears.")
    return DataTable("codes", meaning, ("code_uid",), columns, list(map(cells, codes)))


def theme_columns() -> tuple[DataColumn, ...]:
    """The columns of a theme."""
    empty = _("not written")
    return (
        own_id("theme_uid"),
        string("theme", _("Name of the theme.")),
        _parent("themes", "theme"),
        listed("theme_path", _("The themes above it and its own name."), missing="", separator=ARROW),
        integer("position", _("Its place among the themes, from 1, in the order of the tree.")),
        string("definition", _("Its central idea."), missing=empty),
        string("boundary", _("What it does not take in."), missing=empty),
        string("counter_examples", _("What speaks against it."), missing=empty),
        string("claim", _("What the report says of its spread."), missing=empty),
        moment("created_at", _("When it was made.")),
    )


def themes_data(themes: Sequence[FlatTheme]) -> DataTable:
    """The table of themes."""
    columns = theme_columns()
    cells = cells_of(FlatTheme, columns)
    meaning = _("A theme; main themes have no parent.")
    return DataTable("themes", meaning, ("theme_uid",), columns, list(map(cells, themes)))


def theme_code_columns() -> tuple[DataColumn, ...]:
    """The columns of a code in a theme."""
    return (
        id_in("themes", "theme_uid"),
        string("theme", _("Name of the theme.")),
        id_in("codes", "code_uid"),
        string("code", _("Name of the code.")),
    )


def theme_codes_data(pairs: Sequence[FlatThemeCode]) -> DataTable:
    """The table of which theme gathers which code."""
    columns = theme_code_columns()
    cells = cells_of(FlatThemeCode, columns)
    meaning = _("A code that a theme gathers itself; a code may have several themes.")
    return DataTable("theme_codes", meaning, ("theme_uid", "code_uid"), columns, list(map(cells, pairs)))


def _parent(table: str, thing: str) -> DataColumn:
    column = id_in(table, f"parent_{thing}_uid", missing=_("at the top of the tree"))
    return replace(column, references=f"{table}.{thing}_uid")
