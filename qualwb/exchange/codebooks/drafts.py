"""Codes and themes while a foreign codebook is read: gathered, named once, then made a codebook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from qualwb.acts.codebook_entries import Codebook, CodeEntry, MemoEntry, ThemeEntry
from qualwb.acts.codebook_input import CODES_LIMIT, LEVELS_LIMIT, BadCodebook
from qualwb.colours import parsed_colour
from qualwb.exchange.codebooks.codebook_paths import joined
from qualwb.exchange.codebooks.findings import Findings
from qualwb.localization import gettext as _
from qualwb.portable.guid_text import as_guid
from qualwb.same_name import same_name

CODE_TEXTS = ("english", "definition", "include", "exclude", "colour")
THEME_TEXTS = ("english", "definition", "boundary", "counter_examples", "claim")


@dataclass(eq=False)
class Draft:
    """A code or theme while its lines are gathered."""

    name: str
    written: str
    """The name as it stands in the file, where another may have it too."""
    above: "Draft | None"
    level: int
    values: dict[str, str] = field(default_factory=dict)
    memos: list[MemoEntry] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    """The GUIDs, bare, of the notes that a REFI-QDA project has on it."""
    guid: str = ""
    gathered: dict["Draft", None] = field(default_factory=dict)
    """Of a theme: the codes that it gathers."""
    beneath: list["Draft"] = field(default_factory=list)

    @property
    def path(self) -> tuple[str, ...]:
        """The names as they stand in the file, from the top down to its own."""
        return (*self.above.path, self.written) if self.above else (self.written,)


class Shelf:
    """Codes or themes, each with a name of its own; found again by the path they are written under."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.tops: list[Draft] = []
        self._by_path: dict[tuple[str, ...], Draft] = {}
        self._names: dict[str, int] = {}
        """How often each name was asked for."""
        self._guids: set[str] = set()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def put(self, steps: Sequence[str], cells: Mapping[str, str], line: int) -> Draft:
        """The draft at a path, made with those above it when new; cells fill what is still empty.

        Raises ``BadCodebook`` for a path without any name, one too long, and one draft too many.
        """
        steps = [name for step in steps if (name := " ".join(self.findings.clean(step).split()))]
        if not steps:
            raise BadCodebook(self.findings.file, line, _("the name is empty."))
        self._refuse_too_deep(len(steps), line)
        draft = None
        for depth in range(1, len(steps) + 1):
            key = tuple(map(same_name, steps[:depth]))
            at = self._by_path.get(key)
            draft = self._by_path[key] = at or self.add(steps[depth - 1], draft, line)
        assert draft is not None
        self.fill(draft, cells, line)
        return draft

    def add(self, name: str, above: Draft | None, line: int) -> Draft:
        """A new draft beneath another, under a name of its own. Raises ``BadCodebook`` as ``put`` does."""
        name = " ".join(self.findings.clean(name).split())
        if not name:
            raise BadCodebook(self.findings.file, line, _("the name is empty."))
        if self._count == CODES_LIMIT:
            raise BadCodebook(
                self.findings.file, line, _("there are more than {n} codes or themes.").format(n=CODES_LIMIT)
            )
        level = above.level + 1 if above else 1
        self._refuse_too_deep(level, line)
        draft = Draft(self._own_name(name, above, line), name, above, level)
        (above.beneath if above else self.tops).append(draft)
        self._count += 1
        return draft

    def fill(self, draft: Draft, cells: Mapping[str, str], line: int) -> None:
        """Give a draft what cells hold, by column, where it has nothing yet."""
        for column, value in cells.items():
            if value and not draft.values.get(column):
                draft.values[column] = self.findings.clean(value).strip()
        self._read_colour(draft, line)
        self._read_guid(draft, line)

    def _refuse_too_deep(self, level: int, line: int) -> None:
        if level > LEVELS_LIMIT:
            raise BadCodebook(
                self.findings.file, line, _("the path has more than {n} levels.").format(n=LEVELS_LIMIT)
            )

    def _own_name(self, name: str, above: Draft | None, line: int) -> str:
        """The name, or one of its own for a draft whose name stands elsewhere too."""
        if same_name(name) not in self._names:
            self._names[same_name(name)] = 1
            return name
        base = f"{name} ({above.written})" if above else name
        own = base
        while same_name(own) in self._names:
            number = self._names[same_name(base)] = self._names.get(same_name(base), 1) + 1
            own = f"{base} {number}"
        self._names[same_name(own)] = 1
        path = joined((*above.path, name) if above else (name,))
        self.findings.remark(
            line, _("'{name}' stands elsewhere too; taken as '{new}'.").format(name=path, new=own)
        )
        return own

    def _read_colour(self, draft: Draft, line: int) -> None:
        written = draft.values.get("colour")
        if not written:
            return
        draft.values["colour"] = parsed_colour(written) or ""
        if not draft.values["colour"]:
            self.findings.refuse(
                line,
                _("the colour '{colour}' of '{name}' can't be read; left aside.").format(
                    colour=written, name=draft.name
                ),
            )

    def _read_guid(self, draft: Draft, line: int) -> None:
        guid = as_guid(draft.values.pop("guid", ""))
        if not guid or draft.guid:
            return
        if guid in self._guids:
            self.findings.remark(
                line,
                _("'{name}' has the GUID of another; it gets one of its own.").format(name=draft.name),
            )
            return
        self._guids.add(guid)
        draft.guid = guid


def assemble(file: str, codes: Shelf, themes: Shelf) -> Codebook:
    """The codebook of a file out of its drafts, in the ``written_out`` form."""
    return Codebook(
        PurePath(file).stem or file,
        themes=tuple(map(_theme, themes.tops)),
        codes=tuple(map(_code, codes.tops)),
    ).written_out()


def _code(draft: Draft) -> CodeEntry:
    return CodeEntry(
        draft.name,
        examples=tuple(line for line in draft.values.get("examples", "").splitlines() if line.strip()),
        memos=tuple(draft.memos),
        guid=draft.guid,
        codes=tuple(map(_code, draft.beneath)),
        **{column: draft.values.get(column, "") for column in CODE_TEXTS},
    )


def _theme(draft: Draft) -> ThemeEntry:
    return ThemeEntry(
        draft.name,
        memos=tuple(draft.memos),
        guid=draft.guid,
        themes=tuple(map(_theme, draft.beneath)),
        codes=tuple(CodeEntry(code.name) for code in draft.gathered),
        **{column: draft.values.get(column, "") for column in THEME_TEXTS},
    )
