"""``qualwb code``: the codes, and codes on passages."""

from pathlib import Path
from typing import Any

import click

from qualwb.cli import code_auto
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import REASON, given, passage_arguments, resolve
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

RULE = (
    click.option("--definition", help=_("What the code means.")),
    click.option("--include", help=_("When to use it.")),
    click.option("--exclude", help=_("When not to use it.")),
    click.option("--examples", help=_("Typical examples.")),
    click.option("--colour", help=_("Its colour: #rrggbb, #rgb, or a name in CSS.")),
)


CHOICE = (
    click.option("--coding", "-k", "codings", type=int, multiple=True, help=_("Number of a coding to move.")),
    click.option("--group", help=_("Move the codings in this group.")),
    click.option("--source", help=_("Move the codings in this source.")),
    click.option("--speaker", help=_("Move the codings in which this speaker, by the label, speaks.")),
    click.option("--text", help=_("Move the codings whose quote holds this text.")),
)


@click.group("code")
def command() -> None:
    """Codes: listed, put on passages, renamed, merged, split, moved, deleted; codings given another code.

    Example: qualwb code apply "Grupp 1" --quote "ingen visste" --code "Otydligt syfte"
    """


@command.command("list")
@output_options
@pass_session
def list_(session: Session, format_: str | None, output: Path | None) -> None:
    """The codes as a tree, with how many passages and groups each has."""
    from qualwb.analysis.codes import codebook
    from qualwb.analysis.table_notes import scope_notes
    from qualwb.exchange.tables.codebook import codes_table

    with session.project.reading() as connection:
        rows, notes = codebook(connection), scope_notes(connection)
    print_table(codes_table(rows).with_notes(notes), format_, output)


@command.command("new")
@click.argument("name")
@click.option("--parent", help=_("The code it lies beneath."))
@pass_session
def new(session: Session, name: str, parent: str | None, **rule: str | None) -> None:
    """Make a code."""
    from qualwb.acts import codes

    codes.create(session.researcher, name, parent=parent, **given(rule))
    session.say(_("New code '{name}'.").format(name=name))


@command.command("describe")
@click.argument("name")
@REASON
@pass_session
def describe(session: Session, name: str, reason: str, **rule: str | None) -> None:
    """Change the rule of a code: definition, include, exclude, examples, colour."""
    from qualwb.acts import codes

    if not given(rule):
        raise click.UsageError(
            _("Say what to change: --definition, --include, --exclude, --examples, --colour.")
        )
    codes.describe(session.researcher, name, reason=reason, **given(rule))


for option in RULE:
    option(new)
    option(describe)


@command.command("apply")
@passage_arguments
@click.option(
    "--code", "-c", "names", multiple=True, required=True, help=_("The code; several times for several.")
)
@click.option("--new", "create", is_flag=True, help=_("Make codes that don't exist yet."))
@click.option("--cited", is_flag=True, help=_("Mark as key quote."))
@pass_session
def apply(
    session: Session,
    source: str,
    start: int | None,
    end: int | None,
    quote: str | None,
    names: tuple[str, ...],
    create: bool,
    cited: bool,
) -> None:
    """Put codes on a passage: SOURCE START END, or SOURCE --quote TEXT."""
    from qualwb.acts import codings, rounds

    passage = resolve(session, source, start, end, quote)
    done = codings.apply(session.researcher, passage, names, create=create, cited=cited)
    for name in done.already:
        session.say(_("'{code}' stood there already.").format(code=name))
    if done.codings and rounds.has_finished(session.researcher, source):
        session.say(_("You had finished coding this source; 'qualwb rounds reopen' takes that back."))
    if done.codings:
        where = {"source": passage.source, "start": passage.start, "end": passage.end}
        told = _("Coded {source} {start}-{end}: {codes} (round {round}).")
        session.say(told.format(**where, codes=", ".join(names), round=session.researcher.round))


