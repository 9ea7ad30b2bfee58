"""What a project holds of the analysis and its findings: items 22 to 32 of COREQ."""

from collections import Counter

from qualwb import __version__
from qualwb.act_words import act_in_words
from qualwb.acts.saturation_choice import SaturationNotUsed, SaturationUsed
from qualwb.analysis.claims import NOT_BORNE_OUT
from qualwb.analysis.method_facts import MethodFacts
from qualwb.analysis.saturation import Saturation
from qualwb.analysis.themes import Spread
from qualwb.exchange.checklists.items import NOTHING, Held
from qualwb.exchange.checklists.known import Known
from qualwb.exchange.saturation_words import saturation_in_words
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


def held_of_analysis(known: Known) -> dict[int, Held]:
    """By number, what is known and what is left to tell."""
    facts = known.method
    return {
        22: _saturation(known),
        24: _coders(facts),
        25: _tree(facts),
        26: _derivation(facts),
        27: Held(f"qualwb {__version__}"),
        29: _quotations(facts),
        30: _consistency(known),
        31: _main_themes(known),
        32: _minor_themes(known),
    }


def _saturation(known: Known) -> Held:
    found, choice = known.saturation, known.choice
    if isinstance(choice, SaturationNotUsed):
        return Held(saturation_in_words(choice), by_team=True)
    counted = "" if known.only_quotes else _counted(found)
    if isinstance(choice, SaturationUsed):
        return Held("; ".join(filter(None, (saturation_in_words(choice), counted))), by_team=True)
    return Held(counted, _("Say whether saturation is used, or not used and why.") if counted else "")


def _counted(found: Saturation) -> str:
    if not found.units or not found.items:
        return ""
    told = ngettext("{n} theme; new per group: {new}", "{n} themes; new per group: {new}", found.items)
    told = told.format(n=found.items, new=", ".join(map(str, found.new)))
    reached = ""
    if found.guest:
        step = found.guest.reached
        reached = _("reached at {step}").format(step=step) if step else _("not reached")
    return "; ".join(filter(None, (told, reached, *found.warnings[:1])))


def _coders(facts: MethodFacts) -> Held:
    if not facts.coding_people:
        return NOTHING
    rounds: dict[str, list[str]] = {}
    for row in facts.rounds:
        rounds.setdefault(row.round, []).append(row.coder)
    told = f"{len(facts.coding_people)}: {', '.join(facts.coding_people)}"
    if len(facts.coders) < 2:
        return Held(told)
    said = _("round {name}: {coders}")
    how = "; ".join(said.format(name=name, coders=", ".join(labels)) for name, labels in rounds.items())
    return Held(f"{told} ({how})" if how else told)


def _tree(facts: MethodFacts) -> Held:
    if not facts.codes:
        return NOTHING
    told = ngettext(
        "{n} code, {top} at the top, {defined} with a definition; see the codebook in the report's appendix",
        "{n} codes, {top} at the top, {defined} with a definition; see the codebook in the report's appendix",
        facts.codes,
    )
    return Held(told.format(n=facts.codes, top=facts.top_codes, defined=facts.defined_codes))


def _derivation(facts: MethodFacts) -> Held:
    told = []
    if facts.codebooks:
        told.append(_("codebooks added: {names}").format(names="; ".join(facts.codebooks)))
    in_vivo = dict(facts.origins).get("in vivo", 0)
    if in_vivo:
        said = ngettext("{n} coding in the talk's own words", "{n} codings in the talk's own words", in_vivo)
        told.append(said.format(n=in_vivo))
    acts = Counter(act.act for act in facts.deriving)
    if acts:
        changes = ", ".join(f"{act_in_words(act)} {n}" for act, n in sorted(acts.items()))
        told.append(_("acts in the journal: {acts}").format(acts=changes))
    decisions = facts.memos.get("decision", 0)
    if decisions:
        said = ngettext("{n} memo on decisions", "{n} memos on decisions", decisions)
        told.append(said.format(n=decisions))
    rest = _("Were the themes set beforehand, or did they grow out of the data?")
    return Held("; ".join(told), rest if told else "")


def _quotations(facts: MethodFacts) -> Held:
    if not facts.origins or not (facts.top_themes or facts.sub_themes):
        return NOTHING
    return Held(_("Yes: quotes stand under each theme, each with the group that it comes from."))


def _consistency(known: Known) -> Held:
    judged = [theme for theme in known.themes if theme.claim_holds is not None]
    if not judged:
        return NOTHING
    doubtful = [theme for theme in judged if theme.is_overclaimed]
    n, k = len(judged) - len(doubtful), len(judged)
    told = ngettext(
        "{n} of {k} claim of how many groups a theme holds for is borne out by the codings",
        "{n} of {k} claims of how many groups a theme holds for are borne out by the codings",
        k,
    ).format(n=n, k=k)
    if not doubtful:
        return Held(told)
    named = "; ".join(theme.name for theme in doubtful)
    rest = _("Change the claims or look again: {themes}").format(themes=named)
    return Held(f"{told} {NOT_BORNE_OUT}", rest)


def _main_themes(known: Known) -> Held:
    names = [theme.name for theme in known.themes if theme.depth == 0]
    return Held(_listed(names, ngettext("{n} main theme", "{n} main themes", len(names))))


def _minor_themes(known: Known) -> Held:
    """Themes beneath, those of one group alone, and what speaks against a theme."""
    beneath = sum(theme.depth > 0 for theme in known.themes)
    lone = [theme for theme in known.themes if theme.spread is Spread.ONE]
    main = [theme.name for theme in lone if theme.depth == 0]
    minor = [theme.name for theme in lone if theme.depth > 0]
    countered = [theme.name for theme in known.themes if theme.counter_examples]
    said = ngettext("{n} theme beneath them", "{n} themes beneath them", beneath)
    told = [said.format(n=beneath) if beneath else ""]
    told.append(_listed(minor, _("of these in one group alone")))
    told.append(_listed(main, _("main themes in one group alone")))
    told.append(_listed(countered, _("with counter-examples")))
    text = "; ".join(filter(None, told))
    return Held(text, "" if countered or not text else _("Are diverging cases described?"))


def _listed(names: list[str], head: str) -> str:
    return f"{head.format(n=len(names))}: {', '.join(names)}" if names else ""
