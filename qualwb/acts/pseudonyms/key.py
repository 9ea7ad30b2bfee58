"""The key: what names stand behind which aliases, and what gives each text back. Pure.

It is kept in a key file of its own, never in the project.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from qualwb.acts.json_strings import strings_within
from qualwb.acts.pseudonyms.entity import Entity
from qualwb.acts.pseudonyms.substitutions import Substitution, Substitutions
from qualwb.acts.text_edits import Edit

FORMAT = "qualwb pseudonym key"
VERSION = 1


class UnreadableKey(ValueError):
    """What was decrypted is no key, or one of a newer qualwb."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """One person, place ... with its alias, and every way in which the material named it."""

    kind: str
    name: str
    gender: str
    alias: str
    forms: tuple[str, ...] = ()
    """Other names of the same."""
    words: tuple[str, ...] = ()
    """How it stood there: 'Annas' for Anna."""


@dataclass(frozen=True, slots=True)
class TextReplaced:
    """What was replaced in the text of a source; ``before`` and ``after`` are SHA-256 of the texts."""

    source: str
    """The source's stable id."""
    before: str
    after: str
    substitutions: tuple[Substitution, ...]
    """In positions of the text before."""
    since: tuple[Edit, ...] = ()
    """What had been edited since the application before this one, in positions of the text that it left."""


@dataclass(frozen=True, slots=True)
class ValueReplaced:
    """What was replaced in a column of a row: a name, a label, a memo ..."""

    table: str
    uid: str
    """The row's stable id; '' for a row that has none."""
    key: int
    column: str
    before: str
    substitutions: tuple[Substitution, ...]

    @property
    def after(self) -> str:
        """What stands in the column since then."""
        return Substitutions(self.substitutions).apply(self.before)

    @property
    def places(self) -> int:
        """At how many places something else stands since then."""
        return len(self.substitutions)


@dataclass(frozen=True, slots=True)
class JsonReplaced:
    """What a column of JSON of a row was before and after: attributes, a saved query ..."""

    table: str
    uid: str
    key: int
    column: str
    before: Any
    after: Any

    @property
    def places(self) -> int:
        """How many strings in it have another wording since then."""
        return len(strings_changed(self.before, self.after))


def strings_changed(before: Any, after: Any) -> list[tuple[str, str]]:
    """What each string in a value of JSON was and is, of those that are not the same."""
    strings = [strings_within(value, with_keys=True) for value in (before, after)]
    pairs = ((was, became) for (_former, was), (_latter, became) in zip(*strings, strict=False))
    return [(was, became) for was, became in pairs if was != became]


ColumnReplaced = ValueReplaced | JsonReplaced


@dataclass(frozen=True, slots=True)
class PrintReplaced:
    """How a print version was printed before and after."""

    uid: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MergedPerson:
    """A participant who was made one with an earlier one of the same name; both by their stable ids."""

    uid: str
    into: str
    name: str


@dataclass(frozen=True, slots=True)
class Application:
    """One replacing of names. It happened if the project's settings name its id: the key is written first."""

    id: str
    at: str
    texts: tuple[TextReplaced, ...] = ()
    values: tuple[ValueReplaced, ...] = ()
    json: tuple[JsonReplaced, ...] = ()
    prints: tuple[PrintReplaced, ...] = ()
    merged: tuple[MergedPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """All that a key file holds."""

    project: str
    """The stable id of the project."""
    key_id: str
    seed: str
    """What the choice of aliases depends on, besides the names."""
    names: tuple[KnownName, ...] = ()
    kept: tuple[str, ...] = ()
    """Words that were replaced at some place and kept at another."""
    applications: tuple[Application, ...] = ()

    def happened(self, ids: Iterable[str]) -> list[Application]:
        """Those of the applications that the project names, in the order in which they were made."""
        known = set(ids)
        return [one for one in self.applications if one.id in known]

    def originals(self) -> dict[str, str]:
        """Every way in which a name was written, with what stands instead, as far as one word can say."""
        found: dict[str, str] = {}
        for known in self.names:
            for words in (known.name, *known.forms, *known.words):
                found.setdefault(words, known.alias)
        for application in self.applications:
            changed: list[TextReplaced | ValueReplaced] = [*application.texts, *application.values]
            edits = (edit for one in changed for edit in one.substitutions)
            found |= {edit.words: edit.instead for edit in edits}
        return found

    def with_names(self, entities: Iterable[Entity], words: Mapping[tuple[str, str], Iterable[str]]) -> "Key":
        """The key with these names too; ``words`` are how each stood, by kind and name."""
        known = {(one.kind, one.name): one for one in self.names}
        for entity in entities:
            place = (entity.kind, entity.name)
            old = known.get(place, KnownName(entity.kind, entity.name, entity.gender, entity.alias))
            known[place] = replace(
                old,
                alias=entity.alias,
                forms=_union(old.forms, entity.forms),
                words=_union(old.words, words.get(place, ())),
            )
        return replace(self, names=tuple(known.values()))


def _union(old: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old, *new)))


def as_json(key: Key) -> dict[str, Any]:
    """The key as JSON holds it."""
    return {"format": FORMAT, "version": VERSION, **asdict(key)}


def from_json(told: Any) -> Key:
    """The key that JSON holds. Raises ``UnreadableKey``."""
    try:
        if told.pop("format") != FORMAT or told.pop("version") > VERSION:
            raise UnreadableKey
        names = tuple(_names_read(one) for one in told.pop("names"))
        applications = tuple(_application_read(one) for one in told.pop("applications"))
        return Key(names=names, applications=applications, kept=tuple(told.pop("kept")), **told)
    except (KeyError, TypeError, AttributeError) as error:
        raise UnreadableKey from error


def _names_read(told: dict[str, Any]) -> KnownName:
    return KnownName(**{**told, "forms": tuple(told["forms"]), "words": tuple(told["words"])})


def _application_read(told: dict[str, Any]) -> Application:
    texts = (
        TextReplaced(**_edited(text, since=tuple(Edit(**edit) for edit in text["since"])))
        for text in told["texts"]
    )
    values = (ValueReplaced(**_edited(value)) for value in told["values"])
    json = (JsonReplaced(**row) for row in told["json"])
    prints = (PrintReplaced(**row) for row in told["prints"])
    merged = (MergedPerson(**one) for one in told.get("merged", ()))
    return Application(
        told["id"],
        told["at"],
        tuple(texts),
        tuple(values),
        tuple(json),
        tuple(prints),
        tuple(merged),
    )


def _edited(told: dict[str, Any], **read: Any) -> dict[str, Any]:
    return {**told, "substitutions": tuple(Substitution(**one) for one in told["substitutions"]), **read}
