"""Results of the analyses as tables: co-occurrence, participation, saturation, words."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qualwb.analysis.who_counts import role_name
from qualwb.analysis.word_counts import word_note
from qualwb.exchange.numbers import UNDEFINED, bar, defined, number, percent, share
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.analysis.cooccurrence import Cooccurrence
    from qualwb.analysis.participation import Participation
    from qualwb.analysis.saturation import Saturation
    from qualwb.analysis.word_frequencies import WordFrequencies


def cooccurrence_table(result: "Cooccurrence") -> Table:
    """The pairs with their coefficients; what a unit is stands below."""
    unit = {
        None: ngettext("{n} passage, near: shared text", "{n} passages, near: shared text", result.units),
        0: ngettext("{n} turn, near: the same turn", "{n} turns, near: the same turn", result.units),
    }.get(result.within, ngettext("{n} turn, near: within {k}", "{n} turns, near: within {k}", result.units))
    notes = [_("Units: {unit}").format(unit=unit.format(n=result.units, k=result.within))]
    notes.append(_("c = n12 / (n1 + n2 - n12), each unit counted once; NPMI from 3 common units on"))
    if any(pair.skewed for pair in result.pairs):
        notes.append(_("* one is more than 5 times as common as the other: read c with care"))
    return Table(
        (
            *(_("First"), _("Second"), "n1", "n2", "n12", "c", "P(1|2)", "P(2|1)", "NPMI"),
            *(_("Jaccard"), _("Characters"), ""),
        ),
        [
            (
                *(pair.first, pair.second, pair.n1, pair.n2, pair.both),
                pair.c,
                defined(pair.first_given_second),
                defined(pair.second_given_first),
                defined(pair.npmi),
                defined(pair.jaccard),
                defined(pair.character_overlap),
                "*" if pair.skewed else None,
            )
            for pair in result.pairs
        ],
        notes=(*notes, *result.notes),
        data=lambda: asdict(result),
        numeric=frozenset(range(2, 11)),
        caption=_("Co-occurrence"),
    )


def participation_table(results: Sequence["Participation"], *, bars: bool = False) -> Table:
    """Who says how much, by group; the measures of each group stand below. ``bars`` adds a plot."""
    columns = (
        *(_("Group"), _("Speaker"), _("Role"), _("Turns"), _("Words"), _("Words a turn")),
        *(_("Share"), _("Of participants")),
    )
    rows: list[tuple[Cell, ...]] = []
    for group in results:
        rows += [
            (
                *(group.name, voice.name, role_name(voice.role) or UNDEFINED),
                *map(defined, (voice.turns, voice.words, voice.mean_words)),
                share(voice.share),
                share(voice.share_of_participants),
                *((bar(voice.share),) if bars else ()),
            )
            for voice in group.voices
        ]
        if group.turns is None and not group.voices:
            rows.append((group.name, *[UNDEFINED] * 7, *(("",) if bars else ())))
    return Table(
        (*columns, *(("",) if bars else ())),
        rows,
        notes=(*(_measures(group) for group in results), word_note()),
        data=lambda: [_participation_data(group) for group in results],
        numeric=frozenset(range(3, 8)),
        caption=_("Participation"),
    )


def followings_table(results: Sequence["Participation"]) -> Table:
    """Who speaks directly after whom, beside what the numbers of turns alone let expect."""
    return Table(
        (_("Group"), _("Speaker"), _("Follower"), _("Observed"), _("Expected"), _("O/E")),
        [
            (
                *(group.name, found.speaker, found.follower, found.observed),
                defined(found.expected),
                defined(found.ratio),
            )
            for group in results
            for found in group.followings
        ],
        notes=(
            _("Expected: quasi-independence of the numbers of turns, nobody follows themselves"),
            *(
                _(
                    "{group}: participant after participant {share}, the floor returns (A-B-A) {returns}"
                ).format(
                    group=group.name,
                    share=percent(group.participant_to_participant),
                    returns=percent(group.returns),
                )
                for group in results
            ),
        ),
        data=lambda: [_participation_data(group) for group in results],
        numeric=frozenset({3, 4, 5}),
        caption=_("Who speaks after whom"),
    )


def saturation_table(result: "Saturation", *, bars: bool = False) -> Table:
    """The accumulation over groups in order and over all orders; estimates and warnings stand below."""
    columns = (
        _("Group") if result.over == "groups" else _("Source"),
        *(_("New"), _("Cumulative"), _("Mean of orders"), _("Fewest"), _("Most")),
        _("Seen before"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            *(unit, result.new[index], result.cumulative[index]),
            defined(result.mean[index]),
            *(result.lowest[index], result.highest[index]),
            share(result.seen_before[index - 1]) if index else None,
            *((bar(result.cumulative[index] / result.items if result.items else None),) if bars else ()),
        )
        for index, unit in enumerate(result.units)
    ]
    return Table(
        (*columns, *(("",) if bars else ())),
        rows,
        notes=(*result.warnings, *ratio_in_words(result), *_unseen(result), *result.notes),
        data=lambda: asdict(result),
        numeric=frozenset(range(1, 7)),
        caption=_("Saturation"),
    )


def words_table(found: "WordFrequencies") -> Table:
    """Words or lemmas by frequency, with the forms that were met."""
    total = ngettext("Per 1000 of {n} word", "Per 1000 of {n} words", found.total).format(n=found.total)
    beside = any(row.typical is not None for row in found.words)
    return Table(
        (
            *(_("Word"), _("Count"), _("Per 1000")),
            *((_("Elsewhere"), _("Typical")) if beside else ()),
            *(_("Groups"), _("Sources"), _("Forms")),
        ),
        [
            (
                *(row.word, row.count, defined(row.per_thousand)),
                *((defined(row.elsewhere), defined(row.typical)) if beside else ()),
                *(row.groups, row.sources),
                ", ".join(row.forms) if row.forms != (row.word,) else "",
            )
            for row in found.words
        ],
        notes=(total, *found.notes, word_note()),
        data=lambda: [asdict(row) for row in found.words],
        numeric=frozenset(range(1, 7 if beside else 5)),
        caption=_("Words"),
    )


def _participation_data(group: "Participation") -> dict[str, Any]:
    data = asdict(group)
    for found, followed in zip(data["followings"], group.followings, strict=True):
        found["ratio"] = followed.ratio
    return data


def _measures(group: "Participation") -> str:
    unnamed = group.unnamed_turns
    if group.turns is None:
        return ngettext(
            "{group}: {n} turn, which names no speaker: who says how much is undefined",
            "{group}: {n} turns, none of which names a speaker: who says how much is undefined",
            unnamed,
        ).format(group=group.name, n=unnamed)
    text = _(
        "{group}: turns {turns}, words {words}; participants' words: Gini {gini} (normalised {normalised}), "
        "entropy {entropy}; moderator {moderator} of the words"
    ).format(
        group=group.name,
        turns=group.turns,
        words=group.words,
        gini=number(group.gini_words),
        normalised=number(group.gini_words_normalised),
        entropy=number(group.entropy_words),
        moderator=percent(group.moderator_words),
    )
    if group.longest_without_moderator is not None:
        text += "; " + ngettext(
            "longest stretch without the moderator {n} turn",
            "longest stretch without the moderator {n} turns",
            group.longest_without_moderator,
        ).format(n=group.longest_without_moderator)
    if unnamed:
        text += "; " + ngettext(
            "{n} turn names no speaker and is not counted",
            "{n} turns name no speaker and are not counted",
            unnamed,
        ).format(n=unnamed)
    if group.backchannels is not None:
        text += "; " + ngettext(
            "{n} backchannel left out", "{n} backchannels left out", group.backchannels
        ).format(n=group.backchannels)
    return text


def ratio_in_words(result: "Saturation") -> list[str]:
    """The ratios of new information by the rule, and where it is reached; nothing where it can't be told."""
    guest = result.guest
    if guest is None:
        return []
    steps = ", ".join(f"{step.label}: {step.new} ({percent(step.ratio, 1)})" for step in guest.steps)
    reached = _("reached at {step}").format(step=guest.reached) if guest.reached else _("not reached")
    if result.only_quotes:
        reached = _("not judged")
    return [
        _("New information ratio (base {base}, run {run}, threshold {threshold}): {steps}; {reached}").format(
            base=guest.base,
            run=guest.run,
            threshold=percent(guest.threshold),
            steps=steps,
            reached=reached,
        )
    ]


def _unseen(result: "Saturation") -> list[str]:
    unseen = result.unseen
    return [
        _(
            "Seen {n}; estimates of all: Chao2 {chao2} (s.e. {se}), jackknife 1 {jack1}, jackknife 2 {jack2}"
        ).format(
            n=result.items,
            chao2=number(unseen.chao2, 1),
            se=number(unseen.chao2_se, 1),
            jack1=number(unseen.jack1, 1),
            jack2=number(unseen.jack2, 1),
        )
    ]
