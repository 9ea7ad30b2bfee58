"""Projects on servers that the user calls by a short name, kept in the user's settings without passwords."""

import re
from pathlib import Path

from qualwb import user_folders
from qualwb.acts.projects import Place
from qualwb.acts.team import passwords
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.same_name import near_names
from qualwb.store.engines.postgresql.address import Address, is_address
from qualwb.system_errors import reason_of

__all__ = ["Address", "add", "address_named", "address_of", "named", "place_named", "remove"]

SETTING = "team_projects"
"""The user's choice that holds the addresses by name."""
_NAME = re.compile(r"\w[\w.-]*")


def address_named(text: str) -> Address | None:
    """The address that a text is, or names in the user's settings; None for what is meant as a file.

    A file of that name comes first, a folder does not. Raises ``QualwbError`` for an address that is none.
    """
    if is_address(text):
        return Address.parsed(text)
    known = _known()
    return Address.parsed(known[text]) if text in known and not Path(text).is_file() else None


def place_named(text: str) -> Place:
    """What a user names a project by: a file, an address, or the short name of one.

    Raises ``QualwbError`` for an address that is none, and for what is nearly the name of a project on a
    server and no file.
    """
    if (address := address_named(text)) is not None:
        return address
    may_be_name = "." not in text and not Path(text).exists()
    if may_be_name and (near := near_names(text, list(_known()), most=2)):
        raise QualwbError(
            _("'{name}' is neither a file nor a name of a project on a server.").format(name=text),
            _("Did you mean {names}?").format(names=", ".join(near)),
        )
    return Path(text)


def address_of(text: str) -> Address:
    """The same where nothing but a project on a server can be meant. Raises ``QualwbError``."""
    found = address_named(text)
    if found is None:
        near = near_names(text, list(_known()), most=2)
        raise QualwbError(
            _("'{name}' is neither an address nor a name of a project on a server.").format(name=text),
            _("Did you mean {names}?").format(names=", ".join(near))
            if near
            else _("Write postgresql://host/database, or name one: qualwb team add NAME URL."),
        )
    return found


def named() -> dict[str, Address]:
    """The addresses by name, in order of the names; one that can't be read any more is left out."""
    found = {}
    for name, text in sorted(_known().items()):
        if is_address(text):
            found[name] = Address.parsed(text)
    return found


def add(name: str, text: str) -> Address:
    """Keep an address under a name, in the place of another that had the name.

    A password in it goes to the system's keyring. Raises ``QualwbError`` for a name that could be a file's,
    for what is no address, and for a password where there is no keyring.
    """
    if not _NAME.fullmatch(name) or name.endswith(".qwb"):
        raise QualwbError(
            _("'{name}' can't be the name of a project on a server.").format(name=name),
            _("It has letters, digits, '-', '_' and '.', and does not end in .qwb."),
        )
    if not is_address(text):
        raise QualwbError(
            _("This is no address of a project on a server."),
            _("Write it like {example}.").format(example="postgresql://host/database"),
        )
    address = Address.parsed(text)
    if address.password:
        passwords.keep(str(address), address.password)
    _choose({**_known(), name: passwords.without_password(text)})
    return address


def remove(name: str) -> None:
    """Forget a name, and what the keyring has for its address. Raises ``QualwbError`` for an unknown one."""
    known = _known()
    if name not in known:
        raise QualwbError(
            _("There is no project on a server of the name '{name}'.").format(name=name),
            _("See: qualwb team list."),
        )
    address = Address.parsed(known.pop(name))
    if not any(str(Address.parsed(other)) == str(address) for other in known.values()):
        passwords.forget(str(address))
    _choose(known)


def _known() -> dict[str, str]:
    found = user_folders.choices().get(SETTING)
    if not isinstance(found, dict):
        return {}
    return {name: text for name, text in found.items() if isinstance(text, str)}


def _choose(known: dict[str, str]) -> None:
    try:
        user_folders.choose(**{SETTING: known or None})
    except OSError as error:
        raise QualwbError(
            _("{path}: can't be written ({why}).").format(path=user_folders.settings(), why=reason_of(error))
        ) from None
