"""``qualwb quotes``: passages by theme, code, group and more; kept queries; print versions."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import (
    IN_GROUPS,
    REASON,
    attribute_pairs,
    passage_arguments,
    resolve,
    selection_options,
)
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.passages import Passage
    from qualwb.acts.print_edits import PrintEdit
    from qualwb.analysis.quotes import Quote
    from qualwb.analysis.saved_query import KeptQuery

NOT_KEPT = ("format_", "output", "save", "saved", "saved_list", "forget")
"""Options that are no part of a query."""
KINDS = ("laughter", "stress", "filler", "repetition", "dialect", "ethics", "mark", "other")
"""The kinds of edits of a print version, here so that help loads nothing."""


@click.group("quotes", invoke_without_command=True)
@click.option("--where", help=_('A query, as \'theme:"Mandat" AND NOT group:"Grupp 2"\'.'))
@click.option("--text", default="", help=_("Only quotes that hold this text."))
@click.option(
    "--sort",
    "order",
    type=BilingualChoice(["text", "theme", "group", "time", "length"]),
    default="text",
    help=_("In which order."),
)
@click.option("--before", is_flag=True, help=_("With the turn before each quote."))
@click.option("--print", "printed", is_flag=True, help=_("The print versions where there are any."))
@click.option("--save", metavar="NAME", help=_("Keep the query and its options under a name."))
@click.option("--saved", metavar="NAME", help=_("Run a kept query; options given here go before its own."))
@click.option("--saved-list", is_flag=True, help=_("The kept queries."))
@click.option("--forget", metavar="NAME", help=_("Forget a kept query."))
@IN_GROUPS
@selection_options
@output_options
@click.pass_context
def command(
    ctx: click.Context,
    save: str | None,
    saved: str | None,
    saved_list: bool,
    forget: str | None,
    format_: str | None,
    output: Path | None,
    **_query: Any,
) -> None:
    """Quotes with place, codes and themes; several options narrow each other.

    'qualwb quotes edit' writes how a quote is printed.

    Example: qualwb quotes --theme "Otydligt syfte" --group "Grupp 2" --format md
    """
    if ctx.invoked_subcommand is not None:
        return
    session = ctx.ensure_object(Session)
    if forget is not None:
        from qualwb.acts.saved_queries import delete_query

        delete_query(session.researcher, forget)
        session.say(_("Forgot '{name}'.").format(name=forget))
        return
    if saved_list:
        _list_saved(session, format_, output)
        return
    from qualwb.exchange.tables.quotes import quotes_table

    asked = _asked(ctx, session, saved)
    found, notes = _find(session, asked)
    if save is not None:
        from qualwb.acts.saved_queries import save_query
        from qualwb.analysis.saved_query import to_json

        save_query(session.researcher, save, to_json(asked))
        session.say(_("Kept as '{name}'.").format(name=save))
    print_table(quotes_table(found, printed=asked.printed).with_notes(notes), format_, output)


def _list_saved(session: Session, format_: str | None, output: Path | None) -> None:
    from qualwb.acts.saved_queries import saved_queries
    from qualwb.exchange.tables.saved_queries import saved_queries_table

    with session.project.reading() as connection:
        kept = saved_queries(connection)
    print_table(saved_queries_table(kept), format_, output)


def _asked(ctx: click.Context, session: Session, saved: str | None) -> "KeptQuery":
    """What is asked for: the kept query, if one is named, with the options that are given now before it."""
    from qualwb.analysis.saved_query import from_json

    asked = {name: value for name, value in ctx.params.items() if name not in NOT_KEPT}
    asked["cited"] = asked["cited"] or None
    attribute_pairs(asked["attributes"])
    if saved is not None:
        from qualwb.acts.saved_queries import saved_query

        with session.project.reading() as connection:
            kept = saved_query(connection, saved)
        given = {name for name in asked if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
        asked |= {name: value for name, value in kept.items() if name not in given}
    if session.round and not asked["rounds"]:
        asked["rounds"] = (session.round,)
    return from_json(asked)


def _find(session: Session, asked: "KeptQuery") -> "tuple[list[Quote], tuple[str, ...]]":
    """The quotes, and what stands below them."""
    from qualwb.analysis.query_notes import query_notes
    from qualwb.analysis.quotes import find_quotes
    from qualwb.exchange.printed_quotes import printed_texts

    with session.project.reading() as connection:
        found, notes = find_quotes(connection, asked.query), query_notes(connection, asked.query)
        return (printed_texts(connection, found) if asked.printed else found), notes


@command.command("edit")
@passage_arguments
@click.option("--accept", metavar="all|1,3", help=_("Take these of the proposed edits, refuse the others."))
@click.option("--text", help=_("The print version as you write it."))
@click.option("--kind", type=BilingualChoice(KINDS), help=_("Why it is written otherwise; with --text."))
@click.option("--clear", is_flag=True, help=_("Print the passage as it was said again."))
@click.option("--names", is_flag=True, help=_("Propose to replace names too, found by the language model."))
@REASON
@output_options
@pass_session
def edit(
    session: Session,
    source: str,
    start: int | None,
    end: int | None,
    quote: str | None,
    accept: str | None,
    text: str | None,
    kind: str | None,
    clear: bool,
    names: bool,
    reason: str,
    format_: str | None,
    output: Path | None,
) -> None:
    """How a passage is printed: see the proposed edits, take some, or write it yourself.

    The transcript and its codings stay as they are.

    Example: qualwb quotes edit "Grupp 2" --quote "ingen visste" --accept 1,3
    """
    if sum((accept is not None, text is not None, clear)) > 1:
        raise click.UsageError(_("Give one of --accept, --text and --clear."))
    if kind is not None and text is None:
        raise click.UsageError(_("--kind goes with --text."))
    from qualwb.acts import print_edits, print_versions

    passage = resolve(session, source, start, end, quote)
    if clear:
        print_versions.clear(session.researcher, passage)
        session.say(_("Printed as it was said."))
    elif text is not None:
        done = print_versions.write(
            session.researcher, passage, text, print_edits.EditKind(kind or "other"), reason
        )
        _say_printed(session, passage, done.text)
    elif accept is not None:
        done = print_versions.save(
            session.researcher, passage, _taken(_proposals(passage, names), accept), reason
        )
        _say_printed(session, passage, done.text)
    else:
        _show_proposals(session, passage, _proposals(passage, names), format_, output)


def _say_printed(session: Session, passage: "Passage", text: str) -> None:
    from qualwb.acts.print_versions import is_coded

    session.say(_("Printed: {text}").format(text=text))
    with session.project.reading() as connection:
        if not is_coded(connection, passage):
            told = _("No quote has just these borders yet; it is printed so once {start}-{end} is coded.")
            session.say(told.format(start=passage.start, end=passage.end))


def _proposals(passage: "Passage", names: bool) -> "list[PrintEdit]":
    from qualwb.acts.print_rules import propose

    if not names:
        return propose(passage.text)
    from qualwb.analysis.identifying_names import names_of

    return propose(passage.text, names_of(passage.text))


def _taken(proposals: "list[PrintEdit]", accept: str) -> "list[PrintEdit]":
    """The proposals, those with the given numbers accepted and the others refused."""
    from dataclasses import replace

    if not proposals:
        raise QualwbError(
            _("There are no edits to propose for this passage."), _("Write the print version with --text.")
        )
    numbers = range(1, len(proposals) + 1)
    wanted = set(numbers) if accept.strip() == "all" else _numbers(accept)
    for number in sorted(wanted - set(numbers)):
        raise QualwbError(
            _("There is no proposed edit {number}.").format(number=number),
            _("They are numbered from 1 to {last}.").format(last=len(proposals)),
        )
    return [replace(one, accepted=n in wanted) for n, one in zip(numbers, proposals, strict=True)]


def _numbers(accept: str) -> set[int]:
    try:
        return {int(number) for number in accept.split(",")}
    except ValueError:
        raise click.UsageError(
            _("--accept takes 'all' or numbers such as 1,3, not '{text}'.").format(text=accept)
        ) from None


def _show_proposals(
    session: Session,
    passage: "Passage",
    proposals: "list[PrintEdit]",
    format_: str | None,
    output: Path | None,
) -> None:
    from qualwb.acts.print_versions import print_versions
    from qualwb.exchange.tables.prints import proposals_table

    with session.project.reading() as connection:
        printed = print_versions(connection).get((passage.source_id, passage.start, passage.end))
    print_table(proposals_table(passage, proposals, printed), format_, output)
