"""Choosing which two coders are held against each other, in which round."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from qualwb.analysis.agreement.compared import PairInRound, pairs_of_coders
from qualwb.analysis.blindness import BlindRound
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog

if TYPE_CHECKING:
    from qualwb.workbench.project_app import ProjectApp


NOTHING: Mapping[str, str] = MappingProxyType({})


def refusal_in_words(error: QualwbError) -> str:
    """Why nothing can be compared, and which key helps."""
    blind = isinstance(error, BlindRound)
    hint = _("W releases it, or goes on in another round.") if blind else error.hint
    return " ".join(
        filter(None, (error.message, hint, "" if blind else _("M on F8 merges a colleague's copy.")))
    )


def ask_pair(
    app: "ProjectApp",
    title: str,
    choose: Callable[[PairInRound], object],
    besides: Mapping[str, str] = NOTHING,
    other: Callable[[str], object] = lambda _name: None,
) -> None:
    """Ask for two coders of a round; ``choose`` gets them, unless nothing is chosen.

    What is offered ``besides``, in words by its name, ``other`` gets.
    """
    pairs: dict[str, PairInRound] = {}

    def read() -> None:
        with app.researcher.project.reading() as connection:
            pairs.update({str(n): pair for n, pair in enumerate(pairs_of_coders(connection))})

    if not app.attempt(read):
        return

    def take(key: str | None) -> None:
        if key in pairs:
            choose(pairs[key])
        elif key is not None:
            other(key)

    told = _("{coders}, round {name}")
    choices = [
        Choice(key, told.format(coders=" – ".join(pair.coders), name=pair.round))
        for key, pair in pairs.items()
    ]
    choices += [Choice(name, words) for name, words in besides.items()]
    app.push_screen(ChoiceDialog(f"{title} – " + _("coders of one round"), choices), take)
