"""``qualwb adjudicate``: disagreements solved into the round of consensus."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import click

from qualwb.cli.compared_options import compared_options
from qualwb.cli.context import Session, pass_session
from qualwb.cli.options import REASON
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.shortening import shortened

if TYPE_CHECKING:
    from qualwb.acts.adjudications import Verdict
    from qualwb.analysis.agreement.compared import Compared
    from qualwb.analysis.agreement.disagreements import Disagreement


@click.command("adjudicate")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--take", metavar="CODER", help=_("Take what this coder has."))
@click.option("--both", is_flag=True, help=_("Take what each has; of one code, all the words."))
@click.option("--neither", is_flag=True, help=_("Take nothing."))
@click.option("--at", metavar="START-END", help=_("Take another passage, by its code points."))
@click.option("--code", "codes", multiple=True, help=_("Take another code, or others."))
@click.option("--example", metavar="CODE", default="", help=_("Add the words to the code's examples."))
@click.option(
    "--counter-example", metavar="CODE", default="", help=_("Add the words to when the code is not used.")
)
@click.option(
    "--replace",
    is_flag=True,
    help=_("Put it in the place of what was coded there in consensus by hand; else both stand."),
)
@click.option("--agreed", is_flag=True, help=_("Take over everything that all the coders have alike."))
@click.option(
    "--single", is_flag=True, help=_("Take over, as they are, the sources that one coder alone coded.")
)
@click.option("--into", metavar="ROUND", default="", help=_("The round of consensus; else the project's."))
@REASON
@compared_options
@pass_session
def command(
    session: Session,
    ids: tuple[str, ...],
    agreed: bool,
    single: bool,
    into: str,
    coders: tuple[str, ...],
    round_: str | None,
    threshold: float,
    **said: Any,
) -> None:
    """Solve disagreements, by their ids from 'qualwb disagreements', into the round of consensus.

    Say what is taken: --take CODER, --both, --neither, or a new --at START-END and --code. --agreed takes
    over what needs no decision, --single what nobody else coded.

    Example: qualwb adjudicate 3fa2c1d --take KL --reason "Mandatet nämns"
    """
    from qualwb.analysis.agreement.compared import choose_compared
    from qualwb.analysis.agreement.consensus import round_of_consensus

    _refuse_unclear(ids, agreed, single, said)
    with session.project.reading() as connection:
        compared = choose_compared(connection, coders, round_ or session.round or "")
        into = round_of_consensus(connection, into)
    if agreed:
        _take_agreed(session, compared, threshold, into)
    elif single:
        _take_single(session, compared, into, said["reason"])
    else:
        _decide(session, compared, threshold, into, ids, said)


def _refuse_unclear(ids: tuple[str, ...], agreed: bool, single: bool, said: Mapping[str, Any]) -> None:
    if sum((agreed, single, bool(ids))) != 1:
        raise click.UsageError(_("Give the ids of disagreements, or --agreed, or --single."))
    new = bool(said["at"] or said["codes"])
    if sum((bool(said["take"]), said["both"], said["neither"], new)) != (1 if ids else 0):
        raise click.UsageError(_("Say one of --take CODER, --both, --neither, or --at and --code."))
    if said["at"] and len(ids) > 1:
        raise click.UsageError(_("--at solves one disagreement at a time."))


def _take_agreed(session: Session, compared: "Compared", threshold: float, into: str) -> None:
    from qualwb.acts.adjudications import take_agreed
    from qualwb.analysis.agreement.disagreements import agreed_codings

    with session.project.reading() as connection:
        alike = agreed_codings(connection, compared, threshold)
    n = take_agreed(session.researcher, alike, into)
    told = ngettext("{n} coding taken into '{round}'.", "{n} codings taken into '{round}'.", n)
    session.say(told.format(n=n, round=into))


def _take_single(session: Session, compared: "Compared", into: str, reason: str) -> None:
    from qualwb.acts.adjudications import take_single
    from qualwb.analysis.agreement.single_coded import single_coded

    with session.project.reading() as connection:
        found = single_coded(connection, compared, into)
    if not found.seen:
        session.say(_("Nothing is left to take over of sources that one coder alone coded."))
        return
    n = take_single(session.researcher, found.seen, into, reason)
    told = ngettext(
        "{n} coding taken into '{round}' as it is: {sources}.",
        "{n} codings taken into '{round}' as they are: {sources}.",
        n,
    )
    session.say(told.format(n=n, round=into, sources=found.in_words))


def _decide(
    session: Session,
    compared: "Compared",
    threshold: float,
    into: str,
    ids: tuple[str, ...],
    said: Mapping[str, Any],
) -> None:
    from qualwb.acts.adjudications import decide
    from qualwb.analysis.agreement.coded_by_hand import as_seen, besides_decision, coded_by_hand
    from qualwb.analysis.agreement.disagreements import disagreements
    from qualwb.exchange.tables.disagreements import settled_in_words

    with session.project.reading() as connection:
        result = disagreements(connection, compared, threshold)
        found = result.found
        by_hand = coded_by_hand(connection, into)
    wanted = [_named(found, asked) for asked in dict.fromkeys(ids)]
    _refuse_one_place_twice(wanted)
    verdicts = [_verdict(session, one, said) for one in wanted]
    for one in wanted if said["take"] else ():
        if all(side.coder != said["take"] or side.code is None for side in one.sides):
            nothing = _("{id}: {coder} has nothing there; to code nothing, take neither.")
            raise QualwbError(nothing.format(id=one.id, coder=said["take"]))
    for one, verdict in zip(wanted, verdicts, strict=True):
        gone = besides_decision(by_hand, one, verdict.taken_from) if said["replace"] else ()
        decide(session.researcher, one.seen, verdict, into, as_seen(gone), as_of=result.as_of)
    judged = {key for one in wanted for key in one.seen}
    left = sum(one.decision is None and judged.isdisjoint(one.seen) for one in found)
    told = ngettext(
        "{n} decided into '{round}', {left} left.", "{n} decided into '{round}', {left} left.", len(wanted)
    )
    session.say(told.format(n=len(wanted), round=into, left=left))
    for one, verdict in zip(wanted, verdicts, strict=True):
        if one.decision is not None:
            before = _("{id}: took the place of an earlier decision by {coder}: {what}.")
            what = settled_in_words(one)
            session.say(before.format(id=one.id, coder=one.decision.by, what=what))
        for there in () if said["replace"] else besides_decision(by_hand, one, verdict.taken_from):
            beside = _(
                "{id}: '{code}' on ”{quote}”, coded by {coder}, stays in '{round}'; --replace ends that."
            )
            quote = shortened(there.quote, 60)
            session.say(beside.format(id=one.id, code=there.code, quote=quote, coder=there.coder, round=into))


def _refuse_one_place_twice(wanted: Sequence["Disagreement"]) -> None:
    """Raise ``QualwbError`` for two on one coding: the second decision would replace the first."""
    for one, other in combinations(wanted, 2):
        if not one.seen.keys().isdisjoint(other.seen):
            raise QualwbError(
                _("{id} and {other} are about the same coding: decide one of them.").format(
                    id=one.id, other=other.id
                ),
                _("What is decided of it settles the place for the others."),
            )


def _named(found: Sequence["Disagreement"], asked: str) -> "Disagreement":
    """The disagreement whose id begins so."""
    named = [one for one in found if one.id.startswith(asked.casefold())]
    if len(named) == 1:
        return named[0]
    if named:
        raise QualwbError(
            _("'{id}' is the beginning of several ids: {ids}.").format(
                id=asked, ids=", ".join(one.id for one in named)
            )
        )
    raise QualwbError(
        _("There is no disagreement '{id}'.").format(id=asked),
        _("An id holds until a coding there is changed; see qualwb disagreements."),
    )


def _verdict(session: Session, one: "Disagreement", said: Mapping[str, Any]) -> "Verdict":
    from qualwb.acts.adjudications import Outcome, Verdict
    from qualwb.acts.passages import passage_at

    passage = None
    if said["at"]:
        start, dash, end = said["at"].partition("-")
        if not (dash and start.isdecimal() and end.isdecimal()):
            raise click.UsageError(_("--at takes START-END, as 120-184."))
        with session.project.reading() as connection:
            passage = passage_at(connection, one.source, int(start), int(end))
    new = bool(said["at"] or said["codes"])
    outcomes = {
        Outcome.ONE: said["take"],
        Outcome.BOTH: said["both"],
        Outcome.NEITHER: said["neither"],
        Outcome.NEW: new,
    }
    return Verdict(
        next(outcome for outcome, chosen in outcomes.items() if chosen),
        taken_from=said["take"] or "",
        passage=passage,
        codes=said["codes"],
        reason=said["reason"],
        example_of=said["example"],
        counter_example_of=said["counter_example"],
    )
