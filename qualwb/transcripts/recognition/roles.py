"""Guessing a speaker's role, with the reason: by the label's word, else by the share of questions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from qualwb.localization import gettext as _
from qualwb.transcripts.recognition.lexicon import COLLECTIVE, PEOPLE, ROLE_CODES, ROLE_WORDS, SEVERAL
from qualwb.transcripts.transcript import Role

ADJECTIVES = frozenset(
    ["okänd", "okänt", "manlig", "kvinnlig", "ung", "yngre", "äldre", "annan", "male", "female", "unknown"]
)
NUMBERS = frozenset(
    ["ett", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "one", "two", "three"]
)
QUESTION_SHARE = 0.5
"""A speaker of whose turns more than this end in a question mark may be the moderator ..."""
FEWEST_TURNS = 3
"""... when there are at least so many of them."""
_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)\s*$")
_CODE = re.compile(r"([^\W\d_]{1,3})[ .]?(\d{0,3})([a-zåäö]?)\.?")


@lru_cache(maxsize=4096)
def is_collective(label: str) -> bool:
    """Whether the label stands for several or unknown people ('Flera', 'Alla', 'Okänd')."""
    words = re.sub(r"[\s\d]+$", "", label.lower().strip("().:")).split()
    if len(words) == 2 and words[0] in SEVERAL and (words[1] in PEOPLE or words[1] in ROLE_WORDS):
        return True
    return "_".join(words) in COLLECTIVE or label.strip() == "?"


@lru_cache(maxsize=4096)
def role_word(label: str) -> Role | None:
    """The role that the label's word names ('Moderator', 'Deltagare 4', 'Kvinnlig respondent B'), else
    None.
    """
    words = _PARENTHESIS.sub("", label).replace("-", " ").split()
    while words and words[0].lower() in ADJECTIVES:
        words = words[1:]
    if not words:
        return None
    head = re.sub(r"\d+$", "", words[0].lower())
    if head not in ROLE_WORDS or len(words) > 3:
        return None
    if all(_tells_apart(word) for word in words[1:]):
        return ROLE_WORDS[head]
    return None


def _tells_apart(word: str) -> bool:
    """Whether a word can stand after a role word to tell people apart: '4', 'B', 'två', 'Eva'."""
    return word.strip(".").isdigit() or len(word) == 1 or word.lower() in NUMBERS or word[0].isupper()


def role_code(label: str, labels: Iterable[str]) -> tuple[Role, str] | None:
    """The role that an abbreviation stands for, beside the other ``labels`` of the file ('M', 'IP2',
    'Obs').
    """
    match = _CODE.fullmatch(label)
    if match is None:
        return None
    letters, numbered = match[1].lower(), bool(match[2])
    if letters not in ROLE_CODES:
        return None
    sex = _man_or_woman(label, letters, numbered, labels) if letters in ("m", "f") else ""
    if sex:
        return Role.PARTICIPANT, sex
    if letters == "a" and not numbered:
        return None
    if letters == "q" and "a" not in {other.lower() for other in labels}:
        return None
    return ROLE_CODES[letters], _("'{label}' is short for that role").format(label=label)


def _man_or_woman(label: str, letter: str, numbered: bool, labels: Iterable[str]) -> str:
    """What in the other labels says that 'm' is a man, no moderator, or 'f' a woman who answers; else ''."""
    beside = {code[:1].lower() for code in labels if _CODE.fullmatch(code)}
    if numbered and beside & ({"k", "f"} if letter == "m" else {"m"}):
        return _("'{label}' stands beside K or F: man or woman").format(label=label)
    if letter == "m" and beside >= {"k", "i"}:
        return _("'M' stands beside 'K' and 'I': man")
    if letter == "f" and beside & {"m", "i"}:
        return _("'F' stands beside another who asks: woman")
    return ""


def guess_roles(
    said: Mapping[str, Sequence[str]], legend: Mapping[str, str] | None = None
) -> dict[str, tuple[Role, str]]:
    """A role and its reason for each label, from the label, a legend ('I' -> 'intervjuare 1') and what
    is said.
    """
    roles: dict[str, tuple[Role, str]] = {}
    for label in said:
        roles[label] = _by_label(label, said, legend or {})
    _by_questions(said, roles)
    if any(role is Role.MODERATOR for role, _reason in roles.values()):
        for label, (role, _reason) in roles.items():
            if role is Role.UNKNOWN and not is_collective(label):
                roles[label] = Role.PARTICIPANT, _("speaks beside a moderator")
    return roles


def _by_label(label: str, said: Mapping[str, Sequence[str]], legend: Mapping[str, str]) -> tuple[Role, str]:
    if is_collective(label):
        return Role.UNKNOWN, _("stands for several or unknown people")
    if label in legend:
        for word in legend[label].replace(",", " ").split():
            role = role_word(word)
            if role is not None:
                return role, _("the legend says '{words}'").format(words=legend[label])
    role = role_word(label)
    if role is None:
        in_brackets = _PARENTHESIS.search(label)
        role = role_word(in_brackets[1]) if in_brackets else None
    if role is not None:
        return role, _("the label names a role")
    return role_code(label, said) or (Role.UNKNOWN, "")


def _by_questions(said: Mapping[str, Sequence[str]], roles: dict[str, tuple[Role, str]]) -> None:
    """Without a moderator by name: who asks most, if that is clearly more than the others do."""
    if any(role is Role.MODERATOR for role, _reason in roles.values()) or len(said) < 2:
        return
    asked = {
        label: (sum(text.rstrip(' "”»').endswith("?") for text in texts), len(texts))
        for label, texts in said.items()
        if roles[label][0] is Role.UNKNOWN and not is_collective(label) and len(texts) >= FEWEST_TURNS
    }
    if not asked:
        return
    shares = sorted(((n / turns, label) for label, (n, turns) in asked.items()), reverse=True)
    share, label = shares[0]
    if share >= QUESTION_SHARE and (len(shares) < 2 or share >= 2 * shares[1][0]):
        n, turns = asked[label]
        roles[label] = (
            Role.MODERATOR,
            _("{n} of {turns} turns end in a question mark").format(n=n, turns=turns),
        )
