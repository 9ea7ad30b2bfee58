"""Labels of one file that may be one person: a short form, another spelling, a name that the legend gives.

Only suggested, with the reason: two people can share a first name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from qualwb.localization import gettext as _
from qualwb.transcripts.recognition.label_forms import first_name, is_initials, is_name
from qualwb.transcripts.recognition.roles import is_collective, role_word
from qualwb.transcripts.transcript import SpeakerFinding, Verdict

Suggestion = tuple[str, str]
"""The alias under which the person may be known, and the reason."""

_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_BETWEEN = re.compile(r"[\s.\-‐–]+")


def suggest_aliases(
    labels: Iterable[str], turns: Mapping[str, int], legend: Mapping[str, str] | None = None
) -> dict[str, Suggestion]:
    """For each label that may be another's person: that alias and why.

    ``labels`` are the speakers; ``turns`` how many each has; ``legend`` what the file says about them
    ('D3' -> 'Åsa'). A label that fits two others ('Åsa' beside 'Åsa K.' and 'Åsa L.') gets no suggestion.
    """
    people = [label for label in labels if not is_collective(label)]
    found = _written_alike(people, turns)
    main = [label for label in people if label not in found]
    found |= _short_forms(main)
    found |= _by_legend(main, legend or {})
    return {label: (_last(alias, found), reason) for label, (alias, reason) in found.items()}


def _last(alias: str, found: Mapping[str, Suggestion]) -> str:
    """The end of a chain: D3 is 'Åsa', who is 'Åsa L.'."""
    seen = {alias}
    while alias in found and found[alias][0] not in seen:
        alias = found[alias][0]
        seen.add(alias)
    return alias


def _written_alike(labels: Iterable[str], turns: Mapping[str, int]) -> dict[str, Suggestion]:
    """'ÅSA' and 'Åsa', 'IP 1' and 'IP1', 'Åsa L' and 'Åsa L.': the one with the most turns leads."""
    alike: dict[str, list[str]] = {}
    for label in labels:
        alike.setdefault(_letters(label), []).append(label)
    found: dict[str, Suggestion] = {}
    for same in alike.values():
        lead = max(same, key=lambda label: turns.get(label, 0))
        reason = _("written like '{label}'").format(label=lead)
        found |= {label: (lead, reason) for label in same if label != lead}
    return found


@lru_cache(maxsize=4096)
def _letters(label: str) -> str:
    return _BETWEEN.sub("", label.casefold())


def _short_forms(labels: Iterable[str]) -> dict[str, Suggestion]:
    names = {
        label: _parts(label)
        for label in labels
        if is_name(label) and role_word(label) is None and not is_initials(label)
    }
    namesakes: dict[str, list[str]] = {}
    for label, parts in names.items():
        namesakes.setdefault(parts[0], []).append(label)
    found: dict[str, Suggestion] = {}
    for label, parts in names.items():
        longer = [other for other in namesakes[parts[0]] if _shortens(parts, names[other])]
        if not longer:
            continue
        longest = max(longer, key=lambda other: (len(names[other]), len(other)))
        if all(other == longest or _shortens(names[other], names[longest]) for other in longer):
            found[label] = longest, _("a short form of '{label}'").format(label=longest)
    return found


@lru_cache(maxsize=4096)
def _parts(label: str) -> tuple[str, ...]:
    """The words of a name, what stands in parentheses last: ('åsa', 'l')."""
    words = [word.strip(".").casefold() for word in _PARENTHESIS.sub(" ", label).split()]
    return (*words, *(f"({words.casefold()})" for words in _PARENTHESIS.findall(label)))


def _shortens(short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether each word of one name is the other's, or its initial after the first."""
    if short == whole or len(short) > len(whole):
        return False
    return all(
        a == b or (index > 0 and len(a) == 1 and b.startswith(a))
        for index, (a, b) in enumerate(zip(short, whole, strict=False))
    )


def _by_legend(labels: Iterable[str], legend: Mapping[str, str]) -> dict[str, Suggestion]:
    found: dict[str, Suggestion] = {}
    labels = list(labels)
    for label in labels:
        name = legend.get(label, "").partition(",")[0].strip()
        if name and name != label and (name in labels or _names_person(name)):
            found[label] = name, _("the legend says '{words}'").format(words=legend[label])
    return found


def _names_person(words: str) -> bool:
    return is_name(words) and first_name(words) and not any(map(role_word, words.split()))


def with_aliases(
    findings: Iterable[SpeakerFinding], legend: Mapping[str, str] | None = None
) -> list[SpeakerFinding]:
    """The findings with what ``suggest_aliases`` says about the speakers among them."""
    findings = list(findings)
    turns = {finding.label: finding.turns for finding in findings if finding.verdict is Verdict.SPEAKER}
    found = suggest_aliases(turns, turns, legend)
    return [
        replace(finding, alias=found[finding.label][0], alias_reason=found[finding.label][1])
        if finding.label in found
        else finding
        for finding in findings
    ]
