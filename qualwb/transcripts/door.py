"""The door to a transcript: no string of a file goes past it with characters that a terminal would obey."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from qualwb.safe_text import cleaned
from qualwb.transcripts import decoding
from qualwb.transcripts.transcript import Comment, LeftAside, SpeakerFinding, Transcript

T = TypeVar("T", bound="Passage")
_AT_ONCE = 2_000
"""So many passages are looked at in one go: one by one takes longer, all of them more memory."""


class Passage(Protocol):
    """A line or a piece of a file: words, who says them, comments by their place in the words."""

    text: str
    speaker: str | None
    comments: tuple[Comment, ...]


class TakenOut:
    """What was taken out of passages, one entry a character."""

    def __init__(self) -> None:
        self._entries: dict[str, LeftAside] = {}

    def left_aside(self) -> list[LeftAside]:
        """The characters with how often each stood there."""
        return list(self._entries.values())

    def notices(self) -> list[str]:
        """What a person is told of them."""
        return decoding.notices_of(self._entries.values())

    def clean(self, text: str) -> str:
        """The text without them, which are noted."""
        text, found = decoding.clean(text)
        for aside in found:
            before = self._entries.get(aside.text)
            count = aside.count + (before.count if before else 0)
            self._entries[aside.text] = replace(aside, line=None, count=count)
        return text


def clean_passages(passages: Sequence[T]) -> TakenOut:
    """Take out of passages and their labels what no text may hold; comments stay on their words."""
    taken = TakenOut()
    for start in range(0, len(passages), _AT_ONCE):
        _clean_group(passages[start : start + _AT_ONCE], taken)
    return taken


def _clean_group(group: Sequence[T], taken: TakenOut) -> None:
    if not decoding.is_clean("\n".join([passage.text for passage in group])):
        for passage in group:
            if not decoding.is_clean(passage.text):
                _clean_passage(passage, taken)
    _clean_labels(group)


def _clean_labels(group: Sequence[T]) -> None:
    labels = {passage.speaker for passage in group} - {None}
    if all(label is None or label.isprintable() for label in labels):
        return
    clean = {label: " ".join(decoding.clean(label)[0].split()) for label in labels if label is not None}
    for passage in group:
        if passage.speaker is not None:
            passage.speaker = clean[passage.speaker] or None


def _clean_passage(passage: Passage, taken: TakenOut) -> None:
    before = passage.text
    text = taken.clean(before)
    passage.text = text.strip()
    cut = len(text) - len(text.lstrip())

    def moved(position: int) -> int:
        return max(0, min(len(decoding.clean(before[:position])[0]) - cut, len(passage.text)))

    passage.comments = tuple(
        replace(comment, start=moved(comment.start), end=moved(comment.end)) for comment in passage.comments
    )


def clean_descriptions(transcript: Transcript) -> Transcript:
    """The transcript with all strings clean that stand beside its text: comments, labels' facts, warnings."""
    return replace(
        transcript,
        why=cleaned(transcript.why),
        speakers=tuple(map(_clean_finding, transcript.speakers)),
        warnings=tuple(map(cleaned, transcript.warnings)),
        comments=tuple(map(_clean_comment, transcript.comments)),
        left_aside=tuple(map(_clean_aside, transcript.left_aside)),
        attributes=_clean_attributes(transcript.attributes),
    )


def _clean_finding(finding: SpeakerFinding) -> SpeakerFinding:
    facts = (finding.first_line, finding.reason, finding.alias, finding.alias_reason)
    if all(map(str.isprintable, facts)) and not finding.attributes:
        return finding
    first_line, reason, alias, alias_reason = map(cleaned, facts)
    return replace(
        finding,
        first_line=first_line,
        reason=reason,
        alias=alias,
        alias_reason=alias_reason,
        attributes=_clean_attributes(finding.attributes),
    )


def _clean_comment(comment: Comment) -> Comment:
    return replace(comment, text=cleaned(comment.text), author=cleaned(comment.author))


def _clean_aside(aside: LeftAside) -> LeftAside:
    """Nothing of ``aside`` is shown but its reason; a text of taken out characters stays, to be counted."""
    if aside.text.isprintable() and aside.reason.isprintable():
        return aside
    return replace(aside, text=cleaned(aside.text) or aside.text, reason=cleaned(aside.reason))


def _clean_attributes(attributes: Mapping[str, str]) -> dict[str, str]:
    return {cleaned(name): cleaned(value) for name, value in attributes.items()}
