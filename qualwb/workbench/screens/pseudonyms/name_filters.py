"""Which names are shown: all, guesses, those of a verdict, of a kind or in a source.

A filter is a string, '' for all. Sources are known by key, with their names.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from qualwb.acts.pseudonyms.entity import Entity, Verdict
from qualwb.acts.pseudonyms.places import is_in_text
from qualwb.exchange.tables.names import kind_in_words, verdict_in_words
from qualwb.localization import gettext as _
from qualwb.workbench.screens.pseudonyms.name_words import is_guess

Key = TypeVar("Key")

UNSURE = "unsure"


def filters(names: Iterable[Entity], sources: Mapping[int, str]) -> list[str]:
    """All filters that there are for these names, those of sources in the order of these."""
    names = list(names)
    kinds = sorted({name.kind for name in names})
    named_in = {place.key for name in names for place in name.places if is_in_text(place)}
    return [
        "",
        UNSURE,
        *(f"verdict:{verdict}" for verdict in Verdict),
        *(f"kind:{kind}" for kind in kinds),
        *(f"source:{key}" for key in sources if key in named_in),
    ]


def in_known_order(found: Collection[Key], before: Collection[Key]) -> list[Key]:
    """What is found, in the order in which it was known before; what is new follows what it is found after.

    So a name stays where it is read when something is decided of it.
    """
    known = [key for key in before if key in found]
    places = frozenset(known)
    new: defaultdict[Key | None, list[Key]] = defaultdict(list)
    last = None
    for key in found:
        if key in places:
            last = key
        else:
            new[last].append(key)
    return [*new[None], *(one for key in known for one in (key, *new[key]))]


def lets_through(only: str, name: Entity) -> bool:
    """Whether the filter shows the name."""
    what, _colon, wanted = only.partition(":")
    match what:
        case "verdict":
            return name.verdict == wanted
        case "kind":
            return name.kind == wanted
        case "source":
            return any(place.key == int(wanted) for place in name.places if is_in_text(place))
        case "unsure":
            return is_guess(name)
    return True


def filter_in_words(only: str, sources: Mapping[int, str]) -> str:
    """What the filter shows."""
    what, _colon, wanted = only.partition(":")
    match what:
        case "verdict":
            word = verdict_in_words(Verdict(wanted))
            return _("{open} (undecided)").format(open=word) if wanted == Verdict.OPEN else word
        case "kind":
            return kind_in_words(wanted)
        case "source":
            return _("names in {source}").format(source=sources.get(int(wanted), "–"))
        case "unsure":
            return _("guesses")
    return _("all names")
