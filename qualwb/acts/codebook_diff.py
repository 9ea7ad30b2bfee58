"""How two codebooks differ: what was added, is gone, renamed, moved, written or gathered otherwise."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from qualwb.acts.codebook_entries import Codebook, CodeEntry, ThemeEntry
from qualwb.portable.guid_text import as_guid
from qualwb.same_name import same_name

Entry = CodeEntry | ThemeEntry
E = TypeVar("E", CodeEntry, ThemeEntry)
Difference = Literal["added", "gone", "renamed", "moved", "changed", "gathered", "released"]
CODE_TEXTS = ("english", "definition", "include", "exclude", "examples", "colour", "memos")
THEME_TEXTS = ("english", "definition", "boundary", "counter_examples", "claim", "memos")


@dataclass(frozen=True, slots=True)
class CodebookChange:
    """One difference. ``before`` and ``after`` are the texts, names or places that differ."""

    kind: Literal["code", "theme"]
    difference: Difference
    name: str
    """In the first codebook; of what was added, in the second."""
    column: str = ""
    """Of what is written otherwise: which of its fields."""
    before: str = ""
    after: str = ""

    @property
    def is_contrary(self) -> bool:
        """Whether the second codebook says otherwise, not merely less or more, than the first."""
        return self.difference in ("renamed", "moved", "changed") and bool(self.after)


def codebook_changes(first: Codebook, second: Codebook) -> tuple[CodebookChange, ...]:
    """What leads from one codebook to another: codes first, then themes, each in the order of the codebooks.

    Two codes are the same if they have the same stable id, else the same name. The English gloss is compared
    where both have one: a project does not hold it.
    """
    first, second = first.written_out(), second.written_out()
    codes = _Pairs(
        list(_under(first.codes, lambda code: code.codes)),
        list(_under(second.codes, lambda code: code.codes)),
    )
    themes = _Pairs(
        list(_under(first.themes, lambda theme: theme.themes)),
        list(_under(second.themes, lambda theme: theme.themes)),
    )
    return (
        *codes.changes("code", CODE_TEXTS),
        *themes.changes("theme", THEME_TEXTS),
        *_membership(codes, themes),
    )


class _Pairs(Generic[E]):
    """The entries of two codebooks, those that are the same beside each other."""

    def __init__(self, first: list[tuple[E, E | None]], second: list[tuple[E, E | None]]) -> None:
        by_guid = {guid: entry for entry, _above in first if (guid := as_guid(entry.guid))}
        by_name = {same_name(entry.name): entry for entry, _above in first}
        known = {guid for entry, _above in second if (guid := as_guid(entry.guid)) in by_guid}
        self.first: list[tuple[E, E | None]] = first
        self.second: list[tuple[E, E | None]] = second
        self.there: dict[str, E] = {}
        """Entries of the second by the name, as ``same_name``, of the one in the first."""
        self.here: dict[str, E] = {}
        """Entries of the first by the name of the one in the second."""
        for entry, _above in second:
            guid = as_guid(entry.guid)
            one = by_guid.get(guid) if guid in known else by_name.get(same_name(entry.name))
            if (
                one is None
                or same_name(one.name) in self.there
                or (guid not in known and as_guid(one.guid) in known)
            ):
                continue
            self.there[same_name(one.name)] = entry
            self.here[same_name(entry.name)] = one

    def changes(self, kind: Literal["code", "theme"], columns: Sequence[str]) -> Iterator[CodebookChange]:
        """What differs between the entries themselves."""
        above_there = {same_name(entry.name): above for entry, above in self.second}
        for entry, above in self.first:
            other = self.there.get(same_name(entry.name))
            if other is None:
                yield CodebookChange(kind, "gone", entry.name)
                continue
            if other.name != entry.name:
                yield CodebookChange(kind, "renamed", entry.name, before=entry.name, after=other.name)
            higher = above_there[same_name(other.name)]
            if self._differ(above, higher):
                places = [one.name if one else "" for one in (above, higher)]
                yield CodebookChange(kind, "moved", entry.name, "", *places)
            for column in columns:
                texts = _text(entry, column), _text(other, column)
                if texts[0] != texts[1] and not (column == "english" and "" in texts):
                    yield CodebookChange(kind, "changed", entry.name, column, *texts)
        for entry, _above in self.second:
            if same_name(entry.name) not in self.here:
                yield CodebookChange(kind, "added", entry.name)

    def name_here(self, name: str) -> str:
        """What an entry of the second is called in the first; its own name where it is not there."""
        one = self.here.get(same_name(name))
        return one.name if one else name

    def _differ(self, above: E | None, higher: E | None) -> bool:
        if above is None or higher is None:
            return above is not higher
        return self.here.get(same_name(higher.name)) is not above


def _membership(codes: _Pairs[CodeEntry], themes: _Pairs[ThemeEntry]) -> Iterator[CodebookChange]:
    """Codes that a theme of both codebooks, or a new theme, gathers or no longer gathers."""
    for theme, _above in themes.first:
        other = themes.there.get(same_name(theme.name))
        if other is not None:
            now = {codes.name_here(code.name) for code in other.codes}
            before = [code.name for code in theme.codes]
            for name in before:
                if name not in now:
                    yield CodebookChange("theme", "released", theme.name, "codes", before=name)
            for code in other.codes:
                if codes.name_here(code.name) not in before:
                    yield CodebookChange("theme", "gathered", theme.name, "codes", after=code.name)
    for theme, _above in themes.second:
        if same_name(theme.name) not in themes.here:
            for code in theme.codes:
                yield CodebookChange("theme", "gathered", theme.name, "codes", after=code.name)


def _under(
    entries: Sequence[E], beneath: Callable[[E], Sequence[E]], above: E | None = None
) -> Iterator[tuple[E, E | None]]:
    for entry in entries:
        yield entry, above
        yield from _under(beneath(entry), beneath, entry)


def _text(entry: Entry, column: str) -> str:
    value = getattr(entry, column)
    if isinstance(value, str):
        return value
    return "\n".join(part if isinstance(part, str) else part.text for part in value)
