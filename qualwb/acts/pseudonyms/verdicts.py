"""What a researcher decides of names: each act is one change of the journal, and can be undone.

The acts are given names as ``found.find`` told them: what the researcher saw is what is decided. How the
journal sums them up names nobody.
"""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection

from qualwb.acts.lookup import clean_name
from qualwb.acts.pseudonyms.entity import Entity, Place, Verdict
from qualwb.acts.pseudonyms.material import strings
from qualwb.acts.pseudonyms.places import is_in_text
from qualwb.acts.pseudonyms.stored import Decisions
from qualwb.acts.pseudonyms.verdict_rows import Ledger
from qualwb.acts.pseudonyms.wording import kind_in_words, verdict_in_words
from qualwb.acts.researcher import Researcher
from qualwb.acts.written_words import standing_as_written
from qualwb.errors import QualwbError
from qualwb.language.names import NameKind
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.store.errors import NotFound

__all__ = [
    "KINDS",
    "accept",
    "add",
    "decide",
    "decide_all",
    "decide_place",
    "join",
    "part",
    "rename",
    "reset",
    "say_kind",
    "separate",
]

KINDS = tuple(kind.value for kind in NameKind)
"""The kinds of names, in order."""

Decision = tuple[Entity, Verdict, str]
"""A name, what becomes of it, and the alias; '' for the one proposed."""


def decide(researcher: Researcher, entities: Iterable[Entity], verdict: Verdict, alias: str = "") -> int:
    """Say what becomes of names wherever they stand; returns of how many that is new.

    An ``alias`` can be given for one name alone; else the proposed one is kept with the verdict to replace.
    Raises ``BadAlias``.
    """
    decided = [(entity, verdict, alias) for entity in entities]
    if alias and len(decided) != 1:
        raise QualwbError(_("One alias is for one name."))
    return decide_all(researcher, decided)


def decide_all(researcher: Researcher, decisions: Iterable[Decision]) -> int:
    """Say what becomes of each of several names in one act; returns of how many that is new.

    Raises ``BadAlias`` for the first alias that can't be used; then nothing is decided.
    """
    with researcher.act("names.decide") as act:
        ledger = Ledger(act, researcher.coder)
        changed = [verdict for entity, verdict, alias in decisions if ledger.decide(entity, verdict, alias)]
        act.summary = summary_of(changed)
    return len(changed)


def accept(researcher: Researcher, entities: Iterable[Entity], *, only_sure: bool = False) -> int:
    """Let all open names be replaced by the proposed aliases, or the sure ones alone; returns how many."""
    taken = (one for one in entities if one.verdict is Verdict.OPEN and (one.sure or not only_sure))
    return decide_all(researcher, [(entity, Verdict.REPLACE, "") for entity in taken])


def rename(researcher: Researcher, entity: Entity, alias: str) -> None:
    """Choose what stands instead of a name, which is thereby replaced. Raises ``BadAlias``."""
    verdict = Verdict.GENERALISE if entity.verdict is Verdict.GENERALISE else Verdict.REPLACE
    decide(researcher, [entity], verdict, clean_name(alias))


def decide_place(researcher: Researcher, entity: Entity, place: Place, verdict: Verdict) -> None:
    """Say what becomes of a name at one place of a source's text; with OPEN, the same as everywhere.

    Raises ``QualwbError`` for a place elsewhere, ``StalePassage`` when the text was changed there.
    """
    _refuse_elsewhere([place])
    with researcher.act("names.place") as act:
        Ledger(act, researcher.coder).put_place(entity, place, verdict=verdict)
        act.summary = _("one place: {verdict}").format(verdict=verdict_in_words(verdict))


def part(researcher: Researcher, entity: Entity, places: Sequence[Place], name: str = "") -> str:
    """Let some places of a name in the texts name another one; returns what that is called from now on.

    Without a ``name`` it is the old one with a number, 'Anna (2)'. Raises as ``decide_place``.
    """
    _refuse_elsewhere(places)
    with researcher.act("names.part") as act:
        ledger = Ledger(act, researcher.coder)
        new = clean_name(name) if name else ledger.free_name(entity)
        for place in places:
            ledger.put_place(entity, place, same_as=new)
        act.summary = ngettext("{n} place of a name", "{n} places of a name", len(places)).format(
            n=len(places)
        )
    return new


