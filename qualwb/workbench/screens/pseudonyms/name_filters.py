"""Which names are shown: all, guesses, those of a verdict or of a kind. A filter is a string, '' for all."""

from collections.abc import Iterable

from qualwb.acts.pseudonyms.entity import Entity, Verdict
from qualwb.exchange.tables.names import kind_in_words, verdict_in_words
from qualwb.localization import gettext as _
from qualwb.workbench.screens.pseudonyms.name_words import is_guess

UNSURE = "unsure"


def filters(names: Iterable[Entity]) -> list[str]:
    """All filters that there are for these names."""
    kinds = sorted({name.kind for name in names})
    return ["", UNSURE, *(f"verdict:{verdict}" for verdict in Verdict), *(f"kind:{kind}" for kind in kinds)]


def lets_through(only: str, name: Entity) -> bool:
    """Whether the filter shows the name."""
    what, _colon, wanted = only.partition(":")
    match what:
        case "verdict":
            return name.verdict == wanted
        case "kind":
            return name.kind == wanted
        case "unsure":
            return is_guess(name)
    return True


def filter_in_words(only: str) -> str:
    """What the filter shows."""
    what, _colon, wanted = only.partition(":")
    match what:
        case "verdict":
            word = verdict_in_words(Verdict(wanted))
            return _("{open} (undecided)").format(open=word) if wanted == Verdict.OPEN else word
        case "kind":
            return kind_in_words(wanted)
        case "unsure":
            return _("guesses")
    return _("all names")
