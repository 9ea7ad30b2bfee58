"""What a pseudonymised copy takes: names that were replaced, and none that nobody has judged."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from qualwb.acts.moved_places import MOVED
from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.progress import Progress

UNTOLD: Mapping[str, Any] = {"reason": "", "copies": [], "text_hashes": []}
"""Of a withdrawal, what a copy leaves out."""


def refuse_unreplaced(facts: Mapping[str, Any]) -> None:
    """Raise ``QualwbError`` unless names were replaced in the project."""
    if not facts.get("applied"):
        raise QualwbError(
            _("No names were replaced in this project, so no copy of it is pseudonymised."),
            _("Find and replace them first: on the screen Names, or qualwb pseudonymise find, then apply."),
        )


def open_names(connection: Connection, progress: Progress) -> tuple[str, ...]:
    """The names in the material that nobody has decided of, as they are found."""
    from qualwb.acts.pseudonyms.found import find

    return tuple(one.name for one in find(connection, progress) if one.verdict is Verdict.OPEN)


def facts_for_copy(
    facts: Mapping[str, Any], *, nameless: bool, pseudonymised: bool = False
) -> dict[str, Any]:
    """The facts of privacy as a copy tells them: of withdrawals neither why nor which texts and files.

    With ``nameless`` it is not told either who replaced, sealed and withdrew; of a pseudonymised one, whose
    ids are others, not under which id a participant stood.
    """
    untold = {**UNTOLD, "participant": ""} if pseudonymised else UNTOLD
    told = {name: value for name, value in facts.items() if name not in ("withdrawn", MOVED)}
    if facts.get("withdrawn"):
        told["withdrawn"] = [{**one, **untold} for one in facts["withdrawn"]]
    return {name: _nameless(value) for name, value in told.items()} if nameless else told


def _nameless(value: Any) -> Any:
    if isinstance(value, list):
        return [_nameless(one) for one in value]
    return {**value, "by": ""} if isinstance(value, dict) and "by" in value else value
