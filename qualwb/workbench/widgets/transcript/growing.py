"""Growing and shrinking a selection: word, sentence, turn, and turn by turn after that."""

from collections.abc import Iterator

from qualwb.workbench.widgets.transcript import motions
from qualwb.workbench.widgets.transcript.document import TranscriptDocument
from qualwb.workbench.widgets.transcript.motions import Span


def grow(document: TranscriptDocument, origin: int, selected: Span) -> Span:
    """The next larger unit around ``selected``; ``origin`` is where the selection began."""
    text = document.text
    whole = _turns_over(document, selected)
    following = motions.turn_span(document, min(whole[1] + 1, len(text)))
    steps = (
        motions.word_span(text, origin),
        motions.sentence_span(text, origin),
        whole,
        (whole[0], max(whole[1], following[1])),
    )
    return next((step for step in steps if _holds(step, selected)), selected)


def shrink(document: TranscriptDocument, origin: int, selected: Span) -> Span:
    """The next smaller unit inside ``selected``; empty at ``origin`` after the word."""
    return next(
        (step for step in _smaller(document, origin, selected) if _holds(selected, step)), (origin, origin)
    )


def _smaller(document: TranscriptDocument, origin: int, selected: Span) -> Iterator[Span]:
    text = document.text
    start, end = selected
    own = motions.turn_span(document, origin)
    last = motions.turn_span(document, max(end - 1, start))
    if last[0] > own[0]:
        yield start, max(last[0] - 1, start)
    yield own
    yield motions.sentence_span(text, origin)
    yield motions.word_span(text, origin)


def _turns_over(document: TranscriptDocument, selected: Span) -> Span:
    start, end = selected
    return motions.turn_span(document, start)[0], motions.turn_span(document, max(end - 1, start))[1]


def _holds(outer: Span, inner: Span) -> bool:
    """True if ``outer`` holds ``inner`` and more."""
    return outer[0] <= inner[0] and inner[1] <= outer[1] and outer != inner


def trimmed(text: str, selected: Span) -> Span:
    """``selected`` without white space at its ends, as a passage is coded."""
    start, end = selected
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
