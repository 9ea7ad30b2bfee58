"""Who speaks where: turns within the passages of a participant's case are said by that participant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
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

    A turn that is of two participants, or has a speaker, stays as it is.
    """
    by_source: dict[Uid, list[Voice]] = {}
    for voice in voices:
        by_source.setdefault(voice.source, []).append(voice)
    told, silent = [], []
    for source in sources:
        passages = sorted(by_source.get(source.uid, ()), key=lambda one: (one.start, one.end))
        said = _said(source, passages)
        heard = {voice for found in said.values() for voice in found}
        silent += [voice for voice in passages if voice not in heard]
        told.append(_with(source, said, people) if said else source)
    return tuple(told), silent


def _said(source: Source, passages: Sequence[Voice]) -> dict[int, list[Voice]]:
    """By the number of a turn, the passages that all its words lie in."""
    found: dict[int, list[Voice]] = {}
    at = 0
    words = [_words(source.text, turn) for turn in source.turns]
    for voice in passages:
        while at < len(words) and words[at][0] < voice.start:
            at += 1
        for number in range(at, len(words)):
            start, end = words[number]
            if start >= voice.end:
                break
            if start < end <= voice.end:
                found.setdefault(number, []).append(voice)
    return found


def _words(text: str, turn: Turn) -> tuple[int, int]:
    """A turn without the white space around it."""
    whole = text[turn.start : turn.end]
    start = turn.start + len(whole) - len(whole.lstrip())
    return start, max(start, turn.start + len(whole.rstrip()))


def _with(source: Source, said: Mapping[int, list[Voice]], people: Mapping[Uid, Participant]) -> Source:
    turns, speakers = list(source.turns), {one.label: one for one in source.speakers}
    for number, voices in said.items():
        persons = {voice.person for voice in voices}
        if len(persons) == 1 and turns[number].speaker is None:
            person = people[persons.pop()]
            speakers.setdefault(person.alias, Speaker(person.alias, person.uid))
            turns[number] = turns[number]._replace(speaker=person.alias, kind="speech")
    used = {turn.speaker for turn in turns}
    kept = tuple(one for one in speakers.values() if one.label in used)
    return replace(source, turns=tuple(turns), speakers=kept)
