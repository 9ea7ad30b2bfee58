"""The names of a whole project: what is found in it, joined with what was decided."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Self

from sqlalchemy import Connection, func, select

from qualwb.acts.pseudonyms.entity import Entity, Place, Verdict
from qualwb.acts.pseudonyms.findings import find_in_strings, find_told
from qualwb.acts.pseudonyms.material import Spot
from qualwb.acts.pseudonyms.places import REPLACED, is_in_text
from qualwb.acts.pseudonyms.stored import Decisions, text_key
from qualwb.acts.pseudonyms.strings import Strings
from qualwb.acts.pseudonyms.wording import reason
from qualwb.language.names import Name, Why
from qualwb.language.names.aliases import AliasStyle, choose_aliases
from qualwb.language.names.entities import Occurrence, Referent, referents
from qualwb.language.names.generalising import generalised
from qualwb.language.names.inflection import written_as
from qualwb.localization import gettext as _
from qualwb.model import Coder, Memo, PrintVersion, Project, Source, Speaker, TextVersion
from qualwb.progress import Progress, untold
from qualwb.store.journal import table_of
from qualwb.store.texts import hashes_in_use

STYLES = {False: AliasStyle.NAMES, True: AliasStyle.TAGS}
"""What aliases are like, by whether they are to be tags."""


def find(
    connection: Connection,
    progress: Progress = untold,
    *,
    style: AliasStyle = AliasStyle.NAMES,
) -> tuple[Entity, ...]:
    """Everything that names somebody or something, with what was decided of it: by kind and name, guesses
    last.

    What a blind round hides from whoever reads by the connection is not among the places: an act that
    replaces names finds on a connection that shows all. Nothing is written but the cache of parsed texts.
    ``progress`` is told the characters read, of all. ``style`` is that of proposed aliases. Raises
    ``PipelineError`` where there is no pipeline that works.
    """
    decisions = Decisions.read(connection)
    strings = Strings(connection)
    telling = _Telling(connection, progress)
    findings = find_in_strings(strings, decisions, telling.tell)
    telling.finish()
    findings |= find_told(connection, list(findings.values()))
    conversations = _conversations(connection)
    spots: dict[str, Spot] = {}
    occurrences: list[Occurrence] = []
    for spot, names in findings.items():
        text = text_key(spot)
        spots[text] = spot
        group = conversations.get((spot.table, spot.key), "")
        occurrences += (_occurrence(text, group, name, decisions) for name in names)
    found = referents(occurrences, decisions.joined())
    proposed = choose_aliases(
        found,
        seed=seed_of(connection),
        style=style,
        material=chain(strings.values(), (name for _kind, name in decisions.names)),
        fixed=decisions.fixed(found),
    )
    coders = frozenset(connection.execute(select(Coder.name)).scalars())
    entities = [
        _Named.of(one, proposed[one.kind, one.name], decisions, coders).entity(spots)
        for one in found
        if not _is_coder(one, coders, decisions)
    ]
    return tuple(sorted(entities, key=lambda entity: not entity.sure))


def seed_of(connection: Connection) -> str:
    """What the choice of aliases begins with: the same while the first source keeps its first text.

    It tells nothing to one who doesn't have that text, and is gone from a project that was sealed.
    """
    first = select(TextVersion.sha256).order_by(TextVersion.source_id, TextVersion.number).limit(1)
    begun = connection.execute(first).scalar() or connection.execute(select(Project.uid)).scalar_one()
    return hashlib.sha256(f"aliases {begun}".encode()).hexdigest()


def _conversations(connection: Connection) -> dict[tuple[str, int], str]:
    """By table and key, the source that a row belongs to: what names somebody in both names the same."""
    found = {}
    for record in (Source, Speaker, Memo, PrintVersion):
        source = record.id if record is Source else table_of(record).c.source_id
        for key, of in connection.execute(select(record.id, source).where(source.is_not(None))):
            found[table_of(record).name, key] = str(of)
    return found


def _is_coder(one: Referent, coders: Collection[str], decisions: Decisions) -> bool:
    """Whether a guess is how a coder signs, and nobody decided on it: coders are no part of the material."""
    return not one.sure and one.name in coders and decisions.of_name(one.kind, one.name, *one.forms) is None


class _Telling:
    """Tells a progress how much was read of all: text by text, or all at once where it was read before."""

    def __init__(self, connection: Connection, progress: Progress) -> None:
        in_use = hashes_in_use().with_only_columns(func.coalesce(func.sum(TextVersion.length), 0))
        self._progress = progress
        self._whole = int(connection.execute(in_use).scalar_one())
        self._done = 0
        progress(0, self._whole)

    def tell(self, length: int) -> None:
        """A text of so many characters was read."""
        self._done += length
        self._progress(self._done, self._whole)

    def finish(self) -> None:
        """All was read."""
        if self._done < self._whole:
            self.tell(self._whole - self._done)


def _occurrence(text: str, group: str, name: Name, decisions: Decisions) -> Occurrence:
    return Occurrence(
        text,
        name.start,
        name.end,
        name.text,
        decisions.kind_said(name.stem or name.text, name.kind.value),
        group=group,
        stem=name.stem,
        gender=name.gender,
        sure=name.sure,
        why="" if name.why is Why.KNOWN else name.why.value,
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """Somebody or something that is named, with what was decided of it."""

    referent: Referent
    verdict: Verdict
    alias: str
    decisions: Decisions
    why: str

    @classmethod
    def of(cls, referent: Referent, proposed: str, decisions: Decisions, coders: Collection[str]) -> Self:
        row = decisions.of_name(referent.kind, referent.name, *referent.forms)
        if row is None and decisions.is_alias(referent.name):
            return cls(referent, Verdict.KEEP, "", decisions, _("an alias in this project"))
        why = reason(referent.why, referent.doubt)
        if referent.name in coders:
            why = _("{why}; a coder is called so").format(why=why)
        verdict = Verdict(row["verdict"]) if row else Verdict.OPEN
        chosen = row["alias"] if row else ""
        alias = generalised(referent) if verdict is Verdict.GENERALISE else proposed
        return cls(referent, verdict, chosen or alias, decisions, why)

    def entity(self, spots: Mapping[str, Spot]) -> Entity:
        one = self.referent
        written = cache(self._written)  # most places have one of few forms
        replaced = cache(self._is_replaced)
        places = [
            self._place(occurrence, spots[occurrence.text], written, replaced)
            for occurrence in one.occurrences
        ]
        verdict, why = self.verdict, self.why
        if verdict in REPLACED and all(replaced(occurrence.words) for occurrence in one.occurrences):
            verdict, why = Verdict.KEEP, _("an alias in this project")
        if verdict is Verdict.OPEN and all(place.verdict is Verdict.KEEP for place in places):
            # what is left of a name that gave way elsewhere, found as it may be by what is left
            verdict, why = Verdict.KEEP, _("kept wherever it still stands")
        return Entity(
            name=one.name,
            kind=one.kind,
            gender=one.gender,
            verdict=verdict,
            alias=self.alias,
            sure=one.sure or verdict is not Verdict.OPEN,
            why=why,
            places=tuple(sorted(places, key=_texts_first)),
            forms=one.forms,
        )

    def _is_replaced(self, words: str) -> bool:
        """Whether words that are found as the name are its alias already: a place that was decided alone is
        known by where it stands.
        """
        return self.decisions.applied and self.verdict in REPLACED and self.decisions.is_alias(words)

    def _place(
        self,
        one: Occurrence,
        spot: Spot,
        written: Callable[[str, Verdict], str],
        replaced: Callable[[str], bool],
    ) -> Place:
        own = self.decisions.of_place(spot.key, one.start, one.end) if spot.is_text else None
        own = Verdict.KEEP if own is None and replaced(one.words) else own
        return Place(
            table=spot.table,
            column=spot.column,
            key=spot.key,
            start=one.start,
            end=one.end,
            words=one.words,
            path=spot.path,
            verdict=own,
            replacement=written(one.words, own or self.verdict),
        )

    def _written(self, words: str, verdict: Verdict) -> str:
        """What stands instead of the words under a verdict; that of an open name is what would stand."""
        if verdict is Verdict.KEEP:
            return words
        broader = verdict is Verdict.GENERALISE and self.verdict is not Verdict.GENERALISE
        alias = generalised(self.referent) if broader else self.alias
        return written_as(
            alias, self.referent.name, words, kind=self.referent.kind, forms=self.referent.forms
        )


def _texts_first(place: Place) -> tuple[bool, str, str, int, str, int]:
    return not is_in_text(place), place.table, place.column, place.key, repr(place.path), place.start
