"""What a pseudonymised copy takes: names that were replaced, and none that nobody has judged."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection

from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

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


def without_researchers(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of privacy without who replaced, sealed and withdrew."""
    return {key: _nameless(value) for key, value in facts.items()}


def _nameless(value: Any) -> Any:
    if isinstance(value, list):
        return [_nameless(one) for one in value]
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if name != "by"}
    return value
