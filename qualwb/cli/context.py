"""What commands share: the project in hand, who works on it, and how results are printed."""

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.server_address import warn_of_password
from qualwb.cli.terminal import echo, echo_data, page_width, shown_table
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import one_language
from qualwb.safe_text import cleaned

if TYPE_CHECKING:
    from qualwb.acts.projects import OpenProject, Place
    from qualwb.acts.researcher import Researcher
    from qualwb.exchange.tables.table import Table

FORMATS = ("table", "csv", "csv-excel", "json", "jsonl", "md", "xlsx", "html", "docx", "latex")

Command = TypeVar("Command", bound=Callable[..., Any])


class Session:
    """One call of the command line."""

    def __init__(self, project: str | None, coder: str | None, round_: str | None, quiet: bool) -> None:
        self._given = project
        self._coder = coder
        self._round = round_
        self._who = ""
        self._project: OpenProject | None = None
        self.quiet = quiet

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._project is not None:
            self._project.close()

    @property
    def place(self) -> "Place":
        """Where the project meant lies: as given, as $QUALWB_PROJECT says, or the only file in the folder."""
        if named := self._given or os.environ.get("QUALWB_PROJECT"):
            from qualwb.acts.team.named_projects import place_named

            place = place_named(named)
            if self._given and not isinstance(place, Path) and place.password:
                warn_of_password(self.say)
            return place
        here = self.files_here
        if len(here) == 1:
            return here[0]
        if not here:
            raise QualwbError(
                _("There is no project in this folder."), _("Name one with -p FILE, or make one: qualwb new.")
            )
        raise QualwbError(
            _("There are {n} projects in this folder.").format(n=len(here)), _("Name one with -p FILE.")
        )

    @property
    def path(self) -> Path:
        """The project file meant, for what can only be done to files. Raises ``OnServer``."""
        from qualwb.acts.projects import file_at

        return file_at(self.place)

    def mean(self, project: str) -> None:
        """Let the project be the one that an argument of the command is or names, before it is opened."""
        self._given = project

    @property
    def files_here(self) -> list[Path]:
        """The project files in the folder, by name."""
        return sorted(Path().glob("*.qwb"))

    @property
    def names_project(self) -> bool:
        """Whether a project is given, or named by $QUALWB_PROJECT."""
        return self._given is not None or bool(os.environ.get("QUALWB_PROJECT"))

    @property
    def coder(self) -> str:
        """Who codes: whom a login of a server is, or as ``named_coder`` says, or the name that is kept.

        Raises ``QualwbError`` when another is named than the login is.
        """
        return self._coder_of(self.project)

    @property
    def named_coder(self) -> str:
        """Who codes, as far as the call says; '' where the project or the login name does."""
        return self._coder or os.environ.get("QUALWB_CODER") or ""

    def _coder_of(self, project: "OpenProject") -> str:
        if not self._who:
            from qualwb.acts.team.who_codes import coder_in, login_name, own_name

            self._who = coder_in(project, self.named_coder) or own_name() or login_name()
        return self._who

    @property
    def project(self) -> "OpenProject":
        """The project as the coder may see it, opened at first use."""
        if self._project is None:
            from qualwb.acts.projects import open_project

            self._project = whole = open_project(self.place, notice=self.say, when_due=self.say)
            self._project = whole.seen_by(cleaned(self._coder_of(whole)))
        return self._project

    @property
    def researcher(self) -> "Researcher":
        """The project with who works on it, in the round that is given or the project's."""
        from qualwb.acts.researcher import Researcher, working_round

        return Researcher(self.project, self.coder, self._round or working_round(self.project))

    @property
    def learnt_from(self) -> "OpenProject":
        """The project as suggestions learn from it: in a blind round from one's own codings alone."""
        return self.researcher.project

    @property
    def round(self) -> str | None:
        """The round that was given, if any."""
        return self._round

    def say(self, text: str) -> None:
        """Talk to the user, on stderr."""
        if not self.quiet:
            echo(text, err=True)


pass_session = click.make_pass_decorator(Session)


TEMPLATE_KEY = "qualwb.template"
"""Where a call keeps the template that was given: only the writing of the file asks for it."""


def _keep_template(context: click.Context, _parameter: click.Parameter, template: Path | None) -> None:
    context.meta[TEMPLATE_KEY] = template


def template_given() -> Path | None:
    """The Word document whose styles the output takes, if one was given."""
    template: Path | None = click.get_current_context().meta.get(TEMPLATE_KEY)
    return template


TEMPLATE = click.option(
    "--template",
    type=click.Path(path_type=Path),
    callback=_keep_template,
    expose_value=False,
    help=_("A Word file whose styles and page the docx takes."),
)


def output_options(command: Command) -> Command:
    """Options ``--format``, ``-o`` and ``--template`` of every command that reads."""
    command = TEMPLATE(command)
    command = click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        help=_("Write to a file; its suffix gives the format."),
    )(command)
    return click.option("--format", "format_", type=BilingualChoice(FORMATS), help=_("How to print it."))(
        command
    )


def _say_notes(table: "Table", format_: str) -> None:
    """Say what stands below a table where its format holds rows alone."""
    session = click.get_current_context().find_object(Session)
    if format_ in ("csv", "csv-excel", "jsonl") and session is not None:
        for note in table.notes:
            session.say(note)


def print_table(table: "Table", format_: str | None, output: Path | None) -> None:
    """Print a table, or write it to the file named: in the format given, else by the suffix, else as text."""
    from qualwb.exchange import rendering

    if output is not None:
        format_ = format_ or (rendering.format_of(output) if output.suffix else "table")
        rendering.write(table, output, format_, template_given())
        _say_notes(table, format_)
        return
    format_ = format_ or "table"
    if template_given() is not None:
        rendering.refuse_template_but_for_docx(format_)
    _say_notes(table, format_)
    if format_ in rendering.BINARY:
        raise QualwbError(
            _("{format} can't be printed here.").format(format=format_), _("Name a file with -o.")
        )
    if format_ == "table":
        from qualwb.exchange.writers.text import as_text

        with one_language():
            text = as_text(shown_table(table), width=page_width())
        echo(text, nl=False)
    else:
        echo_data(str(rendering.render(table, format_)))
