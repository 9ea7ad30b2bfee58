"""Copying a quote with who says it and where it stands, to the clipboard of the terminal (OSC 52)."""

from textual.app import App

from qualwb.analysis.quotes import QuoteTurn
from qualwb.analysis.sources import SourceTranscript
from qualwb.exchange.spoken_quotes import Spoken, SpokenPassage, with_place
from qualwb.localization import gettext as _
from qualwb.shortening import shortened

TOLD = 60
"""Characters of what was copied that are shown."""


def copy_quote(app: App[int], quote: Spoken) -> None:
    """Copy a quote, and say so."""
    text = with_place(quote)
    app.copy_to_clipboard(text)
    app.notify(_("Copied: {text}").format(text=shortened(text, TOLD)), markup=False, timeout=3)


def copy_span(app: App[int], source: SourceTranscript, start: int, end: int) -> None:
    """Copy code points [start, end) of a source; where nothing is selected, say how to."""
    if start == end:
        app.notify(_("Select something first: s a sentence, t a turn."), timeout=3)
        return
    turns = tuple(
        QuoteTurn(turn.number, turn.speaker, turn.role, words)
        for turn in source.turns
        if turn.start < end
        and start < turn.end
        and (words := source.text[max(turn.start, start) : min(turn.end, end)]).strip()
    )
    copy_quote(app, SpokenPassage(source.group, source.name, source.text[start:end], turns))
