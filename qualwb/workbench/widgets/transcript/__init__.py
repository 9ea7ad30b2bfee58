"""The transcript view: a wrapped, striped, searchable reading of one document, with a selection to code."""

from qualwb.workbench.registry.transcript_keys import BINDINGS
from qualwb.workbench.widgets.transcript.document import PassageMark, TranscriptDocument, TurnSpan
from qualwb.workbench.widgets.transcript.find_bar import FindBar, TranscriptPane
from qualwb.workbench.widgets.transcript.finding import BadPattern
from qualwb.workbench.widgets.transcript.reader import ReadingPlace
from qualwb.workbench.widgets.transcript.view import TranscriptView

__all__ = [
    "BINDINGS",
    "BadPattern",
    "FindBar",
    "PassageMark",
    "ReadingPlace",
    "TranscriptDocument",
    "TranscriptPane",
    "TranscriptView",
    "TurnSpan",
]
