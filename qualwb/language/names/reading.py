"""A text as the rules for names read it: its words, with what stands around them and what the model says."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from qualwb.language.names.lists import first_names, not_identifying, public_phrases
from qualwb.language.names.stems import Facts, facts
from qualwb.language.parsing import ParsedDoc
from qualwb.language.transcription_marks import without_marks
from qualwb.language.wordlists import word_set

_WORD = re.compile(
    r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f][^\W\d_]*)*(?:[-‐'’](?:[^\W\d_][\u0300-\u036f]?)+)*"
)
_INNER_CAPITAL = re.compile(r"^[^\W\d_]{1,3}[-’'][A-ZÅÄÖ]")
_LABEL = re.compile(r"^([^\W_][\w.'’-]*(?: [\w.'’-]+){0,2}):(?=\s|$)", re.MULTILINE)
_CODE = re.compile(r"[A-ZÅÄÖ]{0,3}\d{0,3}|[a-zåäö]\d{0,3}|(?:[^\W\d_]+ )?\d{1,3}[a-z]?")
_ENDS_SENTENCE = frozenset('.?!…:\n"”»“)]•*–—')
_MASKED_LABEL = re.compile(r"\n {2,}\n")
_ENDS_TURN = frozenset(".?!…")
_LOWER_SHARE = 0.6
_FEWEST_STARTS = 3
_FEWEST_LOWER_NAMES = 2
_LONGEST_NAME = 40
_FEWEST_WORDS_OF_TURN = 3

ROLES = word_set(
    """
    moderator moderatorn intervjuare intervjuaren intervjuledare deltagare deltagaren informant respondent
    observatör observatören tolk tolken assistent samtalsledare samtalsledaren fråga svar talare speaker
    man kvinna person alla flera okänd röst ledare fokusgruppsledare bisittare sekreterare antecknare
    forskare grupp interviewer participant male female unknown all ip int mod
    """
)
"""Labels that are no names."""


class Word(NamedTuple):
    """``text`` at [start, end); ``low`` is it in lower case, composed (NFC).

    ``starts``: it begins a sentence, so that a capital says nothing. ``joined``: only a space parts it from
    the word before. ``label``: it stands in a speaker's label. ``model`` is the model's PER, LOC, ORG or '',
    ``pos`` its part of speech. ``public``: part of a name of several words that identifies nobody.
    ``lower``: no capitals are used where it stands, in the text or in the turn.
    """

    start: int
    end: int
    text: str
    low: str
    starts: bool
    joined: bool
    label: bool
    model: str
    pos: str
    public: bool = False
    lower: bool = False

    @property
    def known(self) -> Facts:
        """What the lists say of it."""
        return facts(self.low)

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter, and isn't all of capitals, as stressed words are."""
        if self.text.islower() or self.stressed:
            return False
        return self.text[0].isupper() or _INNER_CAPITAL.search(self.text) is not None

    @property
    def stressed(self) -> bool:
        """Whether it is all of capitals."""
        return len(self.text) > 1 and self.text.isupper()


@dataclass(frozen=True, slots=True)
class Reading:
    """``lower``: whoever wrote the text uses no capitals; ``lower_names``: none, or not for every name."""

    text: str
    words: list[Word]
    lower: bool
    lower_names: bool

    def next_to(self, n: int) -> Word | None:
        """The word after word ``n`` where only a space parts them."""
        following = self.words[n + 1] if n + 1 < len(self.words) else None
        return following if following and following.joined and not following.starts else None


def read(text: str, doc: ParsedDoc | None = None) -> Reading:
    """The words of a text; with what the model says of them where it is parsed."""
    masked, labels = _masked(text)
    models = _models(doc) if doc else {}
    poss = {token.start: token.pos for token in doc.tokens} if doc else {}
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(masked):
        start = match.start()
        if match.end() - start > _LONGEST_NAME:
            continue
        words = match.group()
        gap = masked[end:start]
        label = start in labels
        stressed = len(words) > 1 and words.isupper()
        found.append(
            Word(
                start,
                match.end(),
                words,
                _low(words),
                not found or _parts_sentences(gap) or label,
                gap == " " and bool(found),
                label,
                "" if stressed else models.get(start, ""),
                "" if stressed else poss.get(start, ""),
            )
        )
        end = match.end()
    lower = _is_lower(found)
    read_words = _with_lower(_with_public(found), masked, lower)
    return Reading(text, read_words, lower, lower or _has_lower_names(found))


