"""Names that may not be in a pseudonymised copy: those that were replaced, and those nobody has judged."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.errors import QualwbError
from qualwb.language.names.standing import KnownNames
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import NameVerdict

Progress = Callable[[int, int], None]
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
    """The names in the material that nobody has decided of, as they are found."""
    from qualwb.acts.pseudonyms.found import find

    return tuple(one.name for one in find(connection, progress) if one.verdict is Verdict.OPEN)


def replaced_names(connection: Connection) -> set[str]:
    """The names that the project itself knows as replaced; none once it is sealed."""
    gone = NameVerdict.verdict.in_((Verdict.REPLACE, Verdict.GENERALISE))
    return set(
        connection.execute(select(NameVerdict.name).where(gone, NameVerdict.source_id.is_(None))).scalars()
    )


def only_ordinary(words: Iterable[str], strings: Iterable[str]) -> set[str]:
    """Those of the words that are no names in these strings: 'björn' for the animal, when Björn was replaced.

    A word counts so only when it is an ordinary one in lower case, and stands in no string as a name.
    """
    by_word = {word: KnownNames([word]) for word in words if any(letter.isalnum() for letter in word)}
    ordinary = {word: names for word, names in by_word.items() if not names.standing(word.lower())}
    for text in strings:
        for word in [word for word, names in ordinary.items() if names.standing(text)]:
            del ordinary[word]
    return set(ordinary)


def without_researchers(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of privacy without who replaced, sealed and withdrew."""
    return {key: _nameless(value) for key, value in facts.items()}


def _nameless(value: Any) -> Any:
    if isinstance(value, list):
        return [_nameless(one) for one in value]
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if name != "by"}
    return value
