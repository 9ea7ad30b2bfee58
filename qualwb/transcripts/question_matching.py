"""Which of a transcript's turns ask which questions of the interview guide.

Matches are suggestions for a person to confirm: a score from 0 to 1 and the words shared.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualwb.localization import gettext as _
from qualwb.transcripts.interview_guide import GuideQuestion
from qualwb.transcripts.transcript import Role, Transcript, TurnKind, Verdict

LOWEST_SCORE = 0.35
"""Matches below this score are not suggested."""
STEM_LENGTH = 6
"""Words count as the same when they agree in so many first letters ('syfte', 'syftet')."""

_WORD = re.compile(r"[^\W\d_]{2,}")
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
"""Words that tell nothing about what is asked."""

Stems = dict[str, str]
"""Telling words by their first letters: stem -> the word as it stands first."""


@dataclass(frozen=True, slots=True)
class QuestionMatch:
    """A suggestion: turn number ``turn`` (index in the transcript) asks the question, with score and
    reason.
    """

    turn: int
    question: int
    score: float
    reason: str


def match_questions(transcript: Transcript, questions: Sequence[GuideQuestion]) -> list[QuestionMatch]:
    """Suggest which turns ask which questions: at most one question a turn, in the order of the turns; of
    those that fit equally well, the guide's first.

    Moderators' turns are looked at; where no moderator is known, turns with a question mark. The score
    is the share of a question's words that the turn has, rare words weighing more (inverse document
    frequency over the guide).
    """
    wordings = [
        (question, _stems(words)) for question in questions for words in (question.text, *question.follow_ups)
    ]
    weights = _weights([stems for _question, stems in wordings])
    matches = []
    for index, words in _asking_turns(transcript):
        said = _stems(words)
        found = [_match(index, said, question, stems, weights) for question, stems in wordings]
        scored = [match for match in found if match is not None]
        if scored:
            matches.append(max(scored, key=lambda match: match.score))
    return matches


def _asking_turns(transcript: Transcript) -> Iterator[tuple[int, str]]:
    """The turns that may ask something: index and words."""
    moderators = {
        finding.label
        for finding in transcript.speakers
        if finding.role is Role.MODERATOR and finding.verdict is Verdict.SPEAKER
    }
    for index, turn in enumerate(transcript.turns):
        if turn.kind is TurnKind.SPEECH:
            words = transcript.text[turn.start : turn.end]
            if turn.speaker in moderators if moderators else "?" in words:
                yield index, words


def _match(
    turn: int, said: Stems, question: GuideQuestion, asked: Stems, weights: Mapping[str, float]
) -> QuestionMatch | None:
    """How well a turn's words fit a question's wording; None where they share too little."""
    shared = [stem for stem in asked if stem in said]
    if not shared or (len(shared) < 2 and len(asked) > 1):
        return None
    score = sum(weights[stem] for stem in shared) / sum(weights[stem] for stem in asked)
    if score < LOWEST_SCORE:
        return None
    words = ", ".join(f"'{asked[stem]}'" for stem in shared)
    return QuestionMatch(turn, question.number, round(score, 3), _("shares {words}").format(words=words))


def _stems(text: str) -> Stems:
    """The text's telling words."""
    stems: Stems = {}
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word not in _COMMON:
            stems.setdefault(word[:STEM_LENGTH].rstrip("te") if len(word) > 4 else word, match[0])
    return stems


def _weights(documents: Sequence[Stems]) -> dict[str, float]:
    """Inverse document frequency, log(1 + N / n), of each stem over the guide's wordings."""
    counts: dict[str, int] = {}
    for stems in documents:
        for stem in stems:
            counts[stem] = counts.get(stem, 0) + 1
    return {stem: math.log(1 + len(documents) / n) for stem, n in counts.items()}
