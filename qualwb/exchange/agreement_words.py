"""Agreement in words: what was counted on what, and the figures over all codes."""

from collections.abc import Iterator, Mapping

from qualwb.acts.agreement_choice import AgreementNotUsed
from qualwb.analysis.agreement.bootstrap import Bootstrapped
from qualwb.analysis.agreement.coder_agreement import CoderAgreement
from qualwb.analysis.agreement.measured import MeasuredAgreement
from qualwb.analysis.agreement.reworked_codes import Reworked
from qualwb.analysis.agreement.solved import Solved
from qualwb.analysis.coder_names import NO_PERSON
from qualwb.analysis.method_facts import MethodFacts
from qualwb.exchange.numbers import number, percent
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


def agreement_notes(found: CoderAgreement) -> tuple[str, ...]:
    """What stands below the table, in whole lines."""
    return (
        *found.chosen,
        *uneven_notes(found),
        _("Unit: characters of the text, the moderators' too. {basis}").format(basis=basis_in_words(found)),
        *beside_notes(found),
        *left_out_notes(found.left_out),
        *_late_notes(found.late, found.round),
        *reworked_notes(found.reworked),
        where_in_words(found),
        *pair_notes(found),
        *what_in_words(found),
        *_way_out(found),
        *interval_notes(found),
        *sign_notes(found),
    )


def label_head(kind: str) -> str:
    """The head of the column of codes or themes."""
    return _("Theme") if kind == "themes" else _("Code")


def basis_in_words(found: CoderAgreement | MeasuredAgreement) -> str:
    """The n, the sources, the coders and the threshold."""
    sources = ngettext("{n} source", "{n} sources", len(found.sources)).format(n=len(found.sources))
    told = _(
        "n = {characters} in {sources} ({names}), round {round}, coders {coders}. Two passages match when"
        " their overlap is at least {threshold} of their union."
    )
    return told.format(
        characters=found.characters,
        sources=sources,
        names=", ".join(found.sources),
        round=found.round,
        coders=", ".join(found.coders),
        threshold=percent(found.threshold),
    )


def beside_notes(found: CoderAgreement) -> tuple[str, ...]:
    """Who coded in the round and is not compared; nothing where all are."""
    told = _("Not compared: {coders}, who coded in the round too.")
    return (told.format(coders=", ".join(found.beside)),) if found.beside else ()


def left_out_notes(left_out: Mapping[str, str]) -> tuple[str, ...]:
    """Which sources are not counted, and why; nothing where all are."""
    if not left_out:
        return ()
    alone, nobody = _("only {coder} has coded it"), _("none of them has coded it")
    named = (f"{name} ({alone.format(coder=coder) if coder else nobody})" for name, coder in left_out.items())
    return (_("Left out: {sources}.").format(sources=", ".join(named)),)


def _late_notes(late: int, round_: str) -> tuple[str, ...]:
    """That some of it was coded when all could see each other's work; nothing where none was."""
    told = ngettext(
        "{n} coding was made after round {round} was released, when all saw each other's: it counts here.",
        "{n} codings were made after round {round} was released, when all saw each other's: they count here.",
        late,
    )
    return (told.format(n=late, round=round_),) if late else ()


def reworked_notes(reworked: Reworked) -> tuple[str, ...]:
    """That codes were merged, split or deleted since, or may have been; nothing where none was."""
    told = ngettext(
        "{n} act has merged, split or deleted codes of these codings (it stands in the journal):"
        " the figures are of the codes as they are now.",
        "{n} acts have merged, split or deleted codes of these codings (they stand in the journal):"
        " the figures are of the codes as they are now.",
        reworked.acts,
    )
    arrived = _(
        "Codings came from a file without its journal: whether codes of theirs were merged, split or deleted"
        " before is not known here."
    )
    return (
        *([told.format(n=reworked.acts)] if reworked.acts else []),
        *([arrived] if reworked.arrived else []),
    )


def uneven_notes(found: CoderAgreement) -> tuple[str, ...]:
    """How much each has coded where one has coded far less, and what that does; who has not finished."""
    uneven = f"{found.uneven} {_('That lowers |u-alpha and the coverage.')}" if found.uneven else ""
    return tuple(filter(None, (uneven, found.unfinished)))


def pair_notes(found: CoderAgreement) -> tuple[str, ...]:
    """The figures over all codes two by two, where more than two coders are compared."""
    if not found.pairs:
        return ()
    what = any(pair.overall.what is not None for pair in found.pairs)
    told = (
        _("{coders} {where}, cu-alpha {what}").format(
            coders=" – ".join(pair.coders), where=number(pair.overall.where), what=number(pair.overall.what)
        )
        if what
        else f"{' – '.join(pair.coders)} {number(pair.overall.where)}"
        for pair in found.pairs
    )
    return (_("Two by two: {pairs}.").format(pairs="; ".join(told)),)


