"""The names in the strings of a project: texts are read once, and what is known is looked for everywhere."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path as File
from typing import Any

from sqlalchemy import Connection

from qualwb.acts.pseudonyms.doubts import is_guess, ordinary_words, with_doubts
from qualwb.acts.pseudonyms.labels import names_in_label
from qualwb.acts.pseudonyms.material import TOLD, Spot, Use, pieces
from qualwb.acts.pseudonyms.stored import Decisions
from qualwb.acts.pseudonyms.strings import Strings
from qualwb.acts.written_words import standing_as_written
from qualwb.language import cache
from qualwb.language.names import (
    Name,
    NameKind,
    Why,
    find_everywhere,
    find_listed,
    find_names,
    packed,
    unpacked,
)
from qualwb.language.names.standing import KnownNames
from qualwb.language.parsing import parse

Tell = Callable[[int], None]
"""What is told of each text when it is read: how many characters it has. It may raise to break off."""

_BETWEEN = "\n\n"
"""Between two memos that are read as one text."""
_KNOWN_ALONE = frozenset({Use.REPEATED, Use.DATA})
"""What is only looked through for names that are known from elsewhere."""
_GUESSED_IN = frozenset({Use.PROSE, Use.PERSON})
"""Where else than in texts a guess is told: in the codebook, phrases begin with capitals."""
_OF_WORDS = frozenset({NameKind.PERSON, NameKind.PLACE, NameKind.ORGANISATION})
"""Kinds that are made of words, which a file's name may hold in any case."""


def find_in_strings(strings: Strings, decisions: Decisions, tell: Tell) -> dict[Spot, list[Name]]:
    """The names in every string that has any, in order of place: each wherever it stands.

    What was found before is kept, and found anew only where the strings changed. Names that a person decided
    on are looked for too. Raises ``PipelineError`` where a text must be read and no pipeline works.
    """
    rows = _last_made(strings, "all", strings.digest(), lambda: _as_rows(strings, _everywhere(strings, tell)))
    spots = list(strings)
    found = {spots[number]: unpacked(strings[spots[number]], names) for number, names in rows}
    _add_decided(found, strings, decisions)
    return found


def _rule() -> str:
    return cache.rule_of(File(__file__))


def _as_rows(strings: Strings, found: Mapping[Spot, Sequence[Name]]) -> list[tuple[int, list[object]]]:
    """The findings as JSON can hold them, without words: by the number of the string among all."""
    return [(number, list(packed(found[spot]))) for number, spot in enumerate(strings) if found.get(spot)]


def _everywhere(strings: Strings, tell: Tell) -> dict[Spot, list[Name]]:
    """Each name in all strings, whichever it was recognised in."""
    first: dict[Spot, Sequence[Name]] = {}
    ordinary: set[str] = set()
    for spot in strings.texts:
        text = strings[spot]
        first[spot] = _findings(text)
        ordinary |= ordinary_words(text)
        tell(len(text))
    for field, spots in strings.by_field.items():
        if field.use in (Use.PROSE, Use.RULE):
            first |= _found_in_prose(strings, f"{field.table}.{field.column}", spots)
            ordinary |= ordinary_words("\n".join(strings[spot] for spot in spots))
        elif field.use is Use.PERSON:
            first |= {spot: _names_of_label(strings[spot]) for spot in spots}
        elif field.use in _KNOWN_ALONE:
            first |= dict.fromkeys(spots, ())
        else:
            first |= {spot: find_listed(strings[spot]) for spot in spots}
        if field.use not in _GUESSED_IN:
            first |= {spot: [name for name in first[spot] if not _is_guess(name)] for spot in spots}
    found = with_doubts(find_everywhere(strings, first), strings, ordinary)
    _add_in_files(found, strings)
    return found


def _is_guess(name: Name) -> bool:
    return not name.sure and (is_guess(name) or name.why is Why.UNKNOWN)


def _findings(text: str) -> list[Name]:
    """The names of a text. It is not kept parsed; what was found goes when the text is forgotten."""
    rows = cache.worked_out(text, _rule(), lambda: packed(find_names(parse(text))), what="names")
    return unpacked(text, rows)


def _last_made(strings: Strings, part: str, digest: str, make: Callable[[], Any]) -> Any:
    """What ``make`` makes of a part of a project: made anew when it changed, and kept in place of the old."""
    of = f"{strings.project} {part}"
    return cache.worked_out(of, f"{_rule()} {digest}", make, what="project")


