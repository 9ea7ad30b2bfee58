"""The items of COREQ that a project can answer.

Tong, A., Sainsbury, P. & Craig, J. (2007). Consolidated criteria for reporting qualitative research (COREQ).
International Journal for Quality in Health Care 19(6), 349-357.
"""

from collections import Counter

from qualwb import __version__
from qualwb.analysis.method_facts import MethodFacts
from qualwb.analysis.saturation import Saturation
from qualwb.exchange.journal_words import act_in_words
from qualwb.exchange.numbers import clock
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


def coreq_table(facts: MethodFacts, saturation: Saturation) -> Table:
    """Items of COREQ by their numbers, with what the project knows of each."""
    items = (
        (12, _("Sample size"), _sample(facts)),
        (15, _("Presence of non-participants"), _observers(facts)),
        (16, _("Description of sample"), _attribute_names(facts)),
        (17, _("Interview guide"), _guide(facts)),
        (18, _("Repeat interviews"), _repeats(facts)),
        (20, _("Field notes"), _notes(facts)),
        (21, _("Duration"), _durations(facts)),
        (22, _("Data saturation"), _saturation(saturation)),
        (24, _("Number of data coders"), _coders(facts)),
        (25, _("Description of the coding tree"), _tree(facts)),
        (26, _("Derivation of themes"), _derivation(facts)),
        (27, _("Software"), f"qualwb {__version__}"),
        (29, _("Quotations presented"), _("yes, each cited by its group")),
        (31, _("Clarity of major themes"), _themes(facts.top_themes)),
        (32, _("Clarity of minor themes"), _themes(facts.sub_themes)),
    )
    return Table(
        (_("No."), _("Item"), _("What the project holds")),
        [(number, item, told or _("not in the project")) for number, item, told in items],
        title=_("COREQ items filled from the project"),
        numeric=frozenset({0}),
    )


def _sample(facts: MethodFacts) -> str:
    n = len(facts.groups)
    groups = ngettext("{n} group", "{n} groups", n).format(n=n)
    if not facts.participants:
        return groups
    people = ngettext("{n} participant", "{n} participants", facts.participants)
    return f"{groups}, {people.format(n=facts.participants)}"


def _observers(facts: MethodFacts) -> str:
    n = facts.observers
    return ngettext("{n} observer took part", "{n} observers took part", n).format(n=n) if n else ""


def _attribute_names(facts: MethodFacts) -> str:
    return ", ".join(dict.fromkeys(count.name for count in facts.attributes))


def _guide(facts: MethodFacts) -> str:
    labels = "; ".join(row.label for row in facts.questions)
    n = len(facts.questions)
    told = ngettext("{n} question: {labels}", "{n} questions: {labels}", n)
    return told.format(n=n, labels=labels) if n else ""


def _repeats(facts: MethodFacts) -> str:
    again = [group.name for group in facts.groups if group.sources > 1]
    return ", ".join(again) or _("none: one source a group")


def _notes(facts: MethodFacts) -> str:
    return ", ".join(f"{n} {_(kind)}" for kind, n in facts.memos.items())


def _durations(facts: MethodFacts) -> str:
    known = facts.durations
    if not known:
        return ""
    span = clock(known[0]) if known[0] == known[-1] else f"{clock(known[0])}–{clock(known[-1])}"
    return _("{span} ({n} of {k} sources have times)").format(span=span, n=len(known), k=facts.sources)


def _saturation(saturation: Saturation) -> str:
    if not saturation.units:
        return ""
    told = _("{items} themes; new per group: {new}").format(
        items=saturation.items, new=", ".join(map(str, saturation.new))
    )
    return "; ".join((told, *saturation.warnings[:1]))


def _coders(facts: MethodFacts) -> str:
    return f"{len(facts.coders)}: {', '.join(facts.coders)}" if facts.coders else ""


def _tree(facts: MethodFacts) -> str:
    return _("{n} codes, {top} of them at the top; the tree is in the appendix").format(
        n=facts.codes, top=facts.top_codes
    )


def _derivation(facts: MethodFacts) -> str:
    named = ", ".join(f"{_(origin)} {n}" for origin, n in facts.origins)
    acts = Counter(act.act for act in facts.deriving)
    changes = ", ".join(f"{act_in_words(act)} {n}" for act, n in sorted(acts.items()))
    told = (
        _("origin of codings: {origins}").format(origins=named) if named else "",
        _("acts in the journal: {acts}").format(acts=changes) if changes else "",
    )
    return "; ".join(filter(None, told))


def _themes(n: int) -> str:
    return ngettext("{n} theme", "{n} themes", n).format(n=n) if n else ""
