"""Codes and themes while a foreign codebook is read: gathered by path, named once, then made a codebook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from qualwb.acts.codebook_input import CODES_LIMIT, LEVELS_LIMIT, BadCodebook
from qualwb.acts.codebooks import Codebook, CodeEntry, ThemeEntry
from qualwb.colours import parsed_colour
from qualwb.localization import gettext as _
from qualwb.safe_text import cleaned, one_line
from qualwb.same_name import same_name

Notice = Callable[[str], None]


@dataclass
class Draft:
    """A code or theme while its lines are gathered."""

    name: str
    above: str | None
    values: dict[str, str] = field(default_factory=dict)
    themes: dict[str, None] = field(default_factory=dict)
    """The names of the themes that gather it, in order."""


class Shelf:
    """Codes or themes by the path they are written under."""

    def __init__(self, file: str, notice: Notice) -> None:
        self.file, self.notice = file, notice
        self.by_path: dict[tuple[str, ...], Draft] = {}
        self.names: set[str] = set()

    @property
    def drafts(self) -> list[Draft]:
        return list(self.by_path.values())

    def put(self, steps: Sequence[str], cells: Mapping[str, str], line: int) -> Draft:
        """The draft at a path, made with those above it when new; cells fill what is still empty.

        Raises ``BadCodebook`` for a path without any name, one too long, and one draft too many.
        """
        steps = [name for step in steps if (name := one_line(step))]
        if not steps:
            raise BadCodebook(self.file, line, _("the name is empty."))
        if len(steps) > LEVELS_LIMIT:
            raise BadCodebook(self.file, line, _("the path has more than {n} levels.").format(n=LEVELS_LIMIT))
        draft, above = None, None
        for depth in range(1, len(steps) + 1):
            draft = self._at(steps[:depth], above, line)
            above = draft.name
        assert draft is not None
        for column, value in self._with_readable_colour(draft.name, cells, line).items():
            if value and not draft.values.get(column):
                draft.values[column] = cleaned(value)
        return draft

    def _with_readable_colour(self, name: str, cells: Mapping[str, str], line: int) -> Mapping[str, str]:
        written = cells.get("colour")
        if not written:
            return cells
        colour = parsed_colour(written)
        if colour is None:
            self.notice(
                _("{file}:{line}: the colour '{colour}' of '{name}' can't be read; left aside.").format(
                    file=self.file, line=line, colour=written, name=name
                )
            )
        return {**cells, "colour": colour or ""}

    def _at(self, steps: Sequence[str], above: str | None, line: int) -> Draft:
        key = tuple(map(same_name, steps))
        if key not in self.by_path:
            if len(self.by_path) == CODES_LIMIT:
                raise BadCodebook(
                    self.file, line, _("there are more than {n} codes or themes.").format(n=CODES_LIMIT)
                )
            name = steps[-1]
            if same_name(name) in self.names:
                name = self._other(steps, line)
            self.names.add(same_name(name))
            self.by_path[key] = Draft(name, above)
        return self.by_path[key]

    def _other(self, steps: Sequence[str], line: int) -> str:
        """A name of its own for a code whose name stands elsewhere too."""
        beneath = f" ({steps[-2]})" if len(steps) > 1 else ""
        name, n = f"{steps[-1]}{beneath}", 1
        while same_name(name) in self.names:
            n += 1
            name = f"{steps[-1]}{beneath} {n}"
        self.notice(
            _("{file}:{line}: '{name}' stands elsewhere too; taken as '{new}'.").format(
                file=self.file, line=line, name=" > ".join(steps), new=name
            )
        )
        return name


def assemble(name: str, codes: list[Draft], themes: list[Draft]) -> Codebook:
    """The codebook of that name out of its drafts: each code once, in the first theme that gathers it."""
    codes_under, themes_under = _by_above(codes), _by_above(themes)
    gathered_by: dict[str, list[Draft]] = {}
    for draft in codes:
        for theme_name in draft.themes:
            gathered_by.setdefault(theme_name, []).append(draft)

    def code(draft: Draft) -> CodeEntry:
        values = {
            column: draft.values.get(column, "") for column in ("english", "definition", "include", "exclude")
        }
        return CodeEntry(
            draft.name,
            **values,
            examples=tuple(line for line in draft.values.get("examples", "").splitlines() if line.strip()),
            colour=draft.values.get("colour", ""),
            codes=tuple(code(other) for other in codes_under.get(draft.name, ())),
        )

    written: set[str] = set()

    def gathered(draft: Draft) -> CodeEntry:
        if draft.above is not None or draft.name in written:
            return CodeEntry(draft.name)
        written.add(draft.name)
        return code(draft)

    def theme(draft: Draft) -> ThemeEntry:
        kept = ("english", "definition", "boundary", "counter_examples", "claim")
        beneath = tuple(theme(other) for other in themes_under.get(draft.name, ()))
        own = tuple(gathered(other) for other in gathered_by.get(draft.name, ()))
        return ThemeEntry(
            draft.name, themes=beneath, codes=own, **{column: draft.values.get(column, "") for column in kept}
        )

    tops = tuple(theme(draft) for draft in themes_under.get(None, ()))
    loose = tuple(code(draft) for draft in codes_under.get(None, ()) if draft.name not in written)
    return Codebook(name, themes=tops, codes=loose)


def _by_above(drafts: Sequence[Draft]) -> dict[str | None, list[Draft]]:
    under: dict[str | None, list[Draft]] = {}
    for draft in drafts:
        under.setdefault(draft.above, []).append(draft)
    return under
