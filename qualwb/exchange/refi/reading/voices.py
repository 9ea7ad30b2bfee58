"""Who speaks where: turns within the passages of a participant's case are said by that participant."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from qualwb.portable.records import Participant, Source, Speaker, Turn, Uid


class Voice(NamedTuple):
    """A passage that a case refers to."""

    person: Uid
    source: Uid
    start: int
    end: int


def with_speakers(
    sources: Sequence[Source], voices: Iterable[Voice], people: Mapping[Uid, Participant]
) -> tuple[tuple[Source, ...], list[Voice]]:
    """The sources with the speakers of whole turns; and the passages in which no whole turn lies.

    A turn that is of several participants stays without a speaker.
    """
    by_source: dict[Uid, list[Voice]] = {}
    for voice in voices:
        by_source.setdefault(voice.source, []).append(voice)
    told, silent = [], []
    for source in sources:
        passages = by_source.get(source.uid)
        if passages:
            turns = _Turns(source)
            silent += [voice for voice in passages if not turns.within(voice.start, voice.end)]
            source = _with(source, turns.persons(passages), people)
        told.append(source)
    return tuple(told), silent


class _Turns:
    """The turns of a source by where their words begin and end."""

    def __init__(self, source: Source) -> None:
        words = [_words(source.text, turn) for turn in source.turns]
        self._starts = [start for start, _end in words]
        self._ends = [end for _start, end in words]

    def within(self, start: int, end: int) -> range:
        """The numbers of the turns that lie in a passage with all their words."""
        return range(bisect_left(self._starts, start), bisect_right(self._ends, end))

    def persons(self, passages: Iterable[Voice]) -> dict[int, Uid]:
        """By the number of a turn, the one person in whose passages it lies.

        Each passage marks where it begins and ends; on the way through the turns, marks are summed up.
        """
        people = list(dict.fromkeys(voice.person for voice in passages))
        place = {person: n for n, person in enumerate(people)}
        counts, sums = [0] * (len(self._starts) + 1), [0] * (len(self._starts) + 1)
        for person, start, end in _joined(passages):
            there = self.within(start, end)
            if there:
                for at, sign in ((there.start, 1), (there.stop, -1)):
                    counts[at] += sign
                    sums[at] += sign * place[person]
        found = zip(accumulate(counts), accumulate(sums), self._starts, self._ends, strict=False)
        return {
            number: people[person]
            for number, (count, person, start, end) in enumerate(found)
            if count == 1 and start < end
        }


def _joined(passages: Iterable[Voice]) -> Iterator[tuple[Uid, int, int]]:
    """The passages of each person, with those that touch as one."""
    joined: list[tuple[Uid, int, int]] = []
    for person, start, end in sorted((voice.person, voice.start, voice.end) for voice in passages):
        if joined and joined[-1][0] == person and start <= joined[-1][2]:
            start, end = joined[-1][1], max(end, joined.pop()[2])
        joined.append((person, start, end))
    return iter(joined)


def _words(text: str, turn: Turn) -> tuple[int, int]:
    """A turn without the white space around it."""
    whole = text[turn.start : turn.end]
    start = turn.start + len(whole) - len(whole.lstrip())
    return start, max(start, turn.start + len(whole.rstrip()))


def _with(source: Source, said: Mapping[int, Uid], people: Mapping[Uid, Participant]) -> Source:
    labels: dict[Uid, str] = {}
    called: Counter[str] = Counter()
    for person in dict.fromkeys(said.values()):
        alias = people[person].alias
        called[alias] += 1
        labels[person] = alias if called[alias] == 1 else f"{alias} {called[alias]}"
    turns = list(source.turns)
    for number, person in said.items():
        turns[number] = turns[number]._replace(speaker=labels[person], kind="speech")
    speakers = tuple(Speaker(label, person) for person, label in labels.items())
    return replace(source, turns=tuple(turns), speakers=speakers)
