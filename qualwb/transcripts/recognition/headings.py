"""Lines that nobody says: headings, rules, page numbers, the head of a transcript with its data and
legend.
"""

import re
from collections.abc import Sequence

from qualwb.transcripts.recognition.label_forms import is_metadata
from qualwb.transcripts.recognition.label_shapes import LabelCandidate, is_event
from qualwb.transcripts.recognition.lexicon import PERSONAL
from qualwb.transcripts.recognition.roles import role_word

LONGEST_HEADING = 70
LONGEST_HEAD = 40
"""Lines at the start of a file among which its own head is looked for."""
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[^\W\d_a-zåäö].*")
_COUNTED = re.compile(
    r"(?:tema|fråga|frågeområde|del|block|avsnitt|område|kapitel|bilaga|grupp|fokusgrupp|session|part|topic)\s+\d+\b.*",
    re.IGNORECASE,
)
_RULE = re.compile(r"(?:[-=_*~#–—]\s?){3,}")
_PAGE = re.compile(
    r"(?:sida|sidan|page|sid\.?)\s+\d+(?:\s*(?:av|of|/|\()\s*\d+\)?)?|[-–]\s*\d{1,4}\s*[-–]|\d{1,3}\s?\(\d{1,3}\)",
    re.I,
)
_EVENT = re.compile(r"(?:\(+[^()\n]{1,80}\)+|\[[^\[\]\n]{1,80}\]|\*[^*\n]{1,60}\*)[.]?")
_LEGEND = re.compile(
    r"(?P<label>[^\W_][\w .\-]{0,20}?)\s*=\s*(?P<words>[^=;\n]{2,60}?)"
    r"(?=\s*(?:[;,]\s*[^\W_][\w .\-]{0,20}?\s*=|;|$))"
)


def is_heading(text: str, blank_before: bool, blank_after: bool) -> bool:
    """Whether a line without label is a heading: a rule, in capitals, or numbered; short, no stop at its
    end.
    """
    if len(text) > LONGEST_HEADING:
        return False
    if _RULE.fullmatch(text):
        return True
    if text[-1] in ".!?,;:…-–":
        return False
    if text.isupper() and sum(map(str.isalpha, text)) >= 4:
        return blank_before or blank_after
    if not blank_before:
        return False
    return bool(_COUNTED.fullmatch(text)) or (bool(_NUMBERED.fullmatch(text)) and blank_after)


def is_page_number(text: str) -> bool:
    """'Sida 3 av 10', '- 3 -', '3 (10)'."""
    return len(text) < 20 and _PAGE.fullmatch(text) is not None


def is_event_line(text: str) -> bool:
    """'(skratt)' or '[paus]' alone on a line: happens, and is nobody's turn."""
    return (
        len(text) < 90
        and text[0] in "([*"
        and _EVENT.fullmatch(text) is not None
        and is_event(text.strip("([*])."))
    )


def legend(text: str) -> dict[str, str]:
    """Labels explained in a line: 'I = intervjuare 1; X = informant' -> {'I': 'intervjuare 1', 'X':
    'informant'}.
    """
    if "=" not in text or len(text) > 300:
        return {}
    return {match["label"].strip(): match["words"].strip() for match in _LEGEND.finditer(text)}


def describes(candidate: LabelCandidate) -> bool:
    """Whether a label is a key for what a person is ('Kommun', 'Roll')."""
    return candidate.label.lower() in PERSONAL


def describes_person(body: str) -> bool:
    """Whether the words after a label tell who it is ('Moderator', 'kvinna, 45 år', 'Eva Berg'), not
    what is said.
    """
    if not body or len(body) > 60 or body[-1] in ".?!…":
        return False
    words = body.replace(",", " ").replace("(", " ").replace(")", " ").split()
    if not words or len(words) > 8:
        return False
    return any(role_word(word) for word in words) or (
        len(words) > 1
        and all(word[0].isupper() or word[0].isdigit() or word in ("och", "&", "av", "år") for word in words)
    )


def head_length(texts: Sequence[str], candidates: Sequence[LabelCandidate | None]) -> int:
    """How many lines at the start are the transcript's own head: title, 'Datum: ...', legend.

    0 if none of them is a key or a legend.
    """
    end, data_seen, block_start = 0, False, True
    for index, (text, candidate) in enumerate(zip(texts, candidates, strict=True)):
        if not text:
            block_start = True
            continue
        if _is_datum(text, candidate):
            data_seen, end = True, index + 1
        elif candidate is not None:
            if not describes_person(text[candidate.start :]):
                break
            lists_people = _lists_people(texts[index:], candidates[index:])
            if block_start and data_seen and not lists_people:
                break
            data_seen = data_seen or lists_people
            end = index + 1
        block_start = False
    return end if data_seen else 0


def _is_datum(text: str, candidate: LabelCandidate | None) -> bool:
    """'Datum: 3 maj' or 'I = intervjuare'."""
    return (candidate is not None and is_metadata(candidate.label)) or bool(legend(text))


def _lists_people(texts: Sequence[str], candidates: Sequence[LabelCandidate | None]) -> bool:
    """Whether the lines up to the next blank one are 'label: who it is', at least two of them."""
    people = 0
    for text, candidate in zip(texts, candidates, strict=True):
        if not text:
            return people >= 2
        if candidate is not None and describes_person(text[candidate.start :]):
            people += 1
        elif not _is_datum(text, candidate):
            return False
    return False
