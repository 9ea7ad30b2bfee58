"""The command ``qualwb``: its commands, loaded when they are called, and how it ends."""

import importlib
import os
import sys
from collections.abc import Sequence

import click

from qualwb import __version__
from qualwb.acts.passphrases import ask_passphrases_with
from qualwb.acts.team.passwords import ask_passwords_with
from qualwb.acts.team.waiting import tell_of_waiting_with
from qualwb.cli.click_texts import in_language_in_use
from qualwb.cli.context import Session
from qualwb.cli.descriptions import describe
from qualwb.cli.passphrase import asks_again, passphrase_for
from qualwb.cli.server_address import password_for, tell_of_waiting
from qualwb.cli.terminal import echo
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.same_name import near_names

SECTIONS: dict[str, tuple[str, ...]] = {
    "Start": ("demo", "study", "new", "open", "serve", "guide", "help"),
    "Material": ("import", "sources", "speakers", "participants", "questions", "show", "pseudonymise"),
    "Coding": ("codebook", "code", "theme", "memo", "suggest", "coders", "rounds"),
    "Analysis": (
        *("find", "words", "marks", "quotes", "matrix", "cooccurrence", "participation"),
        *("saturation", "agreement", "disagreements", "adjudicate"),
    ),
    "Output": ("report", "export"),
    "Project": (
        *("log", "undo", "redo", "merge", "backup", "restore", "privacy", "purge", "check"),
        *("encrypt", "decrypt", "passphrase", "team", "model"),
    ),
}
MODULES = {"import": "import_", "open": "open_", "passphrase": "new_passphrase"}


class Commands(click.Group):
    """Commands by name; the module of one is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [name for names in SECTIONS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"qualwb.cli.{MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        describe(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A first word that is a project, in a file or on a server, opens it; a mistyped command gets the
        nearest one.
        """
        if args and (args[0].endswith(".qwb") or "://" in args[0]):
            return super().resolve_command(ctx, ["open", *args])
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            near = near_names(args[0], self.list_commands(ctx), most=2)
            hint = (
                _("Did you mean {names}?").format(names=", ".join(near)) if near else _("See qualwb --help.")
            )
            raise click.UsageError(_("There is no command '{name}'. ").format(name=args[0]) + hint) from None

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under their sections; help texts come from the catalog below, not from the modules."""
        from qualwb.cli.short_help import short_help

        for section, names in SECTIONS.items():
            with formatter.section(_(section)):
                formatter.write_dl([(name, short_help(name)) for name in names])


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("-p", "--project", metavar="FILE", help=_("The project file, or postgresql://host/database."))
@click.option(
    "--coder",
    help=_("Who codes; else $QUALWB_CODER, else the name that the workbench keeps, else your login name."),
)
@click.option("--round", "round_", help=_("The round of coding; else the project's."))
@click.option("-q", "--quiet", is_flag=True, help=_("No talk on stderr, only errors."))
@click.version_option(__version__, prog_name="qualwb", help=_("Show the version and exit."))
@click.pass_context
def qualwb(
    ctx: click.Context, project: str | None, coder: str | None, round_: str | None, quiet: bool
) -> int:
    """A qualitative-analysis workbench for focus-group transcripts, in the terminal.

    The project is -p FILE, else $QUALWB_PROJECT, else the only *.qwb file in the folder.
    'qualwb FILE.qwb' opens the workbench; so does 'qualwb' alone where there is one project.
    """
    ask_passphrases_with(passphrase_for, asks_again)
    ask_passwords_with(password_for)
    tell_of_waiting_with(tell_of_waiting)
    ctx.obj = ctx.with_resource(Session(project, coder, round_, quiet))
    if ctx.invoked_subcommand is None:
        return _open_or_help(ctx)
    return 0


def _open_or_help(ctx: click.Context) -> int:
    """What ``qualwb`` alone does: in a terminal the project at hand is opened, else help shown."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        from qualwb.cli.open_ import open_at_hand

        return open_at_hand(ctx.obj)
    click.echo(ctx.get_help())
    return 0


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status: 0, 1 found problems, 2 wrong use, 3 unusable project."""
    with in_language_in_use():
        return _run(arguments)


def _run(arguments: Sequence[str]) -> int:
    for argument in arguments:
        if any("\ud800" <= sign <= "\udfff" for sign in argument):  # bytes that the system could not decode
            shown = argument.encode(errors="replace").decode()
            return _fail(_("'{argument}': this is no UTF-8 text.").format(argument=shown), 2)
    describe(qualwb)
    try:
        result = qualwb.main(args=list(arguments), prog_name="qualwb", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.exceptions.NoArgsIsHelpError as help_:
        click.echo(help_.format_message())
        return 0
    except click.UsageError as error:
        return _fail(error.format_message(), 2)
    except click.Abort:
        return _fail(_("Interrupted."), 130)
    except click.ClickException as error:
        return _fail(error.format_message(), 2)
    except QualwbError as error:
        return _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _fail(_("Interrupted."), 130)
    except (BrokenPipeError, SystemExit):
        # The reader of our output went away (click then exits); nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # whatever happens, a user sees one line
        return _fail(str(_reported(error, arguments)), 2)
    return result if isinstance(result, int) else 0


def _reported(error: Exception, arguments: Sequence[str]) -> QualwbError:
    """Report a defect; of the command line the command alone is told, since the rest may be text."""
    from qualwb.defect_report import reported

    known = {name for names in SECTIONS.values() for name in names}
    command = next((word for word in arguments if word in known), "")
    return reported(error, f"command: {command}", _("a defect in qualwb; the project is as it was."))


def _fail(message: str, status: int) -> int:
    sys.stdout.flush()
    echo("qualwb: " + " ".join(message.split()), err=True)
    return status
