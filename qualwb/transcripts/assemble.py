"""From the pieces a reader found to a Transcript: one text, positions in it, a table of its speakers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualwb.localization import gettext as _
from qualwb.transcripts.recognition.aliases import with_aliases
from qualwb.transcripts.recognition.roles import guess_roles, is_collective
from qualwb.transcripts.transcript import (
    Comment,
    LeftAside,
    Role,
    SpeakerFinding,
    Transcript,
    Turn,
    TurnKind,
    Verdict,
    WordCounts,
)


@dataclass(slots=True)
class Piece:
    """What becomes a turn: its text (may hold '\\n'), who said it, when (seconds), comments on it.

    Positions of ``comments`` count from the start of the piece.
    """

    text: str
    speaker: str | None = None
    kind: TurnKind = TurnKind.SPEECH
    time_start: float | None = None
    time_end: float | None = None
    comments: tuple[Comment, ...] = ()


def build(
    pieces: Iterable[Piece],
    *,
    reader: str,
    why: str = "",
    speakers: Sequence[SpeakerFinding] | None = None,
    warnings: Sequence[str] = (),
    left_aside: Sequence[LeftAside] = (),
    title: str = "",
    attributes: dict[str, str] | None = None,
    described: Mapping[str, dict[str, str]] | None = None,
    words: WordCounts | None = None,
) -> Transcript:
    """Join the pieces' texts with '\\n' into one text and give each piece its place in it.

    Pieces without text are left out. Without ``speakers`` each label in the pieces counts as
    a speaker that the format names, with the attributes in ``described`` by label. The pieces' texts
    must be NFC with '\\n' line ends. ``words``: where ``speakers`` have their words counted, if it is not to
    be made here.
    """
    kept = [piece for piece in pieces if piece.text]
    turns: list[Turn] = []
    comments: list[Comment] = []
    position = 0
    for piece in kept:
        end = position + len(piece.text)
        turns.append(Turn(position, end, piece.speaker, piece.kind, piece.time_start, piece.time_end))
        if piece.comments:
            comments += [replace(c, start=c.start + position, end=c.end + position) for c in piece.comments]
        position = end + 1
    text, placed = "\n".join([piece.text for piece in kept]), tuple(turns)
    if speakers is None:
        speakers = named_speakers(kept, described)
    if words is None:
        words = WordCounts()
        speakers = [replace(finding, counted=words) for finding in speakers]
    words.count_in(text, placed)
    return Transcript(
        text=text,
        turns=placed,
        speakers=tuple(speakers),
        reader=reader,
        why=why,
        warnings=tuple(warnings),
        comments=tuple(comments),
        left_aside=tuple(left_aside),
        title=title,
        attributes=dict(attributes or {}),
    )


def named_speakers(
    pieces: Iterable[Piece], described: Mapping[str, dict[str, str]] | None = None
) -> list[SpeakerFinding]:
    """A finding for each label in the pieces, taken as speakers because the format itself names them."""
    said: dict[str, list[str]] = {}
    for piece in pieces:
        if piece.speaker is not None and piece.kind is TurnKind.SPEECH:
            said.setdefault(piece.speaker, []).append(piece.text)
    roles = guess_roles(said)
    findings = []
    for label, texts in said.items():
        role, reason = roles.get(label, (Role.UNKNOWN, ""))
        findings.append(
            SpeakerFinding(
                label=label,
                turns=len(texts),
                counted=0,
                first_line=texts[0].partition("\n")[0],
                verdict=Verdict.SPEAKER,
                role=role,
                reason="; ".join(filter(None, (_("the file's format names the speaker"), reason))),
                collective=is_collective(label),
                attributes=(described or {}).get(label, {}),
            )
        )
    return with_aliases(findings)
