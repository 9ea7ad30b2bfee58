"""What the project's settings tell of how people are protected: what was done, when, by whom. No names."""

from typing import Any

from sqlalchemy import Connection

from qualwb.acts.settings import put_setting, setting
from qualwb.model.privacy import PRIVACY
from qualwb.store.journal import Act


def told(connection: Connection) -> dict[str, Any]:
    """All facts of privacy that the project's settings hold."""
    return dict(setting(connection, PRIVACY) or {})


def applied(connection: Connection) -> list[dict[str, Any]]:
    """Each replacing of names that happened: id, at, by, entities, places, key_id, style,
    generalised, kept, kept_places, undecided."""
    return list(told(connection).get("applied") or ())


def sealed(connection: Connection) -> dict[str, Any] | None:
    """When, by whom and with which key the project was sealed; None where its originals may be in it."""
    found: dict[str, Any] | None = told(connection).get("sealed")
    return found


def put(act: Act, **facts: Any) -> None:
    """Within an act: other values of these facts; None takes one away."""
    all_facts = {**told(act.connection), **facts}
    kept = {name: value for name, value in all_facts.items() if value not in (None, [])}
    put_setting(act, PRIVACY, kept or None)
