"""Registration plates of cars: three letters and three signs, written or spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualwb.language.lemmas import is_known
from qualwb.language.names.finding import Name, NameKind, Why
from qualwb.language.names.lists import not_identifying
from qualwb.language.vocabulary import vocabulary
from qualwb.language.wordlists import word_set

_NUMBER = (
    r"(?:(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio|nie)?hundra[^\W\d_]{0,14}|tretton|fjorton|femton|sexton|sjutton|"
    r"arton|nitton|(?:tju(?:go|ge|gi)|tretti|förti|fyrti|femti|sexti|sjutti|åtti|nitti)[^\W\d_]{0,6}|"
    r"noll(?:a|an|[^\W\d_]{2,5})?|ett|en|etta|tvåa|trea|femma|sexa|sjua|nia|två|tre|fyra|fem|sex|sju|åtta|nio|nie|tio|tie|elva|tolv|[0-9])"
)
_SPOKEN_LETTER = (
    r"(?:adam|bertil|c[ae]{1,2}sar|david|erik|filip|gustav|helge|ivar|johan|kalle|ludvig|martin|niklas|olof|petter|"
    r"quintus|rudolf|sigurd|tore|urban|viktor|wilhelm|xerxes|yngve|zäta|åke|ärlig|östen)"
)
_WRITTEN = re.compile(
    r"(?<![\w-])(?:[A-ZÅÄÖ]{3}|(?:[A-ZÅÄÖ][.-]){3})[ -]?"
    r"[0-9][-.]?[0-9](?: ?[A-ZÅÄÖ]|[-.]?[0-9])(?![\w-]|:\d|[.,]\d)"
)
_LOWER = re.compile(
    r"(?<![\w-])[a-zåäö]{3}[ -]?[0-9]{2}[0-9a-z]"
    r"(?![\w-]|:\d|[.,]\d| (?:år|kr|gånger|st)\b)"
)
_FILLER = r"(?:,? (?:å|och|eh|öh|sen|å sen|och sen|siffrorna))?"
_LETTER_SOUND = (
    r"(?:be|se|ce|de|eff?|ge|hå|jii?|kå|ell|el|emm?|enn?|pe|ärr?|err?|ess?|te|ve|dubbelve|äkks|eks|äks|"
    r"säta|zäta)"
)
_LOWER_LETTER = r"[a-hj-pr-uw-z]"
_SPOKEN = re.compile(
    rf"(?i)(?<!\w)(?:{_SPOKEN_LETTER}(?:,? {_SPOKEN_LETTER}){{2}}|"
    r"(?-i:[A-ZÅÄÖ](?:[, -]{1,2}[A-ZÅÄÖ]){2}|[A-ZÅÄÖ]{3}|[bcdfghjklmnpqrstvwxz]{3}|"
    rf"{_LOWER_LETTER}(?:[, -]{{1,2}}{_LOWER_LETTER}){{2}})),?"
    rf"{_FILLER}(?:[ -]{_NUMBER},?){{1,3}}"
    rf"(?: (?:{_SPOKEN_LETTER}|(?-i:[A-Z])|(?-i:{_LOWER_LETTER}(?= |[.,]|$))))?(?!\w)"
)
_SOUNDS = re.compile(
    rf"(?i)(?<!\w){_LETTER_SOUND}(?:[, -]{{1,2}}{_LETTER_SOUND}){{2}},?"
    rf"{_FILLER}(?:[ -]{_NUMBER},?){{1,3}}(?!\w)|"
    rf"(?<!\w)[a-z]{{3}},?(?: {_NUMBER},?){{2,3}}(?!\w)"
)
"""Letters as they sound, three letters as a word: plates only beside a word for cars."""
_PART = re.compile(
    r"(?i:\b(?:börja[rd]?e?|sluta[rd]?e?|början|slutet)\b "
    r"(?:den |den va |va |var |är |ju )?(?:på|me|med|är|va) )"
    r"(?P<part>[A-ZÅÄÖ]{3}|[A-ZÅÄÖ](?: [A-ZÅÄÖ]){2}|[0-9]{2}[0-9A-Z])(?![\w-])"
)
"""Half a plate: 'den börjar på MKT'."""
_FOREIGN = re.compile(
    r"(?<![\w-])(?=(?P<letters>[A-Za-z]+))(?:[A-Z]{2}[ -]?[0-9]{2}[ -]?[0-9]{3}|"
    r"[A-Z]{2,3}[ -]?[0-9]{1,5}[A-Z]{0,3}|"
    r"[A-Z] ?[0-9]{3,5}|[A-Z]{1,3}-[A-Z]{1,2} ?[0-9]{1,4}|[a-z]{3} [0-9]{2} [a-z])(?![\w-]|[.,:]\d)"
)
"""Plates of other countries and old ones: only beside a word for plates."""
_OWN = re.compile(
    r"(?i:\b(?:skylt\w*|regskylt\w*|nummerplåt\w*|plåten|registrer\w*|regn\w*|reggen)\b)[^\n.?!]{0,40}?"
    r"(?<!\w)(?P<after>[A-ZÅÄÖ]{2,7}(?: ?[0-9]{1,3})?)(?!\w)|"
    r"(?<!\w)(?P<before>[A-ZÅÄÖ]{2,7}(?: ?[0-9]{1,3})?)(?!\w)[^\n.?!]{0,25}? "
    r"(?i:på (?:\w+ )?(?:reg|nummer|bil)?(?:skylt|plåt)\w*)"
)
"""Plates of one's own choice: 'där står GUBBEN'."""
_PLATE_CUE = re.compile(
    r"(?i)skylt|plåt|\breg\b|reggen|regnum|regist|bilnum|"
    r"\b(?:norsk|dansk|finsk|tysk|polsk|estnisk|lettisk|litauisk|rysk|rumänsk|bulgarisk|utländsk)[at]?\b"
)
_EVERYDAY = word_set("det den dom man jag har var som och att för med hon han")
_CUE = re.compile(
    r"(?i)\bbil|bilen\b|bensin|\bkör|krock|ambulans|regist|\breg\b|regnum|skylt|plåt|\bvolvo|\bsaab|parker|\bbuss|"
    r"moped|skoter|husvagn|lastbil|släp|traktor|nummer"
)
_CUE_REACH = 80
_NO_PLATES = frozenset({"SOU", "SFS", "ISO", "USA", "HSL", "LSS", "LVM", "LPT", "KOL", "HBT", "DSM", "ICD"})
_NEVER_ON_PLATES = frozenset("IQVÅÄÖ")
_VOWELS = frozenset("aeiouyåäö")