@command.command("remove")
@passage_arguments
@click.option("--code", "-c", "name", required=True, help=_("The code to take away."))
@REASON
@pass_session
def remove(
    session: Session,
    source: str,
    start: int | None,
    end: int | None,
    quote: str | None,
    name: str,
    reason: str,
) -> None:
    """Take a code away from a passage: your codings that overlap it, in this round."""
    from qualwb.acts import codings

    passage = resolve(session, source, start, end, quote)
    keys = codings.codings_of(session.researcher, passage, name)
    if not keys:
        raise QualwbError(
            _("{source} {start}-{end}: you have no coding with '{code}' there.").format(
                source=passage.source, start=passage.start, end=passage.end, code=name
            )
        )
    n = codings.remove(session.researcher, keys, reason)
    session.say(ngettext("{n} coding removed.", "{n} codings removed.", n).format(n=n))


@command.command("rename")
@click.argument("name")
@click.argument("to")
@REASON
@pass_session
def rename(session: Session, name: str, to: str, reason: str) -> None:
    """Rename a code."""
    from qualwb.acts import codes

    codes.rename(session.researcher, name, to, reason)


@command.command("move")
@click.argument("names", nargs=-1, required=True)
@click.option("--under", help=_("The code to lie beneath; without it, to the top."))
@REASON
@pass_session
def move(session: Session, names: tuple[str, ...], under: str | None, reason: str) -> None:
    """Move codes beneath another code, or to the top."""
    from qualwb.acts import codes

    codes.move(session.researcher, names, under, reason)


@command.command("merge")
@click.argument("names", nargs=-1, required=True)
@click.option(
    "--into", required=True, help=_("The code they become: one of them, another one, or a new name.")
)
@REASON
@pass_session
def merge(session: Session, names: tuple[str, ...], into: str, reason: str) -> None:
    """Merge codes; codings, memos and places in themes follow."""
    from qualwb.acts import codes

    merged = codes.merge(session.researcher, names, into, reason)
    session.say(
        _("Merged {names} into '{into}'.").format(names=", ".join(f"'{n}'" for n in names), into=into)
    )
    if merged.told:
        session.say(merged.told)


@command.command("split")
@click.argument("name")
@click.argument("new_name")
@REASON
@pass_session
def split(session: Session, name: str, new_name: str, reason: str, **chosen: Any) -> None:
    """Move some codings of a code to a new code beside it, in the same themes."""
    from qualwb.acts import codes

    keys = _codings(session, name, **chosen)
    codes.split(session.researcher, name, new_name, keys, reason)
    _tell_moved(session, len(keys), new_name)


@command.command("recode")
@click.argument("name")
@click.argument("to")
@REASON
@pass_session
def recode(session: Session, name: str, to: str, reason: str, **chosen: Any) -> None:
    """Give some codings of a code another code that is there."""
    from qualwb.acts import codings

    keys = _codings(session, name, **chosen)
    codings.recode(session.researcher, keys, to, reason)
    _tell_moved(session, len(keys), to)


for option in CHOICE:
    option(split)
    option(recode)


def _codings(
    session: Session,
    name: str,
    codings: tuple[int, ...],
    group: str | None,
    source: str | None,
    speaker: str | None,
    text: str | None,
) -> list[int]:
    """The codings of a code that the options choose."""
    from qualwb.acts.codings import pick_codings

    chosen = set(codings)
    if group or source or speaker or text:
        with session.project.reading() as connection:
            chosen.update(
                pick_codings(connection, name, group=group, source=source, speaker=speaker, text=text)
            )
    if not chosen:
        raise QualwbError(
            _("No coding was chosen."), _("Name codings with -k, or --group, --source, --speaker, --text.")
        )
    return sorted(chosen)


def _tell_moved(session: Session, n: int, name: str) -> None:
    told = ngettext("{n} coding moved to '{name}'.", "{n} codings moved to '{name}'.", n)
    session.say(told.format(n=n, name=name))


@command.command("delete")
@click.argument("names", nargs=-1, required=True)
@REASON
@pass_session
def delete(session: Session, names: tuple[str, ...], reason: str) -> None:
    """Delete codes with their codings; 'undo' brings them back."""
    from qualwb.acts import codes

    gone = codes.delete(session.researcher, names, reason)
    said = ngettext("Deleted, with {n} coding.", "Deleted, with {n} codings.", gone.codings)
    session.say(said.format(n=gone.codings))
    if gone.beneath:
        said = ngettext("{n} code beneath moved up.", "{n} codes beneath moved up.", gone.beneath)
        session.say(said.format(n=gone.beneath))


command.add_command(code_auto.command)
