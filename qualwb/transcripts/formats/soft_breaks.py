"""Soft breaks in paragraphs: layout as a rule, but some transcripts part the turns by them."""

from dataclasses import replace

from qualwb.transcripts import times
from qualwb.transcripts.recognition.label_shapes import scan
from qualwb.transcripts.recognition.recognising import FileLine


def parted(line: FileLine) -> list[FileLine]:
    """The paragraph as it is, or as a line for each soft break where one of the later begins like a turn."""
    if "\n" not in line.text or line.speaker is not None or line.heading:
        return [line]
    texts = line.text.split("\n")
    if not any(_begins_turn(text.strip()) for text in texts[1:]):
        return [line]
    lines: list[FileLine] = []
    position = 0
    for text in texts:
        end = position + len(text)
        comments = tuple(
            replace(c, start=max(c.start, position) - position, end=min(c.end, end) - position)
            for c in line.comments
            if c.start <= end and c.end >= position
        )
        lines.append(
            replace(line, text=text, label_end=line.label_end if not lines else 0, comments=comments)
        )
        position = end + 1
    return lines


def _begins_turn(text: str) -> bool:
    return bool(text) and (scan(text) is not None or times.LEADING.match(text) is not None)
