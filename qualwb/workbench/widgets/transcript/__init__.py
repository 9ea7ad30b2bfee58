"""The transcript view: a wrapped, striped, searchable reading of one document, with a selection to code."""

from qualwb.workbench.widgets.transcript.document import Document, Mark, TurnSpan
from qualwb.workbench.widgets.transcript.find_bar import FindBar, TranscriptPane
from qualwb.workbench.widgets.transcript.keys import BINDINGS
from qualwb.workbench.widgets.transcript.reading_view import Place
from qualwb.workbench.widgets.transcript.search import BadPattern
from qualwb.workbench.widgets.transcript.view import TranscriptView

__all__ = [
    "BINDINGS",
    "BadPattern",
    "Document",
    "FindBar",
    "Mark",
    "Place",
    "TranscriptPane",
    "TranscriptView",
    "TurnSpan",
]
