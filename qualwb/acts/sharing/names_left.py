"""What a pseudonymised copy takes: names that were replaced, and none that nobody has judged."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts.pseudonyms.entity import Entity, Verdict
from qualwb.errors import QualwbError
from qualwb.language.names.standing import KnownNames
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import NameVerdict
from qualwb.store.journal import table_of

Progress = Callable[[int, int], None]
UNTOLD: Mapping[str, Any] = {"reason": "", "copies": [], "text_hashes": []}
"""Of a withdrawal, what a copy leaves out."""
SHOWN = 5
"""Names that are told of all that are open."""


def refuse_unreplaced(facts: Mapping[str, Any]) -> None:
    """Raise ``QualwbError`` unless names were replaced in the project."""
    if not facts.get("applied"):
        raise QualwbError(
            _("No names were replaced in this project, so no copy of it is pseudonymised."),
            _("Find and replace them first: qualwb pseudonymise find, then apply."),
        )


def refuse_open(names: tuple[str, ...]) -> None:
    """Raise ``QualwbError`` when there are names that nobody has decided of."""
    if names:
        shown = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
        said = ngettext(
            "{n} name that was found is still open: {names}.",
            "{n} names that were found are still open: {names}.",
            len(names),
        )
        raise QualwbError(
            said.format(n=len(names), names=shown),
            _("Decide of each (qualwb pseudonymise find), or say --even-so."),
        )


def open_names(connection: Connection, progress: Progress) -> tuple[str, ...]:
    """The names in the material that nobody has decided of, as they are found.

    What is found because an alias stands there in another form ('Sobelbodatrakten') is no name.
    """
    from qualwb.acts.pseudonyms.found import find

    aliases = _aliases(connection)
    found = (one for one in find(connection, progress) if one.verdict is Verdict.OPEN)
    return tuple(one.name for one in found if not _is_of_aliases(one, aliases))


def _aliases(connection: Connection) -> KnownNames:
    """What stands instead of names; once the project is sealed, its aliases are names that are kept."""
    table = table_of(NameVerdict)
    rows = connection.execute(select(table.c.verdict, table.c.name, table.c.alias))
    known = (name if verdict == Verdict.KEEP else alias for verdict, name, alias in rows)
    return KnownNames({one for one in known if any(map(str.isalnum, one))})


def _is_of_aliases(entity: Entity, aliases: KnownNames) -> bool:
    return all(
        any((one.start, one.end) == (0, len(place.words)) for one in aliases.standing(place.words))
        for place in entity.places
    )


def facts_for_copy(
    facts: Mapping[str, Any], *, nameless: bool, pseudonymised: bool = False
) -> dict[str, Any]:
    """The facts of privacy as a copy tells them: of withdrawals neither why nor which texts and files.

    With ``nameless`` it is not told either who replaced, sealed and withdrew; of a pseudonymised one, whose
    ids are others, not under which id a participant stood.
    """
    untold = {**UNTOLD, "participant": ""} if pseudonymised else UNTOLD
    told = {**facts, "withdrawn": [{**one, **untold} for one in facts.get("withdrawn") or ()]}
    if not told["withdrawn"]:
        del told["withdrawn"]
    return {name: _nameless(value) for name, value in told.items()} if nameless else told


def _nameless(value: Any) -> Any:
    if isinstance(value, list):
        return [_nameless(one) for one in value]
    return {**value, "by": ""} if isinstance(value, dict) and "by" in value else value