def where_in_words(found: CoderAgreement) -> str:
    """|u-alpha over all codes, or why there is none."""
    overall = found.overall
    if overall.where is None:
        return overall.why_no_where
    told = _("Same places (|u-alpha, any code): {alpha}.")
    return told.format(alpha=_with_interval(overall.where, overall.where_interval))


def what_in_words(found: CoderAgreement) -> tuple[str, ...]:
    """cu-alpha with its coverage; where it is undefined why, and the means of the codes' alphas."""
    overall, covered = found.overall, percent(found.overall.coverage)
    if overall.what is not None:
        told = _("Same codes where they have coded together (cu-alpha): {alpha}, coverage {coverage}.")
        alpha = _with_interval(overall.what, overall.what_interval)
        return (told.format(alpha=alpha, coverage=covered),)
    lines = [
        overall.why_no_what,
        _("Coded together: {coverage} of the characters.").format(coverage=covered),
    ]
    if overall.labels_overlap and found.mean_alpha is not None:
        means = _("|u-alpha of the codes one by one: mean {mean}, weighted by characters {weighted}.")
        lines.append(means.format(mean=number(found.mean_alpha), weighted=number(found.weighted_alpha)))
    return tuple(lines)


def no_figure_in_words(choice: AgreementNotUsed) -> str:
    """That there is no figure of agreement, and why."""
    told = _("No figure of agreement between coders is given, because: {reason}")
    return told.format(reason=choice.reason.rstrip("."))


def solved_in_words(facts: MethodFacts, decided: Solved) -> str:
    """How the coders' disagreements were solved, as far as the project knows; '' where it does not."""
    agreed = [row.round for row in facts.rounds if row.round.casefold() in NO_PERSON]
    told = [_decisions(decided)] if decided.decisions else []
    if agreed:
        stands = _("What the coders agreed on after coding apart stands in the round '{round}'.")
        told.append(stands.format(round=agreed[0]))
    return " ".join(told)


def _decisions(decided: Solved) -> str:
    """The decisions: how many, by whom, what was taken, how many with a reason, what they settled."""
    taken = {
        "one": _("{n} as one of the coders had it"),
        "both": _("{n} as both had it"),
        "neither": _("{n} without a code"),
        "new": _("{n} with other words or another code"),
    }
    parts = [
        words.format(n=decided.outcomes[name]) for name, words in taken.items() if decided.outcomes[name]
    ]
    n = decided.decisions
    told = ngettext(
        "{n} decision on disagreements was taken, by {names}: {parts}; {reasons} with a written reason.",
        "{n} decisions on disagreements were taken, by {names}: {parts}; {reasons} with a written reason.",
        n,
    )
    told = told.format(n=n, names=", ".join(decided.by), parts=", ".join(parts), reasons=decided.with_reason)
    if decided.apart:
        by_now = _("Of {apart} disagreements between the coders compared {n} are decided.")
        told = f"{told} {by_now.format(apart=decided.apart, n=decided.apart - decided.left)}"
    if not decided.moot:
        return told
    gone = ngettext(
        "{n} of them was on a coding that was taken away since.",
        "{n} of them were on codings that were taken away since.",
        decided.moot,
    )
    return f"{told} {gone.format(n=decided.moot)}"


def _way_out(found: CoderAgreement) -> Iterator[str]:
    if found.overall.labels_overlap:
        yield _("For cu-alpha choose codes, or themes, of which a passage never has more than one.")


def _with_interval(value: float | None, interval: Bootstrapped | None) -> str:
    if interval is None:
        return number(value)
    bounds = _("{value} (95 % interval {low} to {high})")
    return bounds.format(value=number(value), low=number(interval.low), high=number(interval.high))


def interval_notes(found: CoderAgreement) -> Iterator[str]:
    """How the intervals were made; nothing where none were asked for."""
    overall = found.overall
    if not overall.drawn.resamples:
        return
    intervals = [one for one in (overall.where_interval, overall.what_interval) if one is not None]
    if not intervals:
        yield _("No intervals: there are fewer than two parts of the material to draw from.")
        return
    drawn = (
        ngettext("{n} source", "{n} sources", overall.drawn.parts)
        if overall.drawn.what == "sources"
        else ngettext("{n} passage", "{n} passages", overall.drawn.parts)
    ).format(n=overall.drawn.parts)
    told = _("Intervals: bootstrap percentiles, {drawn} drawn {times} times; undefined in {undefined} draws.")
    undefined = max(one.undefined for one in intervals)
    yield told.format(drawn=drawn, times=overall.drawn.resamples, undefined=undefined)


def sign_notes(found: CoderAgreement) -> Iterator[str]:
    """What the columns and signs of the table mean."""
    tables = (found, *found.pairs)
    yield _("Units: passages of a coder under a code that touch or overlap are one.")
    yield _("Jaccard: what both have coded, of what one of them has at least. |u-alpha: the code or not.")
    if any(row.is_few for table in tables for row in table.labels):
        yield _("* fewer than 5 passages: a single one turns the figures over.")
    if any(row.alpha is None for table in tables for row in table.labels):
        yield _("– is undefined: the whole text bears the code.")
