"""Where the words of a segment stand in a source: in one place, in several, or nowhere."""

from array import array

from qualwb.exchange.evidence import bare
from qualwb.portable.records import Source

_ENOUGH = 2
"""That words stand in more places than one is all that matters."""


class WordPlaces:
    """The words of a source without blanks and line ends, as other programs set these otherwise.

    Another program may have the text with its speakers' labels in it: so it is searched, too.
    """

    def __init__(self, source: Source) -> None:
        self._text = source.text
        self._plain = _Signs()
        self._plain.put(source.text, 0)
        self._labelled: _Signs | None = None
        if any(turn.speaker for turn in source.turns):
            self._labelled = _Signs()
            for turn in source.turns:
                if turn.speaker:
                    self._labelled.put_label(f"{turn.speaker}:", turn.start)
                self._labelled.put(source.text[turn.start : turn.end], turn.start)

    def of(self, words: str) -> list[tuple[int, int]]:
        """The first places of the words, at most two."""
        wanted = bare(words)
        if not wanted:
            return []
        found = self._plain.places(wanted)
        if not found and self._labelled is not None:
            found = [self._trimmed(*place) for place in self._labelled.places(wanted)]
        return [place for place in found if place[0] < place[1]]

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The passage without blanks at its end, where it ended in the next turn's label."""
        return start, start + len(self._text[start:end].rstrip())


class _Signs:
    """Characters in a row, with where each starts and ends in the source."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts = array("L")
        self._ends = array("L")
        self._joined: str | None = None

    def put(self, text: str, at: int) -> None:
        """Add what stands at a place of the source."""
        for place, sign in enumerate(text, at):
            if not sign.isspace():
                self._parts.append(sign)
                self._starts.append(place)
                self._ends.append(place + 1)

    def put_label(self, label: str, at: int) -> None:
        """Add what does not stand in the source, before a place of it."""
        for sign in bare(label):
            self._parts.append(sign)
            self._starts.append(at)
            self._ends.append(at)

    def places(self, wanted: str) -> list[tuple[int, int]]:
        """Where the characters stand, at most in two places."""
        if self._joined is None:
            self._joined, self._parts = "".join(self._parts), []
        found: list[tuple[int, int]] = []
        at = self._joined.find(wanted)
        while at >= 0 and len(found) < _ENOUGH:
            found.append((self._starts[at], self._ends[at + len(wanted) - 1]))
            at = self._joined.find(wanted, at + 1)
        return found
