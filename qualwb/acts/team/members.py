"""Who works in a project on a server: logins of the server, invited as coders in a role, and dismissed.

The owner of the project alone does that. It is no part of the journal: it belongs to the server.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from qualwb.acts.lookup import clean_name
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Coder
from qualwb.store.engines.postgresql.rights import Role
from qualwb.store.errors import NeedsAdministrator, NotFound
from qualwb.store.naming import namesakes

if TYPE_CHECKING:
    from qualwb.store.engines.postgresql.address import Address
    from qualwb.store.engines.postgresql.membership import Member
    from qualwb.store.server_project import ServerProject

__all__ = [
    "Invited",
    "NeedsAdministrator",
    "Role",
    "change_role",
    "dismiss",
    "invite",
    "members",
    "new_password",
    "who_asks",
]

BYTES_OF_A_PASSWORD = 15
"""Twenty letters and digits: more than anybody guesses, and no more than can be copied by hand."""


@dataclass(frozen=True, slots=True)
class Invited:
    """A login that works in the project from now on, and by which address it comes to it."""

    login: str
    coder: str
    role: Role
    address: Address
    """With the login, without a password."""
    is_new: bool
    """Whether the login was made; one that the server had before keeps its password."""


def new_password() -> str:
    """A password that nobody guesses. It is kept nowhere: whoever asks shows it once."""
    return secrets.token_urlsafe(BYTES_OF_A_PASSWORD)


def invite(
    project: ServerProject,
    login: str,
    coder: str,
    role: Role,
    *,
    password: str | None = None,
    make: bool = True,
) -> Invited:
    """Let a login work in the project as a coder, in a role; ``make`` it where the server has none.

    ``password`` is that of a new login; without one the server's own ways of knowing people hold (peer,
    LDAP, certificates). Raises ``NeedsAdministrator`` with what an administrator of the server must run first
    when the owner may not make roles, and ``QualwbError`` for a login that no role would bind, that is not
    there, or that works as another coder, and for a coder that another login works as.
    """
    from qualwb.store.engines.postgresql import membership

    with _changing(project) as connection:
        if membership.is_unbound(connection, login):
            raise QualwbError(
                _("Login '{login}' owns the project or the server: no role binds it.").format(login=login),
                _("Invite another login for {coder}.").format(coder=coder),
            )
        _open_to_members(connection)
        coder = _as_known(connection, coder)
        _refuse_another(membership.members(connection), login, coder)
        is_new = not membership.login_exists(connection, login)
        if is_new and not make:
            raise NotFound(
                _("There is no login '{login}' on the server.").format(login=login),
                _("Look how it is written, or let it be made: --generate, --ask-password, --password-file."),
            )
        if is_new:
            membership.make_login(connection, login, password, role)
        else:
            membership.put_into_group(connection, login, role)
        membership.keep_member(connection, login, coder, role)
    return Invited(login, coder, role, replace(project.address, login=login, password=""), is_new)


def _refuse_another(members: Iterable[Member], login: str, coder: str) -> None:
    """Raise ``QualwbError`` when the login works as another coder, or another login as this one."""
    for member in members:
        if (member.login == login) != (member.coder == coder):
            raise QualwbError(
                _("{login} works in the project as {coder}.").format(login=member.login, coder=member.coder),
                _("A login is one coder: dismiss it first, or choose another name."),
            )


def members(project: ServerProject) -> tuple[Member, ...]:
    """All members, by coder; the owner of the project is none of them."""
    from qualwb.store.engines.postgresql import membership

    with project.reading_whole() as connection:
        return membership.members(connection)


def change_role(project: ServerProject, login: str, role: Role) -> None:
    """Give a member another role. Raises ``NotFound``, and ``NeedsAdministrator`` as ``invite`` does."""
    from qualwb.store.engines.postgresql import membership

    with _changing(project) as connection:
        member = _member(connection, login)
        _open_to_members(connection)
        membership.put_into_group(connection, login, role)
        membership.keep_member(connection, login, member.coder, role)


def dismiss(project: ServerProject, login: str) -> None:
    """Let a login do nothing more in the project; what it did stays. The login itself is the server's.

    Holds at once, for what it has open too. Raises ``NotFound`` and as ``invite`` does.
    """
    from qualwb.store.engines.postgresql import membership

    with _changing(project) as connection:
        _member(connection, login)
        _open_to_members(connection)
        membership.put_into_group(connection, login, None)
        membership.forget_member(connection, login)


def who_asks(project: ServerProject) -> tuple[str | None, str]:
    """The coder that the project's login is, and its role; of the owner (None, 'owner')."""
    from qualwb.store.engines.postgresql import membership

    with project.reading_whole() as connection:
        return membership.who_asks(connection)


@contextmanager
def _changing(project: ServerProject) -> Iterator[Connection]:
    """The owner's transaction. Raises ``QualwbError`` for anybody else."""
    from qualwb.store.engines.postgresql import membership

    with project.writing() as connection:
        _coder, role = membership.who_asks(connection)
        if role != "owner":
            raise QualwbError(
                _("{project}: its owner alone says who works in it.").format(project=project.label)
            )
        yield connection


def _open_to_members(connection: Connection) -> None:
    """Let the members in by groups of this database's own, also where it came from another: see ``roles``."""
    from qualwb.store.engines.postgresql import roles

    if not roles.is_open_to_members(connection):
        roles.set_up_rights(connection)


def _member(connection: Connection, login: str) -> Member:
    from qualwb.store.engines.postgresql import membership

    for member in membership.members(connection):
        if member.login == login:
            return member
    raise NotFound(_("'{login}' is no member of the project.").format(login=login))


def _as_known(connection: Connection, coder: str) -> str:
    """The coder's name as the project has it, which may differ in case; a new one as it is stored."""
    name = clean_name(coder)
    known = [there for _key, there in namesakes(connection, Coder, name)]
    return known[0] if known and name not in known else name