def plates(text: str) -> Iterator[Name]:
    """Plates; sure where the letters can stand on one, or a word for cars is near."""
    yield from _written(text)
    yield from _unusual(text)
    yield from _spoken(text)


def _written(text: str) -> Iterator[Name]:
    for match in _WRITTEN.finditer(text):
        letters = match.group()[:3]
        usual = letters not in _NO_PLATES and _NEVER_ON_PLATES.isdisjoint(letters)
        yield _name(match, usual or _is_cued(text, match))
    for match in _LOWER.finditer(text):
        letters = match.group()[:3]
        if _is_cued(text, match) or not _is_word(letters):
            yield _name(match, False)


def _unusual(text: str) -> Iterator[Name]:
    """Halves, plates of other countries, of one's own choice: guesses."""
    for match in _PART.finditer(text):
        if _is_cued(text, match):
            yield _guess(match, "part")
    for match in _FOREIGN.finditer(text):
        if _is_cued(text, match, _PLATE_CUE) and match["letters"].lower() not in not_identifying():
            yield _name(match, False)
    for match in _OWN.finditer(text):
        group = "after" if match["after"] else "before"
        if match[group].lower() not in not_identifying():
            yield _guess(match, group)


def _spoken(text: str) -> Iterator[Name]:
    for match in _SOUNDS.finditer(text):
        if _is_cued(text, match) and match.group()[:3].lower() not in _EVERYDAY:
            yield _name(match, False)
    for match in _SPOKEN.finditer(text):
        if match.group()[:3].lower() not in not_identifying():
            yield _name(match, _is_cued(text, match))


def _is_cued(text: str, match: re.Match[str], cue: re.Pattern[str] = _CUE) -> bool:
    return cue.search(text, max(0, match.start() - _CUE_REACH), match.end() + _CUE_REACH) is not None


def _is_word(letters: str) -> bool:
    return not _VOWELS.isdisjoint(letters) and (letters in vocabulary() or is_known(letters))


def _name(match: re.Match[str], sure: bool) -> Name:
    words = match.group()
    return Name(match.start(), match.end(), words, NameKind.PLATE, sure, Why.FORM, words)


def _guess(match: re.Match[str], group: str) -> Name:
    start, end = match.span(group)
    return Name(start, end, match[group], NameKind.PLATE, False, Why.FORM, match[group])
