"""Tables of a team's projects: what its server says, and which ones are called by a name."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from qualwb.exchange.numbers import number
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.team.status import Status

MEBIBYTE = 1024 * 1024


def status_table(status: "Status") -> Table:
    """One row a fact."""
    data = {
        "project": status.project,
        "server": status.server,
        "tls": status.tls,
        "sslmode": status.sslmode,
        "login": status.login,
        "role": status.role,
        "coder": status.coder,
        "acts": status.acts,
        "bytes": status.size,
        "latency_ms": round(status.latency * 1000, 1),
        "here": list(status.here),
    }
    rows = [
        (_("project"), status.project),
        (_("server"), status.server),
        (_("encryption"), _encryption(status)),
        (_("login"), status.login),
        (_("role"), role_in_words(status.role)),
        (_("coder"), status.coder or _("whoever is named")),
        (_("acts"), str(status.acts)),
        (_("size"), _("{n} MiB").format(n=number(status.size / MEBIBYTE, 1))),
        (_("there and back"), _("{n} ms").format(n=number(status.latency * 1000, 1))),
        (_("open at"), ", ".join(status.here)),
    ]
    return Table((_("what"), _("value")), rows, data=data)


def role_in_words(role: str) -> str:
    """What a login is in a project, in the language in use; roles are typed in English."""
    named = {"owner": _("owner"), "lead": _("lead"), "coder": _("coder"), "reader": _("reader")}
    return named.get(role, _("none"))


def _encryption(status: "Status") -> str:
    asked = f" (sslmode={status.sslmode})" if status.sslmode else ""
    if status.tls:
        return status.tls + asked
    if status.by_network:
        return _("NONE: what is read and written can be listened to") + asked
    return _("not needed, a socket of this machine")


def members_table(members: Iterable[Any]) -> Table:
    """Login, coder and role of ``acts.team.members``, and whether the server lets the login do it."""
    members = list(members)
    rows = [
        (
            one.login,
            one.coder,
            role_in_words(one.role),
            "" if one.granted else _("not in the group of its role"),
        )
        for one in members
    ]
    columns = (_("login"), _("coder"), _("role"), _("to look at"))
    data = [
        {"login": one.login, "coder": one.coder, "role": one.role.value, "granted": one.granted}
        for one in members
    ]
    return Table(columns, rows, data=data)


def named_projects_table(named: Mapping[str, object]) -> Table:
    """Name and address, without passwords."""
    rows = [(name, str(address)) for name, address in named.items()]
    data = [{"name": name, "address": address} for name, address in rows]
    return Table((_("name"), _("address")), rows, data=data)
