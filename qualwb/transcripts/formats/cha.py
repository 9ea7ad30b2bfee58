"""CHAT (CHILDES, TalkBank): a main line '*CODE:' an utterance, with times, and tiers below it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from qualwb.errors import MissingExtra
from qualwb.localization import gettext as _
from qualwb.transcripts import decoding
from qualwb.transcripts.door import clean_passages
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats.beginnings import text_of
from qualwb.transcripts.formats.clock import span
from qualwb.transcripts.recognition.assemble import Piece, build
from qualwb.transcripts.recognition.named import named_speakers
from qualwb.transcripts.transcript import LeftAside, Role, SpeakerFinding, Transcript, Verdict

_BULLET = "\x15"
_ROLES = {
    "Investigator": Role.MODERATOR,
    "Interviewer": Role.MODERATOR,
    "Moderator": Role.MODERATOR,
    "Observer": Role.OBSERVER,
    "Participant": Role.PARTICIPANT,
    "Informant": Role.PARTICIPANT,
    "Subject": Role.PARTICIPANT,
    "Respondent": Role.PARTICIPANT,
}


def sniff(head: bytes, name: str) -> str | None:
    text = text_of(head)
    lines = text.lstrip("\ufeff").splitlines()[:60] if "@" in text else []
    if any(line.startswith(("@Begin", "@Participants:", "@UTF8")) for line in lines):
        return _("CHAT's headers (@Begin, @Participants)")
    return _("the suffix says CHAT") if name.lower().endswith(".cha") else None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    verdicts: Mapping[str, Verdict] | None = None,  # noqa: ARG001
) -> Transcript:
    """A turn an utterance, as the transcriber wrote it; dependent tiers and comments are left aside."""
    text = _text(data, name, encoding)
    chat = _parse(text, name)
    utterances = list(chat.utterances())
    pieces = [piece for utterance in utterances if (piece := _piece(utterance)) is not None]
    if not pieces:
        raise TranscriptError(name, _("there are no utterances ('*CODE:' lines) in the CHAT file."))
    taken = clean_passages(pieces)
    return build(
        pieces,
        reader="cha",
        speakers=_speakers(pieces, chat),
        warnings=taken.notices(),
        left_aside=[*_tiers(utterances), *_headers(text), *taken.left_aside()],
    )


def _text(data: bytes, name: str, encoding: str | None) -> str:
    """The file's text with its time bullets, which are control characters."""
    if b"\0" in data:
        raise TranscriptError(name, _("this is no text (it holds zero bytes)."))
    try:
        return data.decode(encoding or "utf-8-sig")
    except (UnicodeDecodeError, LookupError):
        # The bullets are not looked for in files that are not in CHAT's own encoding.
        return decoding.decode(data, name, encoding).text


def _parse(text: str, name: str) -> Any:
    import warnings

    try:
        import pylangacq
    except ImportError as error:
        raise MissingExtra(_("Reading CHAT files"), "linguistics") from error
    try:
        # Its warnings are about morphology tiers, which are not used.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return pylangacq.CHAT.from_strs([text], strict=False)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # The library is compiled; a failure inside it comes as a BaseException of its own.
    except BaseException as error:
        raise TranscriptError(
            name,
            _("the CHAT file cannot be understood: {problem}").format(
                problem=str(error).partition("\n")[0][:120]
            ),
        ) from error


def _piece(utterance: Any) -> Piece | None:
    code = utterance.participant
    if code is None:
        return None
    written = (utterance.tiers or {}).get(code, "")
    text = decoding.normal(_without_bullet(written)).replace("\n", " ").strip()
    label = decoding.clean(code)[0].strip()
    marks = utterance.time_marks
    start, end = span(marks[0] / 1000, marks[1] / 1000) if marks else (None, None)
    return Piece(text, label or None, time_start=start, time_end=end)


def _without_bullet(text: str) -> str:
    """The utterance without its times ('\\x15start_end\\x15', milliseconds)."""
    if _BULLET not in text:
        return text
    return "".join(text.split(_BULLET)[::2])


def _tiers(utterances: list[Any]) -> Iterator[LeftAside]:
    counts = Counter(
        tier
        for u in utterances
        if u.participant is not None
        for tier in (u.tiers or {})
        if tier.startswith("%")
    )
    for tier, count in sorted(counts.items()):
        yield LeftAside(tier, _("dependent tier of the utterances"), count=count)


def _headers(text: str) -> Iterator[LeftAside]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("@") and line.strip() not in ("@UTF8", "@Begin", "@End"):
            yield LeftAside(decoding.clean(line)[0], _("header of the file"), number)


def _speakers(pieces: list[Piece], chat: Any) -> list[SpeakerFinding]:
    declared = {p.code: p for header in chat.headers() for p in (header.participants or [])}
    findings = []
    for finding in named_speakers(pieces):
        person = declared.get(finding.label)
        if person is not None:
            about = " ".join(filter(None, (person.name, person.role)))
            finding = replace(
                finding,
                role=_ROLES.get(person.role or "", finding.role),
                reason=_("the header names the speaker: {person}").format(person=about),
            )
        findings.append(finding)
    return findings
