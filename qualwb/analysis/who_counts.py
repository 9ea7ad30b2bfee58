"""Who counts: the talk of moderators and observers is no evidence of what a group thinks.

The one place that knows who is left out, whether that is the default, and how a table says so.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from qualwb.localization import gettext as _
from qualwb.model import Participant
from qualwb.model.material import RESEARCHERS
from qualwb.store.driver import Asked, fetch

_ROLES = select(Participant.role).distinct()

LEFT_OUT_ROLES = RESEARCHERS
"""Roles whose talk is not counted, unless it is asked for."""

MODERATOR_COUNTS = False
"""Whether the talk of the roles that are left out counts when a question does not say."""


def is_left_out(role: str | None) -> bool:
    """Whether the talk of a role is left out; that of somebody unknown (None or '') never is."""
    return role in LEFT_OUT_ROLES


def takes_part(role: str | None) -> bool:
    """Whether a role is that of a person whose views the group was called for."""
    return bool(role) and not is_left_out(role)


def left_out_roles(connection: Connection, *, moderator: bool = MODERATOR_COUNTS) -> tuple[str, ...]:
    """The roles that a question leaves out: those that somebody in the project has.

    None where the ``moderator`` counts too.
    """
    if moderator:
        return ()
    present = {role for (role,) in fetch(connection, _ROLES)}
    return tuple(role for role in LEFT_OUT_ROLES if role in present)


def roles_asked() -> Asked:
    """What ``left_out_roles`` asks."""
    return _ROLES, {}


def left_out_note(roles: Iterable[str] = LEFT_OUT_ROLES) -> str:
    """The line of a table's foot that says who is left out."""
    return _("Left out: {roles}").format(roles=", ".join(map(role_name, roles)))


def role_name(role: str) -> str:
    """A role in the language in use; '' stays ''."""
    names = {
        "moderator": _("moderator"),
        "participant": _("participant"),
        "observer": _("observer"),
        "unknown": _("unknown"),
    }
    return names.get(role, role)
