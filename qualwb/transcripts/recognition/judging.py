"""Is a label a speaker? What speaks for and against is gathered over the file, then weighed with a reason."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.transcripts.recognition.labels import Shape
from qualwb.transcripts.recognition.lexicon import (
    FIRST_NAMES,
    LEAD_INS,
    METADATA,
    QUESTION_AND_ANSWER,
    SENTENCE_WORDS,
)
from qualwb.transcripts.recognition.roles import is_collective, role_code, role_word
from qualwb.transcripts.transcript import Verdict

Judgement = tuple[Verdict, str]


@dataclass(slots=True)
class LabelEvidence:
    """What a file shows about one label: how often it begins a line, in which shapes, what follows it."""

    label: str
    count: int = 0
    tight: int = 0
    """Occurrences without a blank after the colon; they count once the label is known otherwise."""
    bold: int = 0
    timed: int = 0
    """Occurrences behind a time stamp at the start of a line."""
    lower_after: int = 0
    mid_sentence: int = 0
    """Occurrences after a line that does not end a sentence: the label may be in the midst of one."""
    shapes: set[Shape] = field(default_factory=set)
    legend: str = ""
    first_line: str = ""

    @property
    def firm(self) -> int:
        return self.count - self.tight


@dataclass(slots=True)
class FileEvidence:
    """The labels of a file together, and its whole text to look a word up in."""

    labels: dict[str, LabelEvidence]
    text: Callable[[], str]
    families: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for label, evidence in self.labels.items():
            if evidence.firm and is_code(label):
                family = code_family(label)
                self.families[family] = self.families.get(family, 0) + 1
                self.words[family] = self.words.get(family, 0) + evidence.firm

    def in_running_text(self, word: str) -> bool:
        """Whether the word stands in the text other than before a colon at the start of a line."""
        return re.search(rf"(?<![\w]){re.escape(word)}(?![\w]|:(?:\s|$))", self.text()) is not None


_CODE = re.compile(r"[A-ZÅÄÖ]{1,4}[ .-]?\d{0,3}[a-zåäö]?|[a-zåäö]{1,3}[ -]?\d{1,3}")
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’´.\-‐])*")
_PARTICLES = frozenset(["av", "af", "von", "van", "de", "del", "la", "bin", "al"])
_DEFINITE = re.compile(r".{3,}(?:en|et|an|na|arna|erna|orna|heten|ingen)")


@lru_cache(maxsize=4096)
def is_code(label: str) -> bool:
    """Whether the label is an abbreviation of a person: 'D5', 'IP1', 'M', 'KL', 'p2'."""
    return _CODE.fullmatch(label) is not None


@lru_cache(maxsize=4096)
def code_family(label: str) -> str:
    """What codes of one file have in common: letters before a number, else their length ('D', 2)."""
    letters = re.match(r"[^\W\d_]*", label)
    assert letters is not None
    return letters[0].upper() if any(char.isdigit() for char in label) else f"#{len(label)}"


@lru_cache(maxsize=4096)
def is_name(label: str) -> bool:
    """Whether the label is written as a name: up to four capitalised words, a parenthesis may follow."""
    words = re.sub(r"\s*\([^()]*\)", "", label).replace(",", " ").replace("/", " ").split()
    if not 1 <= len(words) <= 4 or not words[0][0].isupper():
        return False
    return all(
        word.lower() in _PARTICLES
        or word.isdigit()
        or (word[0].isupper() and _NAME_WORD.fullmatch(word) is not None)
        for word in words
    )


@lru_cache(maxsize=4096)
def first_name(label: str) -> bool:
    """Whether the label begins with a common first name."""
    words = re.split(r"[\s,(/]+", label)
    head = words[0].lower().strip(".")
    return head in FIRST_NAMES or head.partition("-")[0] in FIRST_NAMES


def judge(
    evidence: LabelEvidence, file: FileEvidence, overrides: Mapping[str, Verdict] | None = None
) -> Judgement:
    """The verdict on a label and its reason. ``overrides``: what a person has decided goes first."""
    if overrides and evidence.label in overrides:
        return overrides[evidence.label], _("decided by hand")
    for rule in RULES:
        judgement = rule(evidence, file)
        if judgement is not None:
            return judgement
    return Verdict.UNSURE, _("stands once before a colon and could be a name")


def _speaker(reason: str) -> Judgement:
    return Verdict.SPEAKER, reason


def _not(reason: str) -> Judgement:
    return Verdict.NOT_A_SPEAKER, reason


def _unsure(reason: str) -> Judgement:
    return Verdict.UNSURE, reason


def _times(n: int) -> str:
    return ngettext("{n} time", "{n} times", n).format(n=n)


@lru_cache(maxsize=4096)
def _key(label: str) -> str:
    return "_".join(label.lower().split())


def _named_by_format(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if Shape.VOICE in evidence.shapes:
        return _speaker(_("the file's format names the speaker"))
    return None


def _only_tight(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    """'EU:s', 'S:t Eriks': no blank after the colon."""
    if evidence.firm > 0:
        return None
    if (
        evidence.count >= 2
        and not evidence.lower_after
        and (is_name(evidence.label) or is_code(evidence.label))
    ):
        if _has_sentence_word(evidence.label) or _key(evidence.label) in LEAD_INS | METADATA:
            return _not(_("leads a sentence in"))
        return _speaker(_("recurs {times} at the start of a line").format(times=_times(evidence.count)))
    if role_word(evidence.label) is not None and not evidence.lower_after:
        return _speaker(_("the label names a role"))
    return _not(_("no blank after the colon"))


def _in_legend(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if evidence.legend and not _has_sentence_word(evidence.label):
        return _speaker(_("the legend says '{words}'").format(words=evidence.legend))
    return None


def _question_and_answer(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    if evidence.label.lower() not in QUESTION_AND_ANSWER:
        return None
    recurring = [
        label
        for label, other in file.labels.items()
        if label.lower() in QUESTION_AND_ANSWER and other.firm >= 2
    ]
    if len(recurring) >= 2 and evidence.label in recurring:
        return _speaker(_("question and answer take turns"))
    return None


def _observer_or_note(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    """'Obs:' is the observer or 'note well'."""
    if evidence.label.lower() != "obs":
        return None
    if evidence.firm >= 2 and evidence.label != "OBS":
        return _speaker(_("recurs {times} at the start of a line").format(times=_times(evidence.firm)))
    if evidence.label != "OBS" and any(label.lower() in ("m", "mod", "moderator") for label in file.labels):
        return _speaker(_("short for observer, beside a moderator"))
    if evidence.firm >= 2:
        return _unsure(_("the observer, or 'note well'"))
    return _not(_("'note well', not a person"))


@lru_cache(maxsize=4096)
def _is_metadata(label: str) -> bool:
    return _key(re.sub(r"\s*\d+$", "", label)) in METADATA


def _metadata(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if _is_metadata(evidence.label):
        return _not(_("a heading of the transcript's own data"))
    return None


def _preamble(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    """'Seminarier 2021. Fokusgrupp: Grupp 3': a sentence ends before the key."""
    before, stop, last = evidence.label.rpartition(". ")
    if evidence.firm >= 3 or not stop or len(before.split()[-1]) < 4:
        return None
    if _key(last) in METADATA or role_word(last) is not None:
        return _not(_("a heading of the transcript's own data"))
    return None


def _collective(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if is_collective(evidence.label):
        return _speaker(_("stands for several or unknown people"))
    return None


def _role(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if role_word(evidence.label) is None:
        return None
    if evidence.label[0].islower() and evidence.firm < 2:
        return _unsure(_("names a role, but in lower case and once"))
    return _speaker(_("the label names a role"))


def _lead_in(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    key = _key(evidence.label)
    if key in LEAD_INS or key.rstrip(".") in LEAD_INS:
        return _not(_("a word that leads a sentence in"))
    return None


@lru_cache(maxsize=4096)
def _has_sentence_word(label: str) -> str:
    """The first word of the label that belongs in a sentence, or ''."""
    words = re.sub(r"\s*\([^()]*\)", "", label).split()
    for index, word in enumerate(words):
        lowered = word.lower().strip(",.")
        if lowered not in SENTENCE_WORDS:
            continue
        name = word[0].isupper() and (lowered in FIRST_NAMES or len(word.strip(".")) == 1)
        if not name or (len(words) == 1 and lowered not in FIRST_NAMES and len(word) > 1):
            if index and lowered in _PARTICLES and words[index - 1][0].isupper() and words[-1][0].isupper():
                continue
            return word
    return ""


def _sentence(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    word = _has_sentence_word(evidence.label)
    if word:
        return _not(_("a sentence: it holds '{word}'").format(word=word))
    return None


def _number(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    if any(char.isalpha() for char in evidence.label):
        return None
    if evidence.firm >= 3:
        return _unsure(_("a number before a colon, {times}").format(times=_times(evidence.firm)))
    return _not(_("a number, as in a list or a clock time"))


def _code(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    label = evidence.label
    if not is_code(label):
        return None
    numbered = any(char.isdigit() for char in label)
    family = code_family(label)
    kin = file.families.get(family, 0)
    if numbered or len(label) == 1:
        if evidence.firm >= 2 or (Shape.TIME_CODE in evidence.shapes and evidence.count >= 2):
            return _speaker(_("a short code that recurs {times}").format(times=_times(evidence.firm)))
        if kin >= 2 and file.words.get(family, 0) > kin:
            return _speaker(_("one of {n} codes of the same kind").format(n=kin))
        role_and_number = role_code(label, file.labels) if numbered and label[0].isupper() else None
        if role_and_number is not None and not evidence.lower_after and not file.in_running_text(label):
            return _speaker(role_and_number[1])
        if numbered and evidence.timed and not evidence.lower_after:
            return _speaker(_("a short code behind a time stamp"))
        return _unsure(_("a short code that stands once"))
    if first_name(label) and evidence.firm >= 1:
        return _speaker(_("a common first name"))
    if file.in_running_text(label) and evidence.firm < 4:
        return _not(_("an abbreviation that also stands in the running text"))
    if evidence.firm >= 3 or (evidence.firm >= 2 and kin >= 2):
        return _speaker(_("initials that recur {times}").format(times=_times(evidence.firm)))
    if kin >= 2 and file.words.get(family, 0) >= 2 * kin:
        return _speaker(_("one of {n} codes of the same kind").format(n=kin))
    return _unsure(_("capitals: initials or an abbreviation"))


def _name(evidence: LabelEvidence, file: FileEvidence) -> Judgement | None:
    label = evidence.label
    if not is_name(label):
        return None
    if first_name(label) and (evidence.firm >= 2 or not evidence.lower_after or evidence.bold):
        return _speaker(_("a common first name"))
    if any(
        label != other and other.startswith(label + " ") and file.labels[other].firm >= 2
        for other in file.labels
    ):
        return _speaker(_("the short form of another label"))
    if Shape.TIMED in evidence.shapes and evidence.firm >= 2:
        return _speaker(_("recurs {times} with a time stamp").format(times=_times(evidence.firm)))
    if len(label.split()) == 1 and not label.isupper() and file.in_running_text(label.lower()):
        if evidence.firm < 4:
            return _not(_("the word also stands in lower case in the text"))
        return _unsure(_("recurs, but also stands in lower case in the text"))
    leads_in = evidence.lower_after + evidence.mid_sentence
    if _DEFINITE.fullmatch(label.lower()) and evidence.firm < 4 and not evidence.bold:
        if evidence.firm == 1 and leads_in:
            return _not(_("has the form of a noun and leads a sentence in"))
        if evidence.firm == 1 or leads_in:
            return _unsure(_("may be a noun in definite form"))
    if evidence.firm >= 2:
        return _speaker(_("recurs {times} at the start of a line").format(times=_times(evidence.firm)))
    if evidence.bold:
        return _speaker(_("set in bold before a colon"))
    if evidence.lower_after or evidence.mid_sentence:
        return _not(_("stands once, in the midst of a sentence"))
    return None


def _words(evidence: LabelEvidence, _file: FileEvidence) -> Judgement | None:
    """Several words, not all capitalised: a sentence's beginning unless it recurs."""
    label = evidence.label
    if is_name(label):
        return None
    if label[0].islower() and first_name(label) and evidence.firm >= 2:
        return _speaker(_("a common first name"))
    if evidence.firm >= 3:
        return _unsure(_("no name by its form, but recurs {times}").format(times=_times(evidence.firm)))
    return _not(_("no name by its form, and stands {times}").format(times=_times(evidence.firm)))


RULES: tuple[Callable[[LabelEvidence, FileEvidence], Judgement | None], ...] = (
    _named_by_format,
    _only_tight,
    _question_and_answer,
    _observer_or_note,
    _metadata,
    _preamble,
    _in_legend,
    _collective,
    _role,
    _lead_in,
    _sentence,
    _number,
    _code,
    _name,
    _words,
)
"""Asked in this order; the first that has an answer decides."""
