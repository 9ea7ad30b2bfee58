"""Spoken forms for which exactly one written word is meant where they stand.

A form that may stand for several words is decided by its clause, or left as it is: a proposal that is wrong
costs the researcher more than one that is not made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qualwb.language.parsing import ParsedDoc
from qualwb.language.print.finding import Finding, Reading
from qualwb.language.print.particles import and_, by, with_
from qualwb.language.print.place import Place, places
from qualwb.language.print.they import de_or_dem
from qualwb.language.print.verbs import is_, la, va
from qualwb.localization import gettext as _

ALWAYS = {
    # pronouns
    "mej": "mig", "dej": "dig", "sej": "sig", "dä": "det", "nån": "någon", "nåt": "något", "nåra": "några",
    "nåns": "någons", "nånting": "någonting", "varann": "varandra", "varanns": "varandras", "sån": "sådan",
    "sånt": "sådant", "såna": "sådana", "sånna": "sådana",
    "onom": "honom", "vicka": "vilka", "vicken": "vilken",
    # verbs
    "gö": "gör", "hadde": "hade", "blitt": "blivit", "sajer": "säger", "sejer": "säger",
    # adverbs and small words
    "tillbaks": "tillbaka", "tebaks": "tillbaka", "nånstans": "någonstans", "nånsin": "någonsin",
    "mycke": "mycket", "möcke": "mycket", "ente": "inte", "iställe": "istället", "prexis": "precis",
    "presis": "precis", "förns": "förrän", "förrns": "förrän", "allti": "alltid", "ibann": "ibland",
    "naturligvis": "naturligtvis", "iaf": "i alla fall", "oxå": "också", "oxo": "också", "elle": "eller",
    "vafö": "varför", "vaffö": "varför", "varfö": "varför",
}  # fmt: skip
"""Spoken forms that stand for one written word everywhere."""

BY_CLAUSE: dict[str, Callable[[Place], Reading | None]] = {
    "dom": de_or_dem,
    "va": va,
    "e": is_,
    "ä": is_,
    "la": la,
    "å": and_,
    "me": with_,
    "ve": by,
}
"""Spoken forms of several words, each with the rule that tells which."""


def spoken_forms(doc: ParsedDoc) -> Iterator[Finding]:
    """The spoken forms of a parsed text with the written words that are surely meant, in order.

    A word in capitals is left: it may be an abbreviation ('DOM', 'LA').
    """
    for place in places(doc):
        token = place.token
        reading = _reading(place)
        if reading and not (len(token.text) > 1 and token.text.isupper()):
            written = reading.written
            if token.text[0].isupper():
                written = written[:1].upper() + written[1:]
            yield Finding(token.start, token.end, written, reading.why)


def _reading(place: Place) -> Reading | None:
    if place.low in ALWAYS:
        written = ALWAYS[place.low]
        return Reading(written, _("a spoken form of '{written}'").format(written=written))
    rule = BY_CLAUSE.get(place.low)
    return rule(place) if rule else None
