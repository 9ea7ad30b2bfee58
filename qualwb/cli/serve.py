"""``qualwb serve``: the workbench in a browser on this machine."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from qualwb.cli.context import Session, pass_session
from qualwb.errors import MissingExtra, QualwbError
from qualwb.localization import gettext as _
from qualwb.system_errors import reason_of

LOOPBACK = "127.0.0.1"


@click.command("serve")
@click.argument("file", required=False)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=_("The port."))
@click.option(
    "--folder",
    "folders",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    help=_(
        "Where the browser may read and write files; else the project's folder. Several times for several."
    ),
)
@click.option("--visit", is_flag=True, hidden=True)
@pass_session
def command(session: Session, file: str | None, port: int, folders: tuple[Path, ...], visit: bool) -> int:
    """Serve the workbench to a browser on this machine, at an address that nobody can guess.

    Its visitors read and write files beneath the folders named with --folder alone.

    Example: qualwb serve studie.qwb --port 8080
    """
    path = _file_named(file) if file else session.path
    folders = folders or (path.resolve().parent,)
    if visit:  # what a browser that comes is given, by the server below
        from qualwb.workbench.start import start

        return start(path, session.named_coder, session.round, folders=folders)
    try:
        from qualwb.cli.loopback import LoopbackServer
    except ModuleNotFoundError as error:
        raise MissingExtra("qualwb serve", "serve") from error
    from qualwb.acts.projects import open_project

    with open_project(path, notice=session.say) as project:
        _refuse_to_ask_visitors(path, encrypted=project.encrypted)
    _refuse_taken(port)

    def tell(address: str) -> None:
        session.say(_("Open {address}  (Ctrl+C ends)").format(address=address))
        session.say(_("The address lets whoever has it work as you; give it to nobody."))

    LoopbackServer(
        visitor_command(session, path, folders), host=LOOPBACK, port=port, title="qualwb", ready=tell
    ).serve()
    return 0


def _file_named(text: str) -> Path:
    """The project file that is meant. Raises ``OnServer``."""
    from qualwb.acts.projects import file_at
    from qualwb.acts.team.named_projects import place_named

    return file_at(place_named(text))


def _refuse_to_ask_visitors(path: Path, *, encrypted: bool) -> None:
    """A visitor's process has no terminal: it has to find the passphrase by itself."""
    from qualwb.cli.passphrase import FILE_VARIABLE, passphrase_given

    if encrypted and passphrase_given(path) is None:
        raise QualwbError(
            _("{path}: a browser can't be asked for its passphrase.").format(path=path),
            _("Name a file that holds it in ${variable}.").format(variable=FILE_VARIABLE),
        )


def visitor_command(session: Session, path: Path, folders: Sequence[Path]) -> str:
    """The command line that opens the project for one browser, quoted for the shell."""
    words = [sys.executable, "-m", "qualwb", "-p", str(path.resolve())]
    if session.named_coder:
        words += ["--coder", session.named_coder]
    if session.round:
        words += ["--round", session.round]
    words += ["serve", "--visit"]
    for folder in folders:
        words += ["--folder", str(folder.resolve())]
    return shlex.join(words)


def _refuse_taken(port: int) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise QualwbError(
                _("Port {port} can't be used ({why}).").format(port=port, why=reason_of(error)),
                _("Choose another with --port."),
            ) from error
