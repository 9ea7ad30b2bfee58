"""Counting characters: what was in a file against what a transcript keeps and leaves aside."""

from collections import Counter

from qualwb.transcripts.transcript import Transcript


def filled(text: str) -> Counter[str]:
    """The characters of a text that are no white space, counted."""
    return Counter(char for char in text if not char.isspace())


def accounted(transcript: Transcript) -> Counter[str]:
    """The characters in the transcript's text and in what it left aside, counted."""
    total = filled(transcript.text)
    for aside in transcript.left_aside:
        for char, count in filled(aside.text).items():
            total[char] += count * aside.count
    return total


def check_form(transcript: Transcript) -> None:
    """The turns lie in order and cover the text; positions of comments lie inside it."""
    parts = [transcript.text[turn.start : turn.end] for turn in transcript.turns]
    assert transcript.text == "\n".join(parts)
    assert all(turn.start < turn.end for turn in transcript.turns)
    position = 0
    for turn in transcript.turns:
        assert turn.start == position
        position = turn.end + 1
    assert all(0 <= c.start <= c.end <= len(transcript.text) for c in transcript.comments)
