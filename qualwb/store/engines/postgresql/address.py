"""Where on a server a project lies, and with which login: what a user writes as ``postgresql://…``."""

from dataclasses import dataclass, field
from typing import Any, Self

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.same_name import near_names
from qualwb.store.engines.postgresql.passwords import PASSWORDS

SCHEMES = ("postgresql://", "postgres://")
"""How an address begins."""


_NUMBERS = (
    "connect_timeout",
    "keepalives_idle",
    "keepalives_interval",
    "keepalives_count",
    "tcp_user_timeout",
)
LIBPQ = frozenset(
    {
        *("sslmode", "sslrootcert", "sslcert", "sslkey", "sslpassword", "sslcrl", "sslcrldir", "sslsni"),
        *("sslcompression", "ssl_min_protocol_version", "ssl_max_protocol_version", "channel_binding"),
        *("gssencmode", "krbsrvname", "gsslib", "requirepeer", "require_auth", "passfile", "service"),
        *("hostaddr", "target_session_attrs", "load_balance_hosts", "options", "keepalives", *_NUMBERS),
    }
)
"""Parameters of libpq that an address may give, besides where the database is and who comes."""


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
    options: tuple[tuple[str, str], ...] = field(default=(), repr=False)
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
        cls._refuse_options(url)
        try:
            return cls._of(url)
        except ValueError:
            raise QualwbError(_("The port in the address is no number."), hint) from None

    @staticmethod
    def _refuse_options(url: URL) -> None:
        for name, value in url.query.items():
            if name not in (*LIBPQ, "host", "port", "user", "password", "dbname"):
                near = near_names(name, sorted(LIBPQ), most=1)
                raise QualwbError(
                    _("The address has an option that does not exist: '{name}'.").format(name=name),
                    _("Did you mean {names}?").format(names=near[0]) if near else "",
                )
            if name in _NUMBERS and not str(value).isdecimal():
                raise QualwbError(_("The option {name} of the address takes a number.").format(name=name))

    @classmethod
    def _of(cls, url: URL) -> Self:
        given = {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}
        asked = {name: given.pop(name, "") for name in ("host", "port", "user", "password", "dbname")}
        return cls(
            url.host or asked["host"],
            url.port or (int(asked["port"]) if asked["port"] else None),
            url.database or "",
            url.username or asked["user"],
            str(url.password or asked["password"]),
            tuple(sorted(given.items())),
        )

    def __str__(self) -> str:
        login = f"{self.login}@" if self.login else ""
        port = f":{self.port}" if self.port else ""
        host = self.host if not self.host.startswith("/") else ""
        query = "" if host == self.host else f"?host={self.host}"
        return f"postgresql://{login}{host}{port}/{self.database}{query}"

    @property
    def to_pass_on(self) -> str:
        """As it is shown, and with how TLS is asked for: what others type who are to come as safely."""
        sslmode = dict(self.options).get("sslmode")
        shown = str(self)
        return shown if sslmode is None else f"{shown}{'&' if '?' in shown else '?'}sslmode={sslmode}"

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
