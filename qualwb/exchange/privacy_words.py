"""How the people in the material are protected, in sentences, as the project's own facts tell it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from qualwb.analysis.privacy_facts import PrivacyFacts
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


def privacy_in_words(facts: PrivacyFacts) -> tuple[str, ...]:
    """The sentences; also that nothing was replaced, and what is not done."""
    told = (
        _copy(facts),
        _names(facts),
        left_in_words(facts),
        _originals(facts),
        _withdrawn(facts),
        _kept(facts),
        _encrypted(facts),
    )
    return tuple(sentence for part in told for sentence in part)


def names_in_words(facts: PrivacyFacts) -> tuple[str, ...]:
    """Those of the sentences that are about names."""
    return (*_names(facts), *left_in_words(facts), *_originals(facts)) if facts.applied else ()


def is_protected(facts: PrivacyFacts) -> bool:
    """Whether anything was done at all."""
    return bool(facts.applied or facts.withdrawn or facts.purge_by or facts.is_encrypted)


def _copy(facts: PrivacyFacts) -> Iterator[str]:
    copy = facts.copy
    if copy is None:
        return
    told = [_("This project file is a copy that was made to be shared, {date}").format(date=_day(copy))]
    if copy.get("without_memos"):
        told.append(_("without memos"))
    if copy.get("quotes_only"):
        told.append(_("with the coded passages alone of each text"))
    if copy.get("coarsened"):
        told.append(_("with coarser values of {names}").format(names=", ".join(copy["coarsened"])))
    yield f"{', '.join(told)}."


def _names(facts: PrivacyFacts) -> Iterator[str]:
    if not facts.applied:
        yield _("No names were replaced in the project file.")
        return
    names = sum(one.get("entities", 0) for one in facts.applied)
    n = sum(one.get("places", 0) for one in facts.applied)
    said = ngettext("{n} name was replaced", "{n} names were replaced", names).format(n=names)
    places = ngettext("at {n} place of the material", "at {n} places of the material", n).format(n=n)
    kinds = _kinds(facts)
    yield f"{said} {places}{f' ({kinds})' if kinds else ''} {_how(facts)}, {_when(facts)}."


def _kinds(facts: PrivacyFacts) -> str:
    """'15 names of persons, 6 place names', the commonest first; '' where it was not noted."""
    counted: Counter[str] = Counter()
    for one in facts.applied:
        counted.update(one.get("kinds") or {})
    return ", ".join(_of_kind(kind, n) for kind, n in sorted(counted.items(), key=lambda it: (-it[1], it[0])))


def _of_kind(kind: str, n: int) -> str:
    words = {
        "person": ngettext("{n} name of a person", "{n} names of persons", n),
        "place": ngettext("{n} place name", "{n} place names", n),
        "organisation": ngettext("{n} organisation", "{n} organisations", n),
        "address": ngettext("{n} address", "{n} addresses", n),
        "phone": ngettext("{n} phone number", "{n} phone numbers", n),
        "email": ngettext("{n} e-mail address", "{n} e-mail addresses", n),
        "url": ngettext("{n} web address", "{n} web addresses", n),
        "personnummer": ngettext("{n} personal identity number", "{n} personal identity numbers", n),
        "orgnummer": ngettext("{n} organisation number", "{n} organisation numbers", n),
        "birthdate": ngettext("{n} date of birth", "{n} dates of birth", n),
        "plate": ngettext("{n} registration plate", "{n} registration plates", n),
        "indirect": ngettext("{n} indirect detail", "{n} indirect details", n),
    }
    return words.get(kind, ngettext("{n} other name", "{n} other names", n)).format(n=n)


def _how(facts: PrivacyFacts) -> str:
    styles = {one.get("style") for one in facts.applied}
    if styles == {"tags"}:
        return _("by neutral tags")
    if "tags" in styles:
        return _("by other names or neutral tags")
    broader = facts.generalised
    if broader == 0:
        return _("by other names")
    if broader is None:
        return _("by other names or broader terms")
    return _("by other names or broader terms (broader terms for {n})").format(n=broader)


def _when(facts: PrivacyFacts) -> str:
    days = sorted({_day(one) for one in facts.applied})
    return days[0] if len(days) == 1 else f"{days[0]}–{days[-1]}"


def left_in_words(facts: PrivacyFacts) -> Iterator[str]:
    """Which names stand as they were, and whether by decision."""
    n = facts.left("kept") or 0
    if n:
        said = ngettext(
            "{n} name, or what was taken for one, was kept by decision.",
            "{n} names, or what was taken for names, were kept by decision.",
            n,
        )
        yield said.format(n=n)
    n = facts.left("kept_places") or 0
    if n:
        yield ngettext(
            "At {n} place a name that was otherwise replaced was kept by decision.",
            "At {n} places names that were otherwise replaced were kept by decision.",
            n,
        ).format(n=n)
    n = facts.left("undecided") or 0
    if n:
        yield ngettext(
            "{n} possible name was not judged, and stands as it was.",
            "{n} possible names were not judged, and stand as they were.",
            n,
        ).format(n=n)
    if facts.generalised:
        yield _("A term in brackets that stands instead of a name is counted as no word.")


def _originals(facts: PrivacyFacts) -> Iterator[str]:
    """Where the names are that were replaced."""
    if not facts.applied:
        return
    pseudonymised = facts.copy is not None and facts.copy.get("pseudonymised")
    if facts.sealed is not None:
        yield _sealed(facts).format(date=_day(facts.sealed))
    elif pseudonymised:
        yield (
            _("The names that were replaced are not in the copy.")
            if facts.all_replaced
            else _("The copy does not hold what stood where names were replaced.")
        )
    else:
        yield _("The project file is not sealed: the names that were replaced can still be found in it.")
    if any(one.get("key_id") for one in facts.applied):
        yield _("What stood there is kept in an encrypted key file, apart from the project file.")


def _sealed(facts: PrivacyFacts) -> str:
    """What is true of a sealed project: what was kept may be a name, or part of one, that was replaced."""
    if facts.all_replaced:
        return _("The project file was sealed {date}: the names that were replaced are not in it any more.")
    return _(
        "The project file was sealed {date}: it does not hold any more what stood where names were replaced."
    )


def _withdrawn(facts: PrivacyFacts) -> Iterator[str]:
    n = len(facts.withdrawn)
    if n:
        yield ngettext(
            "{n} participant withdrew, and what that person had said was taken out of the material.",
            "{n} participants withdrew, and what they had said was taken out of the material.",
            n,
        ).format(n=n)


def _kept(facts: PrivacyFacts) -> Iterator[str]:
    if facts.purge_by is not None:
        yield _("The material is to be erased by {date}.").format(date=facts.purge_by.isoformat())


def _encrypted(facts: PrivacyFacts) -> Iterator[str]:
    if facts.is_encrypted:
        yield _("The project file is encrypted with a passphrase.")
    else:
        yield _("The project file is not encrypted.")


def _day(fact: Mapping[str, Any]) -> str:
    return str(fact.get("at", ""))[:10]
