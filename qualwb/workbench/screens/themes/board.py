"""The themes as a board: columns of cards, gathered through ``analysis``."""

from dataclasses import dataclass, field, replace

from qualwb.analysis.claims import NOT_BORNE_OUT
from qualwb.analysis.codes import CodeRow
from qualwb.analysis.codes import codebook as read_codebook
from qualwb.analysis.connection import Connection, together
from qualwb.analysis.coverage import groups_in_words
from qualwb.analysis.scope import resolve
from qualwb.analysis.selection import ALL_GROUPS, Selection
from qualwb.analysis.table_notes import notes_of
from qualwb.analysis.themes import ThemeRow, theme_list
from qualwb.localization import gettext as _


@dataclass(frozen=True, slots=True)
class Subject:
    """A card, a theme (``code`` None), or the column of loose codes (both None)."""

    theme: str | None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A code in a theme: in how many passages and groups it stands."""

    name: str
    colour: str
    passages: int
    groups: int
    beneath: bool
    """Whether the code above it lies in the same column."""


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A theme with the codes that it gathers itself; ``theme`` None holds the codes without a theme."""

    theme: ThemeRow | None
    main: str
    """The main theme at the top of its branch, '' when it is a branch of its own."""
    path: str
    """What lies between the main theme and this one, ' › ' between the steps."""
    cards: tuple[Card, ...]

    @property
    def name(self) -> str | None:
        """The theme's name."""
        return self.theme.name if self.theme else None


@dataclass(frozen=True)
class Board:
    """The columns in tree order, codes without a theme first; and what is known of themes and codes."""

    columns: tuple[BoardColumn, ...] = ()
    themes: dict[str, ThemeRow] = field(default_factory=dict)
    codes: dict[str, CodeRow] = field(default_factory=dict)
    groups: int = 0
    notes: tuple[str, ...] = ()
    """Who is left out of the counts, in words."""

    def path_of(self, theme: str) -> str:
        """The theme with those above it."""
        steps = [theme]
        while (parent := self.themes[steps[0]].parent) is not None:
            steps.insert(0, parent)
        return " › ".join(steps)

    def about(self, subject: Subject) -> str:
        """The whole name of a card or theme and what is written about it; '' for the loose codes."""
        if subject.code is not None and subject.code in self.codes:
            code = self.codes[subject.code]
            return " · ".join(filter(None, (code.name, ", ".join(code.themes), code.definition)))
        if subject.code is None and subject.theme in self.themes:
            theme = self.themes[subject.theme]
            where = ", ".join(theme.group_names)
            counter = theme.counter_examples
            counter = _("counter-examples: {text}").format(text=counter) if counter else ""
            about = theme.definition, theme.boundary, counter
            told = (self.path_of(theme.name), where, _judged(theme), *about)
            return " · ".join(filter(None, told))
        return ""

    def subjects(self) -> dict[Subject, str]:
        """The themes and cards of the board in order, each with the themes that it lies in."""
        found: dict[Subject, str] = {}
        for column in self.columns:
            path = self.path_of(column.name) if column.name else _("without a theme")
            if column.name:
                found[Subject(column.name)] = path
            found |= {Subject(column.name, card.name): f"■ {card.name}  {path}" for card in column.cards}
        return found

    def places_of(self, kind: str, name: str) -> list[Subject]:
        """Where a theme stands, or a code in each of its themes, however its name is spelt."""
        folded = name.casefold()
        if kind == "theme":
            return [s for s in self.subjects() if s.code is None and (s.theme or "").casefold() == folded]
        return [s for s in self.subjects() if (s.code or "").casefold() == folded]

    def recurring(self, least: int) -> "Board":
        """The board with those themes alone that stand in so many groups at least, or in all."""
        least = self.groups if least == ALL_GROUPS else least
        return replace(self, columns=tuple(c for c in self.columns if c.theme and c.theme.groups >= least))


def load_board(connection: Connection, round_: str) -> Board:
    """The board with the counts of a round."""
    selection = Selection(rounds=(round_,))

    def groups_and_notes(asked: Connection) -> tuple[int, tuple[str, ...]]:
        scope = resolve(asked, selection)
        return len(scope.groups), notes_of(asked, scope)

    themes_found, codes_found, (groups, notes) = together(
        connection,
        lambda asked: theme_list(asked, selection),
        lambda asked: read_codebook(asked, selection),
        groups_and_notes,
    )
    themes = {row.name: row for row in themes_found}
    codes = {row.name: row for row in codes_found}
    parents = {row.parent for row in themes.values() if row.parent}
    loose = [name for name, row in codes.items() if not row.themes]
    columns = [BoardColumn(None, "", "", _cards(loose, codes))] if loose else []
    for row in themes.values():
        if row.codes or row.name not in parents:
            above = _above(row, themes)
            main = above[0] if above else row.name if row.name in parents else ""
            columns.append(BoardColumn(row, main, " › ".join(above[1:]), _cards(row.codes, codes)))
    return Board(tuple(columns), themes, codes, groups, notes)


def _judged(theme: ThemeRow) -> str:
    """What the codings say against the claim of a theme, or that they are not held against it."""
    if theme.claim and theme.claim_holds is None:
        return _("the claim '{claim}' is not judged").format(claim=theme.claim)
    if not theme.claim:
        return ""
    groups = groups_in_words(theme.groups, theme.of_groups, theme.uncoded_groups)
    if not theme.is_overclaimed:
        said = _("the claim '{claim}' is borne out by the codings as to the number of groups: {groups}")
        return said.format(claim=theme.claim, groups=groups)
    said = _("{sign} the claim '{claim}' is not borne out by the codings: {groups}")
    return said.format(sign=NOT_BORNE_OUT, claim=theme.claim, groups=groups)


def _above(row: ThemeRow, themes: dict[str, ThemeRow]) -> list[str]:
    """The themes above, the main theme first."""
    found: list[str] = []
    at = row.parent
    while at is not None:
        found.insert(0, at)
        at = themes[at].parent
    return found


def _cards(names: "tuple[str, ...] | list[str]", codes: dict[str, CodeRow]) -> tuple[Card, ...]:
    """Cards in the order of the codebook's tree."""
    here = set(names)
    return tuple(
        Card(row.name, row.colour, row.passages, row.groups, row.parent in here)
        for row in codes.values()
        if row.name in here
    )
