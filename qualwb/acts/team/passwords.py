"""Passwords of logins: where they come from and where they are kept; none is printed or put into a file.

libpq itself looks into the address, $PGPASSWORD and the password file (~/.pgpass, or $PGPASSFILE). What it
does not find there is asked of the system's keyring, where the extra is installed, and then of whoever the
front asks.
"""

from collections.abc import Callable

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.store.engines.postgresql.passwords import PASSWORDS, nobody

SERVICE = "qualwb"
"""Under it the system's keyring has the password of each address, by the address as it is shown."""


def ask_passwords_with(ask: Callable[[str, int], str | None]) -> None:
    """From now on ``ask`` gives a password that is not found elsewhere; None ends it.

    It is told how many it gave already that were refused.
    """

    def kept_or_asked(address: str, refused: int) -> str | None:
        if refused == 0 and (password := kept(address)) is not None:
            return password
        return ask(address, refused)

    PASSWORDS.ask = kept_or_asked


def ask_nobody() -> None:
    """From now on nobody is asked for a password that is found nowhere."""
    PASSWORDS.ask = nobody


def kept(address: str) -> str | None:
    """What the keyring has for the address; None too where there is no keyring, or none that opens."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, address)
    except KeyringError:
        return None


def keep(address: str, password: str) -> None:
    """Give the keyring the password of an address. Raises ``QualwbError`` where none takes it."""
    try:
        import keyring
        from keyring.errors import KeyringError

        keyring.set_password(SERVICE, address, password)
    except (ImportError, KeyringError):
        raise QualwbError(
            _("{address}: there is no keyring here that would keep its password.").format(address=address),
            _("Write the address without it, and the password into ~/.pgpass."),
        ) from None


def forget(address: str) -> None:
    """Take the password of an address out of the keyring, if it is there."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return
    try:
        keyring.delete_password(SERVICE, address)
    except KeyringError:
        return


def without_password(text: str) -> str:
    """An address as it was written, without its password."""
    from sqlalchemy import make_url

    url = make_url("postgresql" + text[text.index("://") :])
    url = url.set(query={name: value for name, value in url.query.items() if name != "password"})
    return url._replace(password=None).render_as_string(hide_password=False)
