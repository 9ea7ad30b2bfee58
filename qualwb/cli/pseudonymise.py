"""``qualwb pseudonymise``: names in the material, found and decided on."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualwb.cli import pseudonymise_apply, pseudonymise_restore, pseudonymise_seal
from qualwb.cli.choices import BilingualChoice
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.found_names import found_names, names_meant
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.acts.pseudonyms.entity import Verdict

KINDS = (
    *("person", "place", "organisation", "address", "phone", "email", "url"),
    *("personnummer", "orgnummer", "birthdate", "plate", "indirect"),
)
NAMES = click.argument("names", nargs=-1, required=True)
KIND = click.option("--kind", type=BilingualChoice(KINDS), help=_("The kind, where names are written alike."))
TAGS = click.option("--tags", is_flag=True, help=_("Propose neutral tags, such as [person 1], not names."))


@click.group("pseudonymise")
def command() -> None:
    """Names of people, places and more in the material: find them, decide on them, replace them.

    Example: qualwb pseudonymise find -o granskning.xlsx
    """


@command.command("find")
@click.option("--kind", "kinds", multiple=True, type=BilingualChoice(KINDS), help=_("Only this kind."))
@click.option("--unsure", is_flag=True, help=_("Only what may be no name."))
@click.option("--open", "only_open", is_flag=True, help=_("Only what is not decided yet."))
@TAGS
@output_options
@pass_session
def find(
    session: Session,
    kinds: tuple[str, ...],
    unsure: bool,
    only_open: bool,
    tags: bool,
    format_: str | None,
    output: Path | None,
) -> None:
    """Every name with where it stands, what is proposed instead, and what was decided.

    A spreadsheet of it can be edited and taken back with 'review'.

    Example: qualwb pseudonymise find --kind person --open
    """
    from qualwb.acts.pseudonyms.contexts import contexts, source_names
    from qualwb.acts.pseudonyms.other_languages import said_of, sources_not_swedish
    from qualwb.acts.pseudonyms.verdicts import lost_places
    from qualwb.exchange.tables.names import found_notes, names_table

    entities = [
        one
        for one in found_names(session, tags=tags)
        if (not kinds or one.kind in kinds)
        and not (unsure and one.sure)
        and not (only_open and one.verdict != "open")
    ]
    with session.project.reading() as connection:
        foreign = said_of(sources_not_swedish(connection))
        notes = found_notes(entities, lost_places(connection), foreign)
        table = names_table(entities, source_names(connection), contexts(connection, entities), notes)
    print_table(table, format_, output)
    if foreign and (format_ or output):
        session.say(foreign)
    if output is not None:
        session.say(
            _("{path} holds the names, beside their aliases: delete it when it is taken back.").format(
                path=output
            )
        )


@command.command("accept")
@click.argument("which", type=BilingualChoice(["all", "sure"]))
@TAGS
@pass_session
def accept(session: Session, which: str, tags: bool) -> None:
    """Let every name that is not decided yet be replaced as proposed; or the sure ones alone.

    Example: qualwb pseudonymise accept sure
    """
    from qualwb.acts.pseudonyms import verdicts

    taken = verdicts.accept(session.researcher, found_names(session, tags=tags), only_sure=which == "sure")
    _say_decided(session, taken)


@command.command("keep")
@NAMES
@KIND
@pass_session
def keep(session: Session, names: tuple[str, ...], kind: str | None) -> None:
    """Let names stand as they are.

    Example: qualwb pseudonymise keep Socialstyrelsen Sverige
    """
    from qualwb.acts.pseudonyms.entity import Verdict

    _decide(session, names, kind, Verdict.KEEP)


@command.command("replace")
@NAMES
@KIND
@TAGS
@pass_session
def replace(session: Session, names: tuple[str, ...], kind: str | None, tags: bool) -> None:
    """Let names be replaced by the aliases that are proposed.

    Example: qualwb pseudonymise replace "Anna Berg" Eksjö
    """
    from qualwb.acts.pseudonyms.entity import Verdict

    _decide(session, names, kind, Verdict.REPLACE, tags=tags)


@command.command("generalise")
@NAMES
@KIND
@click.option("--as", "alias", default="", help=_("What is to stand instead of the one name: '[ort]'."))
@pass_session
def generalise(session: Session, names: tuple[str, ...], kind: str | None, alias: str) -> None:
    """Let something broader stand instead of names: '[ort i Småland]' for Eksjö.

    Example: qualwb pseudonymise generalise Eksjö --as "[stad]"
    """
    from qualwb.acts.pseudonyms.entity import Verdict

    _decide(session, names, kind, Verdict.GENERALISE, alias=alias)


@command.command("alias")
@click.argument("name")
@click.argument("alias")
@KIND
@pass_session
def alias_(session: Session, name: str, alias: str, kind: str | None) -> None:
    """Choose what is to stand instead of a name.

    Example: qualwb pseudonymise alias "Anna Berg" "Karin Holm"
    """
    from qualwb.acts.pseudonyms import verdicts

    (entity,) = names_meant(found_names(session), [name], kind)
    verdicts.rename(session.researcher, entity, alias)
    session.say(_("'{alias}' is to stand instead of '{name}'.").format(alias=alias, name=entity.name))


@command.command("join")
@NAMES
@click.option("--into", required=True, help=_("The name that leads."))
@KIND
@pass_session
def join(session: Session, names: tuple[str, ...], into: str, kind: str | None) -> None:
    """Say that several names name the same: they get one alias.

    Example: qualwb pseudonymise join Ankan "A.B." --into "Anna Berg"
    """
    from qualwb.acts.pseudonyms import verdicts

    found = found_names(session)
    (leading,) = names_meant(found, [into], kind)
    joined = verdicts.join(session.researcher, names_meant(found, names, None), leading)
    session.say(ngettext("{n} name joined.", "{n} names joined.", joined).format(n=joined))


@command.command("part")
@click.argument("name")
@click.argument("forms", nargs=-1)
@click.option("--source", help=_("Only where it stands in this source ..."))
@click.option(
    "--at", "starts", multiple=True, type=int, help=_("... at this position, as find --format json has it.")
)
@click.option("--as", "new", default="", help=_("What the other is called; else the name with a number."))
@KIND
@pass_session
def part(
    session: Session,
    name: str,
    forms: tuple[str, ...],
    source: str | None,
    starts: tuple[int, ...],
    new: str,
    kind: str | None,
) -> None:
    """Say that a name names two: other forms of it stand for themselves, or some places for another one.

    Example: qualwb pseudonymise part Anna --source "Grupp 2" --as "Anna i grupp 2"
    """
    from qualwb.acts.pseudonyms import verdicts
    from qualwb.acts.pseudonyms.choosing import places_in_source

    (entity,) = names_meant(found_names(session), [name], kind)
    if forms:
        verdicts.separate(session.researcher, entity, forms)
        return
    if source is None:
        raise click.UsageError(_("Name other forms of it, or --source."))
    with session.project.reading() as connection:
        places = places_in_source(connection, entity, source, starts)
    called = verdicts.part(session.researcher, entity, places, new)
    session.say(_("The other is called '{name}'.").format(name=called))


@command.command("add")
@click.argument("name")
@click.option("--kind", required=True, type=BilingualChoice(KINDS), help=_("What it names."))
@pass_session
def add(session: Session, name: str, kind: str) -> None:
    """Take words for a name that was not found, or for one of another kind.

    Example: qualwb pseudonymise add Bullen --kind person
    """
    from qualwb.acts.pseudonyms import verdicts

    session.say(
        _("'{name}' is looked for as a name from now on.").format(name=name)
        if verdicts.add(session.researcher, name, kind)
        else _("'{name}' was taken for such a name already.").format(name=name)
    )


@command.command("reset")
@NAMES
@KIND
@pass_session
def reset(session: Session, names: tuple[str, ...], kind: str | None) -> None:
    """Forget what was decided of names.

    Example: qualwb pseudonymise reset "Anna Berg"
    """
    from qualwb.acts.pseudonyms import verdicts

    forgotten = verdicts.reset(session.researcher, names_meant(found_names(session), names, kind))
    session.say(
        ngettext("{n} name is open again.", "{n} names are open again.", forgotten).format(n=forgotten)
    )


@command.command("review")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def review(context: click.Context, file: Path) -> None:
    """Take back a list from 'find -o' in which verdicts and aliases were edited: csv or xlsx.

    Example: qualwb pseudonymise review granskning.xlsx
    """
    from qualwb.acts.pseudonyms.reviewing import review as take
    from qualwb.exchange.name_sheet import read_name_sheet
    from qualwb.exchange.tables.names import refused_table

    session = context.ensure_object(Session)
    lines, not_understood = read_name_sheet(file)
    done = take(session.researcher, found_names(session), lines)
    refused = sorted([*not_understood, *done.refused])
    read = len(lines) + len(not_understood)
    session.say(
        _("{read} lines read: {taken} taken, {unchanged} as before, {refused} refused.").format(
            read=read, taken=done.taken, unchanged=done.unchanged, refused=len(refused)
        )
    )
    if refused:
        print_table(refused_table(refused), None, None)
        context.exit(1)


command.add_command(pseudonymise_apply.command)
command.add_command(pseudonymise_restore.command)
command.add_command(pseudonymise_seal.command)


def _decide(
    session: Session,
    names: Sequence[str],
    kind: str | None,
    verdict: "Verdict",
    *,
    alias: str = "",
    tags: bool = False,
) -> None:
    from qualwb.acts.pseudonyms import verdicts

    meant = names_meant(found_names(session, tags=tags), names, kind)
    _say_decided(session, verdicts.decide(session.researcher, meant, verdict, alias))


def _say_decided(session: Session, count: int) -> None:
    session.say(ngettext("{n} name decided.", "{n} names decided.", count).format(n=count))
