"""Copying a whole turn by its number, for lists that show only a part of it."""

from qualwb.analysis.quotes import QuoteTurn
from qualwb.analysis.turn_words import TurnWords, turn_words
from qualwb.exchange.spoken_quotes import SpokenPassage
from qualwb.workbench.copying import copy_quote
from qualwb.workbench.screens.base import ProjectScreen


def copy_turn(screen: ProjectScreen, source: str, number: int) -> None:
    """Copy a turn of a source with who says it and where, as soon as it is read."""

    def copy(turn: TurnWords | None) -> None:
        if turn is not None:
            said = (QuoteTurn(turn.number, turn.speaker, "", turn.text),)
            copy_quote(screen.app, SpokenPassage(turn.group, turn.source, turn.text, said))

    screen.ask("copy", lambda connection: turn_words(connection, source, number), copy)
