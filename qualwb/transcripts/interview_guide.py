"""The interview guide: its questions, and which of the moderator's turns ask them.

Matches are suggestions for a person to confirm: a score from 0 to 1 and the words shared.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from qualwb.localization import gettext as _
from qualwb.transcripts.decoding import decode
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.transcript import Role, Transcript, Turn, TurnKind, Verdict

LOWEST_SCORE = 0.35
"""Matches below this score are not suggested."""
STEM_LENGTH = 6
"""Words count as the same when they agree in so many first letters ('syfte', 'syftet')."""

_NUMBERED = re.compile(r"\s*(?:fråga|question)?\s*\d{1,3}(?:\.\d{1,2})*[.):]?\s+(?=\S)", re.IGNORECASE)
_BULLET = re.compile(r"\s*[-–—•*·]\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_QUESTION_KEYS = ("question", "fråga", "text")
_FOLLOW_UP_KEYS = ("follow_ups", "följdfrågor", "probes", "stöd")
_COMMON = frozenset(
    [
        "och",
        "att",
        "det",
        "som",
        "en",
        "ett",
        "är",
        "var",
        "har",
        "hade",
        "ni",
        "du",
        "vi",
        "de",
        "dem",
        "dom",
        "den",
        "i",
        "på",
        "av",
        "för",
        "med",
        "till",
        "om",
        "hur",
        "vad",
        "när",
        "där",
        "så",
        "kan",
        "ska",
        "skulle",
        "vill",
        "man",
        "er",
        "era",
        "ert",
        "din",
        "ditt",
        "din",
        "sin",
        "nu",
        "då",
        "här",
        "inte",
        "eller",
        "men",
        "från",
        "ut",
        "upp",
        "in",
        "under",
        "efter",
        "vid",
        "något",
        "några",
        "någon",
        "mer",
        "lite",
        "bli",
        "blev",
        "vara",
        "varit",
        "ha",
        "få",
        "fick",
        "går",
        "the",
        "and",
        "you",
        "your",
        "of",
        "to",
        "in",
        "what",
        "how",
        "was",
    ]
)


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """An item of the guide: its number from 1, its words, its follow-up questions."""

    number: int
    text: str
    follow_ups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionMatch:
    """A suggestion: turn number ``turn`` (index in the transcript) asks the question, with score and
    reason.
    """

    turn: int
    question: int
    score: float
    reason: str


def read_guide(data: bytes, name: str) -> list[GuideQuestion]:
    """The questions of a guide in text or yaml. Raises TranscriptError if there is none."""
    text = decode(data, name).text
    if PurePath(name).suffix.lower() in (".yaml", ".yml"):
        questions = _from_yaml(text, name)
    else:
        questions = _from_text(text)
    if not questions:
        raise TranscriptError(name, _("no questions were found."), _("Write one question a line."))
    return questions


def _from_text(text: str) -> list[GuideQuestion]:
    """Numbered lines, else lines with a bullet or a question mark, else all lines; indented ones follow
    up.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    numbered = [line for line in lines if _NUMBERED.match(line) and not line[0].isspace()]
    asked = numbered or [line for line in lines if _is_asked(line) and not line[0].isspace()]
    main = set(map(id, asked or lines))
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if id(line) in main:
            found.append((_bare(line), []))
        elif found and (line[0].isspace() or _is_asked(line)):
            found[-1][1].append(_bare(line))
    return _numbered(found)


def _is_asked(line: str) -> bool:
    return bool(_BULLET.match(line)) or line.rstrip().endswith("?")


def _bare(line: str) -> str:
    return _BULLET.sub("", _NUMBERED.sub("", line, count=1), count=1).strip()


def _numbered(found: Iterable[tuple[str, Sequence[str]]]) -> list[GuideQuestion]:
    kept = [(text, follow_ups) for text, follow_ups in found if text]
    return [GuideQuestion(n, text, tuple(filter(None, more))) for n, (text, more) in enumerate(kept, 1)]


def _from_yaml(text: str, name: str) -> list[GuideQuestion]:
    import yaml

    try:
        data: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise TranscriptError(name, _("this is no yaml."), line=mark.line + 1 if mark else None) from error
    except RecursionError:
        raise TranscriptError(name, _("the yaml is nested too deep.")) from None
    if isinstance(data, dict):
        data = next((data[key] for key in ("questions", "frågor", "guide") if key in data), None)
    if not isinstance(data, list):
        raise TranscriptError(name, _("a list of questions is expected."), _("Put them under 'questions:'."))
    return _numbered(_yaml_item(item, name) for item in data)


def _yaml_item(item: Any, name: str) -> tuple[str, list[str]]:
    if isinstance(item, dict):
        text = next((str(item[key]) for key in _QUESTION_KEYS if item.get(key)), "")
        more: Any = next((item[key] for key in _FOLLOW_UP_KEYS if item.get(key)), [])
        if text and isinstance(more, list):
            return text.strip(), [str(follow_up).strip() for follow_up in more]
    elif isinstance(item, str | int | float):
        return str(item).strip(), []
    raise TranscriptError(
        name, _("an item of the guide is neither text nor a mapping with 'question'."), f"{item!r:.60}"
    )


def match_questions(transcript: Transcript, questions: Sequence[GuideQuestion]) -> list[QuestionMatch]:
    """Suggest which turns ask which questions: at most one question a turn, in the order of the turns.

    Moderators' turns are looked at; where no moderator is known, turns with a question mark. The score
    is the share of a question's words that the turn has, rare words weighing more (inverse document
    frequency over the guide).
    """
    wordings = [
        (question, _stems(words)) for question in questions for words in (question.text, *question.follow_ups)
    ]
    weights = _weights([stems for _question, stems in wordings])
    matches = []
    for index, turn in enumerate(transcript.turns):
        if not _may_ask(transcript, turn):
            continue
        said = _stems(transcript.text[turn.start : turn.end])
        best: QuestionMatch | None = None
        for question, stems in wordings:
            shared = [stem for stem in stems if stem in said]
            total = sum(weights[stem] for stem in stems)
            if not shared or (len(shared) < 2 and len(stems) > 1):
                continue
            score = sum(weights[stem] for stem in shared) / total
            if score >= LOWEST_SCORE and (best is None or score > best.score):
                words = ", ".join(f"'{stems[stem]}'" for stem in shared)
                best = QuestionMatch(
                    index, question.number, round(score, 3), _("shares {words}").format(words=words)
                )
        if best is not None:
            matches.append(best)
    return matches


def _may_ask(transcript: Transcript, turn: Turn) -> bool:
    if turn.kind is not TurnKind.SPEECH:
        return False
    moderators = {
        finding.label
        for finding in transcript.speakers
        if finding.role is Role.MODERATOR and finding.verdict is Verdict.SPEAKER
    }
    if moderators:
        return turn.speaker in moderators
    return "?" in transcript.text[turn.start : turn.end]


def _stems(text: str) -> dict[str, str]:
    """The text's telling words by their first letters: stem -> the word as it stands first."""
    stems: dict[str, str] = {}
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word not in _COMMON:
            stems.setdefault(word[:STEM_LENGTH].rstrip("te") if len(word) > 4 else word, match[0])
    return stems


def _weights(documents: Sequence[dict[str, str]]) -> dict[str, float]:
    """Inverse document frequency, log(1 + N / n), of each stem over the guide's wordings."""
    counts: dict[str, int] = {}
    for stems in documents:
        for stem in stems:
            counts[stem] = counts.get(stem, 0) + 1
    return {stem: math.log(1 + len(documents) / n) for stem, n in counts.items()}