def separate(researcher: Researcher, entity: Entity, forms: Collection[str]) -> int:
    """Let names that were joined to another stand for themselves; returns how many.

    Raises ``NotFound`` for one that is no form of the name.
    """
    for form in forms:
        if form not in entity.forms:
            raise NotFound(
                _("'{form}' is no other name of {name}.").format(form=form, name=entity.name),
                _("There are: {names}.").format(names=", ".join(entity.forms) or "-"),
            )
    with researcher.act("names.part") as act:
        ledger = Ledger(act, researcher.coder)
        for form in forms:
            ledger.put(entity.kind, form, same_as=form)
        act.summary = _names(len(forms))
    return len(forms)


def join(researcher: Researcher, entities: Iterable[Entity], into: Entity) -> int:
    """Say that several names name the same; that of ``into`` leads. Returns how many joined it."""
    joined = [entity for entity in entities if entity != into]
    with researcher.act("names.join") as act:
        ledger = Ledger(act, researcher.coder)
        for entity in joined:
            for name in (entity.name, *entity.forms):
                ledger.say_kind(into.kind, name, same_as=into.name, verdict=Verdict.OPEN, alias="")
        act.summary = _names(len(joined))
    return len(joined)


def add(researcher: Researcher, name: str, kind: str) -> bool:
    """Take words for a name that was not found as one, or for one of another kind; whether that is new.

    From then on they are looked for wherever they stand. Raises ``NotFound`` when they stand nowhere,
    ``QualwbError`` for an unknown kind.
    """
    _refuse_unknown(kind)
    name = clean_name(name)
    with researcher.act("names.add") as act:
        if not any(_stands_in(text, name) for text in strings(act.connection)):
            raise NotFound(_("'{name}' stands nowhere in the material.").format(name=name))
        act.summary = _names(1)
        return Ledger(act, researcher.coder).say_kind(kind, name, same_as=name)


def say_kind(researcher: Researcher, entities: Iterable[Entity], kind: str) -> int:
    """Say of what kind names are, with all their forms; returns how many were of another.

    What was decided of them stays, but for an alias, which was one for another kind. Raises ``QualwbError``
    for an unknown kind.
    """
    _refuse_unknown(kind)
    others = [entity for entity in entities if entity.kind != kind]
    with researcher.act("names.kind") as act:
        ledger = Ledger(act, researcher.coder)
        for entity in others:
            for name in (entity.name, *entity.forms):
                ledger.say_kind(kind, name, same_as=entity.name, alias="")
        act.summary = f"{_names(len(others))}: {kind_in_words(kind)}"
    return len(others)


def _refuse_unknown(kind: str) -> None:
    if kind not in KINDS:
        raise QualwbError(
            _("There is no kind '{kind}'.").format(kind=kind),
            _("There are: {names}.").format(names=", ".join(KINDS)),
        )


def reset(researcher: Researcher, entities: Iterable[Entity]) -> int:
    """Forget what was decided of names and of their places; returns of how many something was."""
    with researcher.act("names.reset") as act:
        ledger = Ledger(act, researcher.coder)
        forgotten = sum(ledger.forget(entity) for entity in entities)
        act.summary = _names(forgotten)
    return forgotten


def lost_places(connection: Connection) -> int:
    """How many decisions on a place have lost it, since the words are gone from the text."""
    return Decisions.read(connection).lost


def _stands_in(text: str, name: str) -> bool:
    return next(standing_as_written(text, [name]), None) is not None


def _refuse_elsewhere(places: Iterable[Place]) -> None:
    if not all(map(is_in_text, places)):
        raise QualwbError(
            _("Only a place in the text of a source can be decided by itself."),
            _("Decide the name, or change the memo, label or attribute."),
        )


def _names(count: int) -> str:
    return ngettext("{n} name", "{n} names", count).format(n=count)


def summary_of(verdicts: Sequence[Verdict]) -> str:
    """How the journal sums up decisions: how many of each kind."""
    return "; ".join(
        f"{_names(verdicts.count(verdict))}: {verdict_in_words(verdict)}"
        for verdict in Verdict
        if verdict in verdicts
    )