def _found_in_prose(
    strings: Strings, column: str, spots: Sequence[Spot]
) -> Iterator[tuple[Spot, list[Name]]]:
    """The names in the researchers' own sentences; those of one column are read together."""
    if not spots:
        return
    whole = _BETWEEN.join(strings[spot] for spot in spots)
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    rows = _last_made(strings, column, digest, lambda: packed(find_names(parse(whole))))
    found = unpacked(whole, rows)
    starts = [0]
    for spot in spots:
        starts.append(starts[-1] + len(strings[spot]) + len(_BETWEEN))
    at = 0
    for spot, (start, following) in zip(spots, pairwise(starts), strict=True):
        here = []
        while at < len(found) and found[at].start < following:
            name, at = found[at], at + 1
            if start <= name.start and name.end <= following - len(_BETWEEN):
                here.append(replace(name, start=name.start - start, end=name.end - start))
        yield spot, here


def _names_of_label(label: str) -> list[Name]:
    """The names of persons in a speaker's label: they are surely names, whatever they look like."""
    genders = {name.start: name.gender for name in find_listed(label)}
    return [
        _known(label, start, end, NameKind.PERSON, end - start, Why.LABEL, genders.get(start, ""))
        for start, end in names_in_label(label)
    ]


def _add_in_files(found: dict[Spot, list[Name]], strings: Strings) -> None:
    """Names are known in the name of a file in whatever case they are written there."""
    files = [spot for field, spots in strings.by_field.items() if field.use is Use.FILE for spot in spots]
    known = _KnownKinds(found.values())
    for spot in files:
        _add_free(found.setdefault(spot, []), known.standing(strings[spot]))


def find_told(connection: Connection, found: Iterable[Sequence[Name]]) -> Iterator[tuple[Spot, list[Name]]]:
    """Where the names that were found stand in what no act can rewrite, as in the journal."""
    known = _KnownKinds(found)
    for field in TOLD:
        for spot, text in pieces(connection, field):
            names = list(known.standing(text))
            if names:
                yield spot, names


class _KnownKinds:
    """Names that are made of words, as they were found, looked for in short strings."""

    def __init__(self, found: Iterable[Sequence[Name]]) -> None:
        self._known: dict[str, Name] = {}
        for name in (name for them in found for name in them if name.kind in _OF_WORDS):
            stem = name.stem or name.text
            if stem not in self._known or (name.sure and not self._known[stem].sure):
                self._known[stem] = name
        self._index = KnownNames(self._known)

    def standing(self, text: str) -> Iterator[Name]:
        """The names in a text, in order."""
        for here in self._index.standing(text):
            like = self._known[here.name]
            found = _known(text, here.start, here.end, like.kind, len(here.name))
            yield replace(found, sure=like.sure, gender=like.gender)


def _add_decided(found: dict[Spot, list[Name]], strings: Strings, decisions: Decisions) -> None:
    """Add the places of names that a person decided on and that were found nowhere."""
    known = {(name.stem or name.text).casefold() for them in found.values() for name in them}
    missed = decisions.names_but(known)
    if not missed:
        return
    for spot, text in strings.items():
        folded = text.casefold()
        here = {name: NameKind(kind) for name, kind in missed.items() if name.casefold() in folded}
        if here:
            _add_free(found.setdefault(spot, []), _standing(text, here))


def _standing(text: str, kinds: Mapping[str, NameKind]) -> Iterator[Name]:
    """Names that a person told of: in lower case they are looked for as they are, though they be ordinary."""
    for one in KnownNames(kinds).standing(text):
        yield _known(text, one.start, one.end, kinds[one.name], len(one.name))
    lower = [name for name in kinds if name.islower()]
    for start, end, name in standing_as_written(text, lower):
        yield _known(text, start, end, kinds[name], len(name))


def _known(
    text: str,
    start: int,
    end: int,
    kind: NameKind,
    stem: int,
    why: Why = Why.KNOWN,
    gender: str = "",
) -> Name:
    return Name(*(start, end, text[start:end], kind), why=why, stem=text[start : start + stem], gender=gender)


def _add_free(them: list[Name], more: Iterable[Name]) -> None:
    """Add names that overlap none that is there, and put all in order."""
    for name in more:
        if all(name.end <= other.start or other.end <= name.start for other in them):
            them.append(name)
    them.sort(key=lambda name: (name.start, -name.end))
