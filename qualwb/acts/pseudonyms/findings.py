"""The names in the strings of a project: texts are read once, and what is known is looked for everywhere."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path as File

from sqlalchemy import Connection

from qualwb.acts.pseudonyms.labels import names_in_label
from qualwb.acts.pseudonyms.material import TOLD, WRITTEN, Piece, Spot, Use, pieces, texts
from qualwb.acts.pseudonyms.stored import Decisions
from qualwb.acts.pseudonyms.words import standing_as_written
from qualwb.language import cache, names
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
from qualwb.store.texts import current_text

Tell = Callable[[int], None]
"""What is told of each text when it is read: how many characters it has. It may raise to break off."""

_BETWEEN = "\n\n"
"""Between two memos that are read as one text."""
_KNOWN_ALONE = frozenset({Use.REPEATED, Use.DATA})
"""What is only looked through for names that are known from elsewhere."""
_OF_WORDS = frozenset({NameKind.PERSON, NameKind.PLACE, NameKind.ORGANISATION})
"""Kinds that are made of words, which a file's name may hold in any case."""


class Findings:
    """The names in every string of a project; ``strings`` gives the strings by where they are kept.

    What was found in a text before is not looked for again. Texts are read as they are needed, so that no
    more than one at a time takes memory. Raises ``PipelineError`` where no pipeline works.
    """

    def __init__(self, connection: Connection, decisions: Decisions, tell: Tell) -> None:
        self._written: dict[Spot, str] = {}
        self._found: dict[Spot, list[Name]] = {}
        self._files: set[Spot] = set()
        self._as_written: dict[str, NameKind] = {}
        for piece in texts(connection):
            self._found[piece.spot] = _findings(piece.text)
            tell(len(piece.text))
        self._read_fields(connection)
        self._add_decided(decisions)
        self.strings: Mapping[Spot, str] = _Strings(connection, tuple(self._found), self._written)

    def everywhere(self) -> Iterator[tuple[Spot, list[Name]]]:
        """Where names stand, string by string: each name in all of them, whichever it was recognised in."""
        found = find_everywhere(self.strings, self._found)
        words = {name.stem or name.text for them in found.values() for name in them if name.kind in _OF_WORDS}
        in_files = KnownNames(words) if self._files and words else None
        for spot, them in found.items():
            if spot == _DECIDED:
                continue
            if in_files and spot in self._files:
                them = [*them, *_standing_besides(self.strings[spot], in_files, them)]
            if self._as_written:
                them = self._with_written(self.strings[spot], them)
            if them:
                yield spot, them

    def _with_written(self, text: str, them: Sequence[Name]) -> list[Name]:
        """The findings with the names that a person added in lower case: else they are ordinary words."""
        found = list(them)
        for start, end, name in standing_as_written(text, self._as_written):
            if _is_free(start, end, found):
                kind = self._as_written[name]
                found.append(
                    Name(start, end, text[start:end], kind, why=Why.KNOWN, stem=text[start:][: len(name)])
                )
        return sorted(found, key=lambda name: name.start)

    def _read_fields(self, connection: Connection) -> None:
        for field in (*WRITTEN, *TOLD):
            together = list(pieces(connection, field))
            self._written.update(together)
            if field.use is Use.PROSE:
                self._found.update(_found_in_prose(together))
            elif field.use is Use.PERSON:
                self._found.update((spot, _names_of_label(label)) for spot, label in together)
            elif field.use in _KNOWN_ALONE:
                self._found.update((spot, []) for spot, _text in together)
            elif field.use is Use.FILE:
                self._files.update(spot for spot, _text in together)

    def _add_decided(self, decisions: Decisions) -> None:
        """The names that a person decided on, so that they are known though nothing else finds them."""
        at, lines = 0, []
        for kind, name in decisions.to_look_for():
            lines.append(name)
            if name.islower():
                self._as_written[name] = NameKind(kind)
            known = Name(at, at + len(name), name, NameKind(kind), why=Why.KNOWN, stem=name)
            self._found.setdefault(_DECIDED, []).append(known)
            at += len(name) + 1
        if lines:
            self._written[_DECIDED] = "\n".join(lines)


class _Strings(Mapping[Spot, str]):
    """The strings of a project; a text is read each time that it is asked for."""

    def __init__(self, connection: Connection, texts: Sequence[Spot], written: Mapping[Spot, str]) -> None:
        self._connection = connection
        self._texts = texts
        self._written = written

    def __getitem__(self, spot: Spot) -> str:
        return current_text(self._connection, spot.key) if spot.is_text else self._written[spot]

    def __iter__(self) -> Iterator[Spot]:
        yield from self._texts
        yield from self._written

    def __len__(self) -> int:
        return len(self._texts) + len(self._written)


_DECIDED = Spot("name_verdict", "name", 0)
"""Stands for a text that holds the names that were decided on."""


def _findings(text: str) -> list[Name]:
    rule = cache.rule_of(File(names.__file__))
    return unpacked(text, cache.derived(text, rule, lambda doc: packed(find_names(doc))))


def _found_in_prose(together: Sequence[Piece]) -> Iterator[tuple[Spot, list[Name]]]:
    """The names in the researchers' own sentences; those of one column are read together."""
    found = iter(_findings(_BETWEEN.join(piece.text for piece in together)) if together else ())
    at, name = 0, next(found, None)
    for spot, text in together:
        here, end = [], at + len(text)
        while name is not None and name.start < end:
            if at <= name.start and name.end <= end:
                here.append(replace(name, start=name.start - at, end=name.end - at))
            name = next(found, None)
        yield spot, here
        at = end + len(_BETWEEN)


def _names_of_label(label: str) -> list[Name]:
    """The names of persons in a speaker's label: they are surely names, whatever they look like."""
    genders = {name.start: name.gender for name in find_listed(label)}
    return [
        Name(
            *(start, end, label[start:end], NameKind.PERSON),
            why=Why.LABEL,
            stem=label[start:end],
            gender=genders.get(start, ""),
        )
        for start, end in names_in_label(label)
    ]


def _standing_besides(text: str, known: KnownNames, them: Sequence[Name]) -> Iterator[Name]:
    """The known names in a file's name that were not found there, in whatever case they are written."""
    for here in known.standing(text):
        if _is_free(here.start, here.end, them):
            words = text[here.start : here.end]
            yield Name(
                here.start, here.end, words, NameKind.PERSON, why=Why.KNOWN, stem=words[: len(here.name)]
            )


def _is_free(start: int, end: int, them: Iterable[Name]) -> bool:
    return all(end <= name.start or name.end <= start for name in them)