def _with_public(words: list[Word]) -> list[Word]:
    """The words, those marked that make up the name of an authority, a firm or a public figure."""
    phrases = public_phrases()
    for n, word in enumerate(words):
        for phrase in phrases.get(word.low, ()):
            here = words[n : n + len(phrase)]
            last = here[-1].low
            if n and words[n - 1].low == "på" and last == phrase[-1] + "s":
                continue  # 'på Astrid Lindgrens': what is named after somebody
            if [one.low for one in here[:-1]] == phrase[:-1] and last in (phrase[-1], phrase[-1] + "s"):
                words[n : n + len(phrase)] = [one._replace(public=True) for one in here]
    return words


def _with_lower(words: list[Word], text: str, everywhere: bool) -> list[Word]:
    """The words, those marked that stand where no capitals are used: in the text, or in the turn, which
    another may have written down. A line that goes on with a sentence begins no turn.
    """
    if everywhere:
        return [word._replace(lower=True) for word in words]
    turn = 0
    for n in range(1, len(words) + 1):
        if n == len(words) or words[n].label or _parts_turns(text[words[n - 1].end : words[n].start]):
            if _is_lower_turn(words[turn:n]):
                words[turn:n] = [word._replace(lower=True) for word in words[turn:n]]
            turn = n
    return words


def _parts_turns(gap: str) -> bool:
    """Whether a new turn begins after the gap: at a label that is no name, after a whole sentence."""
    return _MASKED_LABEL.search(gap) is not None or ("\n" in gap and not _ENDS_TURN.isdisjoint(gap))


def _is_lower_turn(words: list[Word]) -> bool:
    said = [word for word in words if not word.label]
    return len(said) >= _FEWEST_WORDS_OF_TURN and not any(word.text[0].isupper() for word in said)


def _parts_sentences(gap: str) -> bool:
    return not _ENDS_SENTENCE.isdisjoint(gap) or "  " in gap


def _masked(text: str) -> tuple[str, set[int]]:
    """The text without marks and without labels that are roles or codes, and where names in labels start."""
    plain = without_marks(text)
    times = Counter(match.group(1) for match in _LABEL.finditer(plain))
    starts: set[int] = set()
    pieces: list[str] = []
    end = 0
    for match in _LABEL.finditer(plain):
        name = match.group(1)
        if _is_role(name):
            pieces += [plain[end : match.start()], "\n".rjust(match.end() - match.start(), " ")]
            end = match.end()
        elif times[name] > 1 or _is_first_name(name):
            starts.update(
                match.start() + word.start()
                for word in _WORD.finditer(name)
                if word.group().lower() not in ROLES
            )
    pieces.append(plain[end:])
    return "".join(pieces), starts


def _is_first_name(label: str) -> bool:
    first = facts(_low(label)).first
    return first is not None and not first.is_word


@lru_cache(maxsize=4096)
def _is_role(label: str) -> bool:
    return _CODE.fullmatch(label) is not None or all(
        word in ROLES or _CODE.fullmatch(word) for word in label.lower().split()
    )


def _models(doc: ParsedDoc) -> dict[int, str]:
    spans = iter(doc.entities)
    entity = next(spans, None)
    found: dict[int, str] = {}
    for token in doc.tokens:
        while entity and entity.end <= token.start:
            entity = next(spans, None)
        if entity and entity.start <= token.start:
            found[token.start] = entity.label
    return found


def _is_lower(words: list[Word]) -> bool:
    starts = [word.capital for word in words if word.starts and not word.label and len(word.text) > 1]
    return len(starts) >= _FEWEST_STARTS and sum(starts) < (1 - _LOWER_SHARE) * len(starts)


def _has_lower_names(words: list[Word]) -> bool:
    """Whether first names that are no words of the language stand in lower case."""
    times = 0
    for word in words:
        if word.text.islower():
            first = first_names().get(word.low)
            times += first is not None and not first.is_word and word.low not in not_identifying()
            if times >= _FEWEST_LOWER_NAMES:
                return True
    return False


@lru_cache(maxsize=65536)
def _low(word: str) -> str:
    return unicodedata.normalize("NFC", word).lower()
