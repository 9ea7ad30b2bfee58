"""Codes and themes while a foreign codebook is read: gathered by path, named once, then made a codebook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from qualwb.acts.codebook_file import BadCodebook
from qualwb.acts.codebooks import Codebook, CodeEntry, ThemeEntry
from qualwb.colours import parsed_colour
from qualwb.localization import gettext as _
from qualwb.same_name import same_name

Notice = Callable[[str], None]


@dataclass
class Draft:
    """A code or theme while its lines are gathered."""

    name: str
    above: str | None
    values: dict[str, str] = field(default_factory=dict)
    themes: list[str] = field(default_factory=list)


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

        Raises ``BadCodebook`` for a path without any name.
        """
        steps = [" ".join(step.split()) for step in steps if step.strip()]
        if not steps:
            raise BadCodebook(self.file, line, _("the name is empty."))
        draft, above = None, None
        for depth in range(1, len(steps) + 1):
            draft = self._at(steps[:depth], above, line)
            above = draft.name
        assert draft is not None
        for column, value in self._with_readable_colour(draft.name, cells, line).items():
            if value and not draft.values.get(column):
                draft.values[column] = value
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
    def code(draft: Draft) -> CodeEntry:
        values = {
            column: draft.values.get(column, "") for column in ("english", "definition", "include", "exclude")
        }
        return CodeEntry(
            draft.name,
            **values,
            examples=tuple(line for line in draft.values.get("examples", "").splitlines() if line.strip()),
            colour=draft.values.get("colour", ""),
            codes=tuple(code(other) for other in codes if other.above == draft.name),
        )

    written: set[str] = set()

    def gathered(draft: Draft) -> CodeEntry:
        if draft.above is not None or draft.name in written:
            return CodeEntry(draft.name)
        written.add(draft.name)
        return code(draft)

    def theme(draft: Draft) -> ThemeEntry:
        kept = ("english", "definition", "boundary", "counter_examples", "claim")
        beneath = tuple(theme(other) for other in themes if other.above == draft.name)
        own = tuple(gathered(other) for other in codes if draft.name in other.themes)
        return ThemeEntry(
            draft.name, themes=beneath, codes=own, **{column: draft.values.get(column, "") for column in kept}
        )

    tops = tuple(theme(draft) for draft in themes if draft.above is None)
    loose = tuple(code(draft) for draft in codes if draft.above is None and draft.name not in written)
    return Codebook(name, themes=tops, codes=loose)
