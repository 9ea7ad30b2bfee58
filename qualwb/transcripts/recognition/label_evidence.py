"""What a file shows about its labels, gathered over its lines."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from qualwb.transcripts.recognition.label_forms import code_family, is_initials
from qualwb.transcripts.recognition.label_shapes import Shape


@dataclass(slots=True)
class LabelEvidence:
    """What a file shows about one label: how often it begins a line, in which shapes, what follows it."""

    label: str
    count: int = 0
    tight: int = 0
    """Occurrences without a blank after the colon; they count once the label is known otherwise."""
    bold: int = 0
    timed: int = 0
    """Occurrences behind a time stamp at the start of a line."""
    lower_after: int = 0
    mid_sentence: int = 0
    """Occurrences after a line that does not end a sentence: the label may be in the midst of one."""
    shapes: set[Shape] = field(default_factory=set)
    legend: str = ""
    first_line: str = ""

    @property
    def firm(self) -> int:
        """Occurrences that count by themselves."""
        return self.count - self.tight

    @property
    def leads_in(self) -> int:
        """What speaks for words in a sentence: lower case after the label, an unfinished line before it."""
        return self.lower_after + self.mid_sentence


@dataclass(slots=True)
class FileEvidence:
    """The labels of a file together, and its whole text to look a word up in."""

    labels: dict[str, LabelEvidence]
    text: Callable[[], str]
    families: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for label, evidence in self.labels.items():
            if evidence.firm and is_initials(label):
                family = code_family(label)
                self.families[family] = self.families.get(family, 0) + 1
                self.words[family] = self.words.get(family, 0) + evidence.firm

    def in_running_text(self, word: str) -> bool:
        """Whether the word stands in the text other than before a colon at the start of a line."""
        return re.search(rf"(?<![\w]){re.escape(word)}(?![\w]|:(?:\s|$))", self.text()) is not None
