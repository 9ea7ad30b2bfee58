"""Whether words can stand in place of a name: they may name nobody else."""

import re
from collections.abc import Collection
from functools import cached_property

from sqlalchemy import Connection

from qualwb.acts.pseudonyms.entity import Entity
from qualwb.acts.pseudonyms.material import strings
from qualwb.errors import QualwbError
from qualwb.language.names.aliases import AliasFault, alias_faults
from qualwb.language.names.gazetteer import is_known_place
from qualwb.language.names.inflection import is_tag
from qualwb.language.names.lists import first_names
from qualwb.localization import gettext as _

_WORD = re.compile(r"[^\W_]+")


class BadAlias(QualwbError):
    """Words that can't stand in place of a name."""


class AliasCheck:
    """What speaks against aliases in a project; its words are read once, when the first alias is checked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def refuse_bad(self, entity: Entity, alias: str, used: Collection[str]) -> None:
        """Raise ``BadAlias`` for an alias that can't stand instead of the name.

        It may be no name of the material, spelt nearly as the name itself, of another kind, or one of the
        aliases ``used`` for others. A tag in brackets ('[ort]') may stand for several.
        """
        faults = alias_faults(alias, [entity], used=used)
        if faults:
            raise BadAlias(_said(faults[0]).format(alias=alias, name=entity.name), _another())
        if is_tag(alias):
            return
        known = [word for word in _WORD.findall(alias) if word.casefold() in self._words]
        if known:
            raise BadAlias(_("'{alias}' stands in the material already.").format(alias=known[0]), _another())
        if _is_of_other_kind(entity.kind, alias):
            raise BadAlias(_("'{alias}' names something of another kind.").format(alias=alias), _another())

    @cached_property
    def _words(self) -> frozenset[str]:
        words: set[str] = set()
        for text in strings(self._connection):
            words.update(_WORD.findall(text))
        return frozenset(word.casefold() for word in words)


def _said(fault: AliasFault) -> str:
    return {
        AliasFault.EMPTY: _("'{alias}' has no letter or digit."),
        AliasFault.LIKE_A_NAME: _("'{alias}' is too near to the name '{name}'."),
        AliasFault.IN_MATERIAL: _("'{alias}' stands in the material already."),
        AliasFault.USED: _("'{alias}' is the alias of another name already."),
    }[fault]


def _another() -> str:
    return _("Choose another alias.")


def _is_of_other_kind(kind: str, alias: str) -> bool:
    """Whether a person would be called as a place, or a place as a person."""
    is_given_name = alias.casefold() in first_names()
    return (kind == "person" and is_known_place(alias) and not is_given_name) or (
        kind == "place" and is_given_name and not is_known_place(alias)
    )
