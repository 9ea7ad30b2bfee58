"""What a project holds of the team and the design of a study: items 1 to 21 of COREQ."""

from qualwb.analysis.circumstances import ABSENT, DATE, PLACE, noted
from qualwb.analysis.group_facts import GroupFacts
from qualwb.analysis.method_facts import MethodFacts
from qualwb.analysis.small_cells import SMALL_CELL, is_small
from qualwb.exchange.checklists.items import NOTHING, Held
from qualwb.exchange.checklists.known import Known
from qualwb.exchange.numbers import clock
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


def held_of_design(known: Known) -> dict[int, Held]:
    """By number, what is known and what is left to tell."""
    facts = known.method
    return {
        1: _leaders(facts),
        8: _reflexivity(known),
        12: _sample(facts),
        13: _absent(facts),
        14: _places(facts),
        15: _observers(facts),
        16: _description(facts),
        17: _guide(facts),
        18: NOTHING if known.only_quotes else _repeats(facts),
        20: _notes(facts),
        21: NOTHING if known.only_quotes else _lengths(facts),
    }


def _leaders(facts: MethodFacts) -> Held:
    found = facts.moderators
    named = [f"{name} ({', '.join(groups)})" for name, groups in found.groups_of.items()]
    told = {group for groups in found.groups_of.values() for group in groups}
    missing = ", ".join(group.name for group in facts.groups if group.name not in told)
    rest = _("Who led {groups}?").format(groups=missing) if missing else ""
    return Held("; ".join(named), rest if named else "")


def _observers(facts: MethodFacts) -> Held:
    found = facts.observers
    if not found.groups:
        return NOTHING
    where = _("{n} of {k} groups").format(n=len(found.groups), k=len(facts.groups))
    rest = _("Who observed {groups}?").format(groups=", ".join(found.unnamed)) if found.unnamed else ""
    if not found.groups_of:
        return Held(_("An observer in {where}.").format(where=where), rest)
    named, n = ", ".join(found.groups_of), len(found.groups_of)
    told = ngettext("{named} as observer in {where}.", "{named} as observers in {where}.", n)
    return Held(told.format(named=named, where=where), rest)


def _reflexivity(known: Known) -> Held:
    n = known.reflexivity
    told = ngettext(
        "{n} memo on reflexivity, printed in the report under 'Reflexivity'",
        "{n} memos on reflexivity, printed in the report under 'Reflexivity'",
        n,
    )
    return Held(told.format(n=n) if n else "")


def _sample(facts: MethodFacts) -> Held:
    n = len(facts.groups)
    if not n:
        return NOTHING
    groups = ngettext("{n} group", "{n} groups", n).format(n=n)
    if not facts.participants:
        return Held(groups, _("How many took part?"))
    people = ngettext("{n} participant", "{n} participants", facts.participants)
    told = f"{groups}, {people.format(n=facts.participants)}"
    unknown = [group.name for group in facts.groups if group.participants is None]
    sizes = [group.participants for group in facts.groups if group.participants]
    if n > 1 and len(sizes) == n:
        told += " " + _("({span} in each group)").format(span=_span(str(min(sizes)), str(max(sizes))))
    if unknown:
        return Held(told, _("How many took part in {groups}?").format(groups=", ".join(unknown)))
    return Held(told)


def _absent(facts: MethodFacts) -> Held:
    noted_of = {group.name: noted(group.attributes, ABSENT) for group in facts.groups}
    named = "; ".join(f"{group}: {absent}" for group, absent in noted_of.items() if absent)
    told = _("Absent: {groups}").format(groups=named) if named else ""
    return Held(told, _("How many declined, dropped out or did not come, and why?") if told else "")


def _places(facts: MethodFacts) -> Held:
    places = [noted(group.attributes, PLACE) for group in facts.groups]
    return Held(", ".join(dict.fromkeys(filter(None, places))))


def _description(facts: MethodFacts) -> Held:
    """What the participants are said to be, and when they met."""
    values: dict[str, list[tuple[str, int]]] = {}
    for count in facts.attributes:
        values.setdefault(count.name, []).append((count.value, count.participants))
    told = [f"{name}: {_shares(counts)}" for name, counts in values.items()]
    dates = sorted(filter(None, (noted(group.attributes, DATE) for group in facts.groups)))
    if dates:
        told.append(_("the groups met {span}").format(span=_span(dates[0], dates[-1])))
    return Held("; ".join(told), "" if values else _("What matters to know of the participants?"))


def _shares(counts: list[tuple[str, int]]) -> str:
    """The values with their numbers; those of few people without, since they may be known by them."""
    common = [f"{value} {n}" for value, n in counts if not is_small(n)]
    rare = sorted(value for value, n in counts if is_small(n))
    if rare:
        few = _("{values} (fewer than {n} of each)")
        common.append(few.format(values=", ".join(rare), n=SMALL_CELL))
    return ", ".join(common)


def _guide(facts: MethodFacts) -> Held:
    if not facts.questions:
        return NOTHING
    asked = "; ".join((row.text or row.label).strip().rstrip(".") for row in facts.questions)
    told = _("The guide asks: {questions}").format(questions=asked)
    return Held(told, _("Was the guide tried out beforehand?"))


def _repeats(facts: MethodFacts) -> Held:
    if not facts.groups:
        return NOTHING
    again = [
        _("{group} ({n} transcripts)").format(group=group.name, n=group.sources)
        for group in facts.groups
        if group.sources > 1
    ]
    if again:
        rest = _("Did these groups meet more than once, or is a talk in several files?")
        return Held(", ".join(again), rest)
    return Held(_("None: each group met once."))


def _notes(facts: MethodFacts) -> Held:
    notes = facts.field_notes
    told = []
    if notes.groups:
        where = _("{n} of {k} groups").format(n=len(notes.groups), k=len(facts.groups))
        told.append(_("impressions of {where} were written down").format(where=where))
    if notes.at_passages:
        told.append(_("questions and ideas were noted at passages of the transcripts"))
    by = _("by {names}").format(names=", ".join(notes.writers)) if notes.writers else ""
    text = f"{'; '.join(told)} ({by})" if told and by else "; ".join(told)
    return Held(text, _("Were notes taken while the groups met too, and by whom?") if text else "")


def _lengths(facts: MethodFacts) -> Held:
    missing = ", ".join(group.name for group in facts.groups if group.seconds is None)
    told = _told_lengths([group for group in facts.groups if group.seconds is not None])
    return Held(told, _("How long was {groups}?").format(groups=missing) if told and missing else "")


def _told_lengths(groups: list[GroupFacts]) -> str:
    """The shortest and the longest: in minutes where they are noted so, else by the clock."""
    if not groups:
        return ""
    seconds = sorted(group.seconds or 0.0 for group in groups)
    span = _span(clock(seconds[0]), clock(seconds[-1]))
    if not all(group.is_length_noted for group in groups):
        return f"{span}; " + _("by the last time of the transcript where no length is noted")
    if any(length % 60 for length in seconds):
        return span
    minutes = [str(round(length / 60)) for length in (seconds[0], seconds[-1])]
    return _("{span} minutes").format(span=_span(*minutes))


def _span(least: str, greatest: str) -> str:
    """'3–7'; one of them where they are equal."""
    return least if least == greatest else f"{least}–{greatest}"
