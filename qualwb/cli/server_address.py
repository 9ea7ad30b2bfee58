"""Addresses of projects on servers, as they are given on the command line, and passwords for them."""

import sys
from collections.abc import Callable
from shlex import quote
from typing import TYPE_CHECKING

import click

from qualwb.cli.terminal import echo, shown
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.team.named_projects import Address

TRIES = 3
"""How often a password is asked for while the server refuses it."""


def address_given(text: str, say: Callable[[str], None]) -> "Address":
    """The address that an argument is or names; a password in it is warned of. Raises ``QualwbError``."""
    from qualwb.acts.team.named_projects import address_of

    address = address_of(text)
    if address.password and "://" in text:
        warn_of_password(say)
    return address


def to_type_again(text: str) -> str:
    """The address or name as it was typed, for a shell, without a password."""
    from qualwb.acts.team.passwords import without_password

    return quote(without_password(text) if "://" in text else text)


def warn_of_password(say: Callable[[str], None]) -> None:
    """Say that others see what stands on a command line."""
    say(_("Others can see a password on the command line, and the shell keeps it; use ~/.pgpass."))


def password_for(address: str, refused: int) -> str | None:
    """The password that is typed, unseen; None where there is no terminal, or too many were refused."""
    if refused >= TRIES or not sys.stdin.isatty():
        return None
    if refused:
        echo(_("The server does not take that password. Try again."), err=True)
    typed: str = click.prompt(
        shown(_("Password for {project}").format(project=address)), hide_input=True, err=True, type=str
    )
    return typed


def tell_of_waiting(coder: str) -> None:
    """Say on stderr whose act is waited for."""
    echo(_("Waiting for what {coder} is storing ...").format(coder=coder), err=True)
