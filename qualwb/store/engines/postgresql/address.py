"""Where on a server a project lies, and with which login: what a user writes as ``postgresql://…``."""

from dataclasses import dataclass, field
from typing import Any, Self

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.store.engines.postgresql.passwords import PASSWORDS

SCHEMES = ("postgresql://", "postgres://")
"""How an address begins."""


def is_address(text: str) -> bool:
    """Whether a text is meant as the address of a project on a server."""
    return text.startswith(SCHEMES)


@dataclass(frozen=True, slots=True)
class Address:
    """A database of a server and a login; what is not given, libpq finds by its own rules.

    Those are the environment (PGHOST …), the service file and the password file. A password is shown nowhere.
    """

    host: str = ""
    """A name, or the folder of a socket; '' for the socket of this machine."""
    port: int | None = None
    database: str = ""
    login: str = ""
    password: str = field(default="", repr=False)
    options: tuple[tuple[str, str], ...] = ()
    """Other parameters of libpq, such as ('sslmode', 'verify-full')."""

    @classmethod
    def parsed(cls, text: str) -> Self:
        """The address that a text names. Raises ``QualwbError``."""
        hint = _("Write it like {example}.").format(example="postgresql://host/database")
        try:
            url = make_url("postgresql" + text[text.index("://") :])
        except (ArgumentError, ValueError):
            raise QualwbError(_("This is no address of a project on a server."), hint) from None
        if not url.database:
            raise QualwbError(_("The address names no database."), hint)
        return cls._of(url)

    @classmethod
    def _of(cls, url: URL) -> Self:
        given = {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}
        host = url.host or given.pop("host", "")
        port = given.pop("port", None)
        return cls(
            host,
            url.port or (int(port) if port else None),
            url.database or "",
            url.username or given.pop("user", ""),
            str(url.password or given.pop("password", "")),
            tuple(sorted(given.items())),
        )

    def __str__(self) -> str:
        login = f"{self.login}@" if self.login else ""
        port = f":{self.port}" if self.port else ""
        host = self.host if not self.host.startswith("/") else ""
        query = "" if host == self.host else f"?host={self.host}"
        return f"postgresql://{login}{host}{port}/{self.database}{query}"

    def connect_parameters(self) -> dict[str, Any]:
        """What libpq is told of the address, the password too that the server took before."""
        named = {
            "host": self.host,
            "port": self.port,
            "dbname": self.database,
            "user": self.login,
            "password": self.password or PASSWORDS.held(str(self)),
        }
        return {name: value for name, value in named.items() if value} | dict(self.options)
