"""A project laid out for a file: what stands on what, in the order in which it is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from qualwb.exchange.codebooks.codebook_paths import joined
from qualwb.exchange.refi.targets import Target
from qualwb.exchange.refi.wishes import ExportWishes
from qualwb.portable.records import Coding, Memo, Participant, PortableProject, Source, Theme, Uid
from qualwb.safe_text import one_line

T = TypeVar("T")
K = TypeVar("K")


@dataclass(frozen=True)
class ProjectLayout:
    """A project with the wishes for its file."""

    project: PortableProject
    wishes: ExportWishes

    @property
    def target(self) -> Target:
        """The program that the file is for."""
        return self.wishes.target

    @cached_property
    def memos(self) -> Mapping[tuple[str, Uid | None], tuple[Memo, ...]]:
        """Memos by the kind and id of what they are on; those on passages stand apart."""
        whole = [memo for memo in self.project.memos if not on_passage(memo)]
        return {key: tuple(memos) for key, memos in _by(whole, lambda memo: (memo.on, memo.thing))}

    @cached_property
    def passage_memos(self) -> Mapping[Uid, tuple[Memo, ...]]:
        """Memos on passages by source."""
        placed = [memo for memo in self.project.memos if on_passage(memo)]
        return {source: tuple(memos) for source, memos in _by(placed, lambda memo: memo.thing or "")}

    @cached_property
    def codings(self) -> Mapping[Uid, tuple[Coding, ...]]:
        """Codings by source; without orphans, and once where the program knows no rounds."""
        placed = [coding for coding in self.project.codings if coding.orphaned_from is None]
        if not self.target.rounds:
            first: dict[tuple[object, ...], Coding] = {}
            for one in placed:
                first.setdefault(one[1:6], one)
            placed = [*first.values()]
        return {source: tuple(codings) for source, codings in _by(placed, lambda coding: coding.source)}

    @cached_property
    def names(self) -> Mapping[Uid, str]:
        """A name for each source and note that no other has."""
        taken: dict[str, int] = {}
        names = {one.uid: _free(one_line(one.name), taken) for one in self.project.sources}
        return names | {memo.uid: _free(_opening(memo.text), taken) for memo in self.project.memos}

    @cached_property
    def sources_of(self) -> Mapping[Uid, tuple[Source, ...]]:
        """The sources of each group, and those in which each participant speaks."""
        found: dict[Uid, list[Source]] = {}
        for source in self.project.sources:
            people = [one.participant for one in source.speakers if one.participant]
            for uid in dict.fromkeys((source.group, *people)):
                found.setdefault(uid, []).append(source)
        return {uid: tuple(sources) for uid, sources in found.items()}

    @cached_property
    def people_of(self) -> Mapping[Uid, Mapping[str, Uid]]:
        """Of each source the participants by the label under which they speak."""
        return {
            source.uid: {one.label: one.participant for one in source.speakers if one.participant}
            for source in self.project.sources
        }


def on_passage(memo: Memo) -> bool:
    """Whether a memo is on a passage that is still there."""
    return memo.on == "source" and memo.start is not None and memo.orphaned_from is None


def case_names(project: PortableProject) -> dict[Uid, str]:
    """What the case of each participant is called: an alias may stand in several groups."""
    groups = {group.uid: group.name for group in project.groups}

    def named(person: Participant) -> str:
        return one_line(f"{groups.get(person.group, '')}: {person.alias}")

    return {person.uid: named(person) for person in project.participants}


def theme_paths(project: PortableProject) -> dict[Uid, str]:
    """What the set of each theme is called: its name after those that it lies beneath."""
    by_uid = {theme.uid: theme for theme in project.themes}

    def steps(theme: Theme) -> Iterator[str]:
        seen: set[Uid] = set()
        at: Theme | None = theme
        while at is not None and at.uid not in seen:
            seen.add(at.uid)
            yield at.name
            at = by_uid.get(at.parent) if at.parent else None

    return {theme.uid: one_line(joined([*steps(theme)][::-1])) for theme in project.themes}


def _by(records: Iterable[T], key: Callable[[T], K]) -> Iterable[tuple[K, list[T]]]:
    found: dict[K, list[T]] = {}
    for one in records:
        found.setdefault(key(one), []).append(one)
    return found.items()


def _opening(text: str) -> str:
    """The first words of a memo, for its name."""
    first = one_line(text.strip().partition("\n")[0])
    return first if len(first) <= _OPENING else first[:_OPENING].rsplit(" ", 1)[0] + " ..."


_OPENING = 60


def _free(name: str, taken: dict[str, int]) -> str:
    """The name, with a number where another has it; ``taken`` has the number that each name came to last."""
    found, key = name, name.casefold()
    while found.casefold() in taken or not found:
        taken[key] = taken.get(key, 1) + 1
        found = f"{name} ({taken[key]})".strip()
    taken.setdefault(found.casefold(), 1)
    return found
