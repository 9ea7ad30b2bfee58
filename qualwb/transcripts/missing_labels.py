"""Where a label may be missing: somebody who asks goes on in a new paragraph, as one who answers would."""

from dataclasses import replace

from qualwb.localization import ngettext
from qualwb.transcripts.transcript import Role, Transcript

SHOWN = 5
"""Turns that are named of all there are."""


def with_missing_labels(transcript: Transcript) -> Transcript:
    """The transcript, with a warning where a paragraph without a label follows a moderator's question."""
    asking = {one.label for one in transcript.speakers if one.role is Role.MODERATOR}
    found = [
        number
        for number, turn in enumerate(transcript.turns, 1)
        if turn.speaker in asking and _is_answered(transcript.text[turn.start : turn.end])
    ]
    if not found:
        return transcript
    said = ngettext(
        "In turn {numbers} a question of the moderator's goes on in a new paragraph: a label may be missing.",
        "In turns {numbers} questions of the moderator's go on in a new paragraph: labels may be missing.",
        len(found),
    )
    numbers = ", ".join(map(str, found[:SHOWN])) + (" …" if len(found) > SHOWN else "")
    return replace(transcript, warnings=(*transcript.warnings, said.format(numbers=numbers)))


def _is_answered(words: str) -> bool:
    """Whether a turn holds a question, and then a paragraph that asks nothing."""
    asked, _sign, rest = words.rstrip().partition("\n")
    return asked.rstrip().endswith("?") and bool(rest.strip()) and "?" not in rest
