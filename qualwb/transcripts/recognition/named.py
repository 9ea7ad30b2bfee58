"""Transcripts of formats that name their speakers themselves: every label is a speaker's."""

from collections.abc import Iterable, Mapping, Sequence

from qualwb.transcripts.door import clean_passages
from qualwb.transcripts.recognition.assemble import Piece, build
from qualwb.transcripts.recognition.findings import named_findings, texts_by_label
from qualwb.transcripts.transcript import LeftAside, SpeakerFinding, Transcript, TurnKind


def named_transcript(
    pieces: Iterable[Piece],
    *,
    reader: str,
    warnings: Sequence[str] = (),
    left_aside: Sequence[LeftAside] = (),
    described: Mapping[str, dict[str, str]] | None = None,
) -> Transcript:
    """The pieces as a transcript whose labels are all speakers.

    ``described`` holds what the format tells about each, by label. See ``build`` for the pieces.
    """
    kept = list(pieces)
    taken = clean_passages(kept)
    kept = [piece for piece in kept if piece.text]
    return build(
        kept,
        reader=reader,
        speakers=named_speakers(kept, described),
        warnings=[*warnings, *taken.notices()],
        left_aside=[*left_aside, *taken.left_aside()],
    )


def named_speakers(
    pieces: Iterable[Piece], described: Mapping[str, dict[str, str]] | None = None
) -> list[SpeakerFinding]:
    """A finding for each label in the pieces, taken as a speaker because the format itself names it."""
    spoken = (piece for piece in pieces if piece.kind is TurnKind.SPEECH)
    return named_findings(texts_by_label(spoken), described or {})
