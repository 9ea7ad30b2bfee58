"""The interview guide: its questions, read from text or yaml."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from qualwb.localization import gettext as _
from qualwb.safe_text import cleaned
from qualwb.transcripts.decoding import decode
from qualwb.transcripts.errors import TranscriptError

_NUMBERED = re.compile(r"\s*(?:fråga|question)?\s*\d{1,3}(?:\.\d{1,2})*[.):]?\s+(?=\S)", re.IGNORECASE)
_BULLET = re.compile(r"\s*[-–—•*·]\s+(?=\S)")
_QUESTION_KEYS = ("question", "fråga", "text")
_FOLLOW_UP_KEYS = ("follow_ups", "följdfrågor", "probes", "stöd")


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """An item of the guide: its number from 1, its words, its follow-up questions."""

    number: int
    text: str
    follow_ups: tuple[str, ...] = ()


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
    is_question = _main_lines(lines)
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if is_question(line):
            found.append((_bare(line), []))
        elif found and (line[0].isspace() or _is_asked(line)):
            found[-1][1].append(_bare(line))
    return _numbered(found)


def _main_lines(lines: Sequence[str]) -> Callable[[str], bool]:
    """What tells a question's line from follow-ups and headings, in a guide of these lines."""
    for way in (_is_numbered, _is_asked_unindented):
        if any(map(way, lines)):
            return way
    return lambda _line: True


def _is_numbered(line: str) -> bool:
    return _NUMBERED.match(line) is not None and not line[0].isspace()


def _is_asked_unindented(line: str) -> bool:
    return _is_asked(line) and not line[0].isspace()


def _is_asked(line: str) -> bool:
    return bool(_BULLET.match(line)) or line.rstrip().endswith("?")


def _bare(line: str) -> str:
    return _BULLET.sub("", _NUMBERED.sub("", line, count=1), count=1).strip()


def _numbered(found: Iterable[tuple[str, Sequence[str]]]) -> list[GuideQuestion]:
    kept = [(text, list(map(cleaned, more))) for item, more in found if (text := cleaned(item))]
    return [GuideQuestion(n, text, tuple(filter(None, more))) for n, (text, more) in enumerate(kept, 1)]


def _from_yaml(text: str, name: str) -> list[GuideQuestion]:
    import yaml

    from qualwb.transcripts.bounded_yaml import LOADER, refuse_unbounded

    try:
        refuse_unbounded(text, name)
        data: Any = yaml.load(text, Loader=LOADER)
    except (yaml.YAMLError, ValueError) as error:  # the latter for numbers and dates that are none
        mark = getattr(error, "problem_mark", None)
        raise TranscriptError(name, _("this is no yaml."), line=mark.line + 1 if mark else None) from error
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
