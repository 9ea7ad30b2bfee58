"""What the commands that encrypt have in common: the copies beside the project, and what they say of them."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualwb.cli.choices import BilingualChoice, chosen_on_terminal
from qualwb.cli.context import Session
from qualwb.cli.terminal import echo
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.encrypting import InLine

Command = TypeVar("Command", bound=Callable[..., Any])

CHOICES = ("convert", "remove", "keep")


def backups_option(command: Command) -> Command:
    """The option that says what happens to the copies beside the project."""
    return click.option(
        "--backups",
        type=BilingualChoice(CHOICES),
        help=_("What happens to the backups beside the project; else it is asked, and they are kept."),
    )(command)


def bring_copies_in_line(session: Session, path: Path, chosen: str | None) -> None:
    """Convert, remove or keep the copies beside the project, as chosen or answered, and say what was done."""
    from qualwb.acts.encrypting import Copies, bring_in_line, copies_out_of_line

    copies = copies_out_of_line(path)
    if not copies:
        return
    if chosen is None:
        list_lines(
            _("Beside it lie copies whose encryption differs from the project's:"),
            [copy.name for copy in copies],
        )
        chosen = _asked() if sys.stdin.isatty() and not session.quiet else "keep"
    _tell(bring_in_line(path, Copies(chosen)))


def list_lines(heading: str, lines: list[str]) -> None:
    """Print a list beneath its heading, where there is anything in it."""
    if lines:
        echo("\n".join((heading, *(f"  {line}" for line in lines))))


def _asked() -> str:
    question = _("Convert them like the project, remove them, or keep them?")
    return chosen_on_terminal(question, CHOICES, default="keep")


def _tell(done: "InLine") -> None:
    list_lines(_("Converted:"), [copy.name for copy in done.converted])
    list_lines(_("Removed:"), [copy.name for copy in done.removed])
    list_lines(_("Left as they were:"), [copy.name for copy in done.left])
