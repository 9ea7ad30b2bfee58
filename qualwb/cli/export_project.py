"""``qualwb export project``: a copy for a coder who is to code on, or one to hand to somebody else."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualwb.analysis.small_cells import SMALL_CELL
from qualwb.cli.context import Session, pass_session
from qualwb.cli.key_option import open_own_key
from qualwb.cli.terminal import progress_bar
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.sharing.reasons_against import NotShared
    from qualwb.acts.sharing.wishes import SharingWishes

Command = TypeVar("Command", bound=Callable[..., Any])

TO_SHARE = (
    click.option(
        "--pseudonymised", is_flag=True, help=_("Only if names were replaced; no original is in it.")
    ),
    click.option("--without-memos", is_flag=True, help=_("Without memos and reasons.")),
    click.option(
        "--without-summaries", is_flag=True, help=_("Without the summaries of the framework matrix.")
    ),
    click.option("--quotes-only", is_flag=True, help=_("Of texts only the coded passages, the rest as […].")),
    click.option("--without-journal", is_flag=True, help=_("Without who did what, when and why.")),
    click.option(
        "--coders-as-numbers/--coders-by-name",
        default=None,
        help=_("Coders as 'Coder 1'; with --pseudonymised they are."),
    ),
    click.option(
        "--coarsen",
        multiple=True,
        metavar="RULE",
        help=_("Make an attribute coarser: age=10, kommun=county, job=-, 'age: 18-39=younger, 40-=older'."),
    ),
    click.option(
        "--min-cell",
        type=click.IntRange(2),
        default=SMALL_CELL,
        show_default=True,
        help=_("How many people must share each value and combination of attributes."),
    ),
    click.option("--allow-small-cells", is_flag=True, help=_("Though fewer share some of them.")),
    click.option(
        "--key",
        type=click.Path(path_type=Path, dir_okay=False),
        help=_("A key file: none of its originals may be in the copy."),
    ),
    click.option("--even-so", is_flag=True, help=_("Though names are open, or originals are found in it.")),
    click.option("--dry-run", is_flag=True, help=_("Tell what the copy would be; write nothing.")),
)
FOR_A_CODER = (
    click.option("--for", "coder", metavar="CODER", help=_("Whom the copy is for, who codes on in it.")),
    click.option(
        "--without-codings", is_flag=True, help=_("For a coder: without codings and what tells of them.")
    ),
    click.option(
        "--only", "sources", multiple=True, metavar="SOURCE", help=_("For a coder: only these sources.")
    ),
)


def _with(options: Sequence[Callable[[Command], Command]]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


@click.command("project")
@click.argument("copy", type=click.Path(path_type=Path), required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_("The file that the copy becomes."))
@_with(FOR_A_CODER)
@_with(TO_SHARE)
@pass_session
def project(
    session: Session,
    copy: Path | None,
    output: Path | None,
    coder: str | None,
    without_codings: bool,
    sources: tuple[str, ...],
    **wishes: Any,
) -> None:
    """A copy of the project: to hand to somebody else, or with --for to code on in.

    To hand on, it holds no former text, nothing that undo would need, no names of files and no saved queries;
    the options leave out more. It is refused when participants may be told by their attributes: when fewer
    than --min-cell share a value or a combination of them. What it lacks is in no byte of it.

    With --for it is for one coder, and 'qualwb merge COPY' takes it back. It opens in the round that coders
    code in; once that is released, in the one in use; or in that of --round before the command. Its journal
    begins anew, and what others coded in a blind round is not in it until the round is released.

    The file is readable by you alone; that of an encrypted project has the same passphrase.

    Example: qualwb export project -o delas.qwb --pseudonymised --without-memos --coarsen ålder=10

    Example: qualwb export project b.qwb --for B --without-codings
    """
    target = output or copy
    if target is None or (output and copy):
        raise click.UsageError(_("Name the file of the copy once: -o COPY.qwb."))
    if coder is not None:
        _refuse(wishes, _("{option} is for a copy to share, not for one that a coder codes on in."))
        _for_coder(session, target, coder, without_codings, sources)
        return
    _refuse(
        {"without_codings": without_codings, "only": sources},
        _("{option} is for a copy that a coder codes on in: say whom with --for."),
    )
    _to_share(session, target, wishes)


def _refuse(options: dict[str, Any], said: str) -> None:
    """Raise ``click.UsageError`` when an option was given that is not for this kind of copy."""
    given = [name for name, value in options.items() if value and value != SMALL_CELL]
    if given:
        raise click.UsageError(said.format(option=f"--{given[0].replace('_', '-')}"))


def _for_coder(
    session: Session, copy: Path, coder: str, without_codings: bool, sources: tuple[str, ...]
) -> None:
    from qualwb.acts.parting import split_for
    from qualwb.analysis.coders import round_of_copy
    from qualwb.exchange.sharing_words import parted_in_words

    round_ = session.round
    if round_ is None:
        with session.project.reading() as connection:
            round_ = round_of_copy(connection)
    done = split_for(
        session.researcher, copy, coder, without_codings=without_codings, only=sources, round_=round_
    )
    _say_all(session, parted_in_words(done))
    session.say(_("Another round: qualwb --round NAME export project ..."))


def _to_share(session: Session, copy: Path, options: dict[str, Any]) -> None:
    from qualwb.acts.sharing.copying import share
    from qualwb.acts.sharing.reasons_against import NotShared
    from qualwb.exchange.sharing_words import reason_in_words, shared_in_words

    key, rehearse = options.pop("key"), options.pop("dry_run")
    wishes = _wishes(options)
    opened = open_own_key(session, key).key if key else None
    with progress_bar(_("Copying"), quiet=session.quiet) as tell:
        try:
            done = share(session.researcher, copy, wishes, opened, rehearse=rehearse, progress=tell)
        except NotShared as error:
            for reason in error.reasons:
                _say_all(session, reason_in_words(reason))
            raise QualwbError(str(error), _despite(error)) from error
    _say_all(session, shared_in_words(done, wishes))


def _despite(refused: "NotShared") -> str:
    """What to say to have the copy written all the same."""
    options = dict.fromkeys(f"--{reason.wish.replace('_', '-')}" for reason in refused.reasons)
    return _("To write it all the same: {options}.").format(options=" ".join(options))


def _wishes(options: dict[str, Any]) -> "SharingWishes":
    from qualwb.acts.sharing.coarsening import rule_of
    from qualwb.acts.sharing.wishes import SharingWishes

    rules = tuple(map(rule_of, options.pop("coarsen")))
    return SharingWishes(coarsen=rules, **options)


def _say_all(session: Session, lines: Sequence[str]) -> None:
    for line in lines:
        session.say(line)
