"""Where the real files lie, and what every transcript must fulfil."""

from collections import Counter
from pathlib import Path

import pytest

from qualwb.transcripts.transcript import Transcript

SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "samples" / "transcripts"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real files are not beside the checkout")


def turn_texts(transcript: Transcript) -> list[str]:
    return [transcript.text[turn.start : turn.end] for turn in transcript.turns]


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    """Speaker and words of each turn."""
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def assert_sound(transcript: Transcript) -> None:
    """The turns cover the text, comments lie in it, labels of turns are in the table."""
    assert "\n".join(turn_texts(transcript)) == transcript.text
    assert all(turn.start < turn.end for turn in transcript.turns)
    assert "\r" not in transcript.text
    for comment in transcript.comments:
        assert 0 <= comment.start < comment.end <= len(transcript.text)
    labels = {finding.label for finding in transcript.speakers}
    assert {turn.speaker for turn in transcript.turns} - {None} <= labels
    for turn in transcript.turns:
        if turn.time_start is not None and turn.time_end is not None:
            assert 0 <= turn.time_start <= turn.time_end


def assert_nothing_lost(transcript: Transcript, independent: str) -> None:
    """Each character of another reading that is no blank is in the text, in order, or left aside."""
    kept = Counter("".join(transcript.text.split()))
    for aside in transcript.left_aside:
        for char, count in Counter("".join(aside.text.split())).items():
            kept[char] += count * aside.count
    wanted = Counter("".join(independent.split()))
    assert wanted - kept == Counter(), "characters are missing"
    assert kept - wanted == Counter(), "characters were added"
    position = iter("".join(independent.split()))
    assert all(char in position for char in "".join(transcript.text.split())), "the order changed"
