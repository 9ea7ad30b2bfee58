"""The page of a codebook in Markdown: written, and read back."""

import re
from collections.abc import Iterator, Mapping

from qualwb.acts.codebook_entries import Codebook
from qualwb.exchange.codebooks.codebook_page import LineKind, PageLine, page_lines
from qualwb.exchange.codebooks.codebook_paths import joined, steps_of
from qualwb.exchange.codebooks.codebook_spreadsheets import read_text
from qualwb.exchange.codebooks.findings import Findings
from qualwb.exchange.codebooks.page_reading import MENTIONED, codebook_from_page, field_line, heading_kind
from qualwb.exchange.writers.text import markdown

DEEPEST = 6
"""Levels of headings in Markdown; deeper themes are written as a path beneath the last."""
_STRUCTURE = re.compile(r"^([ \t]*)([-+*#>|~`=:]|\d+(?=[.)]))")
_GUID = re.compile(r" ?<!-- guid: ([0-9a-f-]{36}) -->$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"(#{1,6}) +(.*)")
_BULLET = re.compile(r"( *)[-*+] (.*)", re.DOTALL)
_BROKEN = re.compile(r"(?<!\\)(?:\\\\)*\\$")


def codebook_markdown(codebook: Codebook, uses: Mapping[str, str] | None = None) -> str:
    """The page in Markdown, with how each code is used where ``uses`` says it."""
    lines: list[str] = []
    before = LineKind.TITLE
    for line in page_lines(codebook, uses):
        in_list = line.kind in (LineKind.CODE, LineKind.MENTION) or (
            line.kind is LineKind.FIELD and before is LineKind.CODE
        )
        if lines and not (in_list and before in (LineKind.CODE, LineKind.MENTION)):
            lines.append("")
        lines += _written(line, in_list)
        if line.kind is not LineKind.FIELD or before is not LineKind.CODE:
            before = line.kind
    return "\n".join(lines) + "\n"


def from_markdown(data: bytes, findings: Findings) -> Codebook:
    """The codebook on a page of Markdown. Raises ``BadCodebook`` for what is no text."""
    return codebook_from_page(_lines(read_text(data, findings)), findings)


def _written(line: PageLine, in_list: bool) -> list[str]:
    guid = f"<!-- guid: {line.guid} -->" if line.guid else ""
    pad = "  " * line.depth
    if line.kind is LineKind.FIELD:
        text = f"*{line.text}*" if line.column == "examples" else line.text
        return _broken(f"{line.label}: {text}", f"{pad}  - " if in_list else "")
    if line.kind is LineKind.CODE:
        colour = [f"{pad}  - {PageLine(LineKind.FIELD, '', column='colour').label}: {line.colour}"]
        name = f"{pad}- **{markdown(line.text)}**" + (f" {guid}" if guid else "")
        return [name, *(colour if line.colour else [])]
    if line.kind is LineKind.MENTION:
        return [f"{pad}- {MENTIONED}{markdown(line.text)}"]
    if line.kind is LineKind.THEME:
        level = len(line.path) + 1
        text = line.text if level < DEEPEST else joined(line.path[DEEPEST - 2 :])
        return [f"{'#' * min(level, DEEPEST)} {_heading(text)}", *([guid] if guid else [])]
    return [f"{'#' if line.kind is LineKind.TITLE else '##'} {_heading(line.text)}"]


def _heading(text: str) -> str:
    return re.sub(r"(#+)$", r"\\\1", markdown(text))


def _broken(text: str, bullet: str) -> list[str]:
    """A text whose lines are kept: each ends with a backslash, which breaks the line in Markdown too."""
    pad = " " * len(bullet)
    first, *more = markdown(text).split("\n")
    lines = [bullet + first, *(pad + _STRUCTURE.sub(r"\1\\\2", one) for one in more)]
    return [*(f"{line}\\" for line in lines[:-1]), lines[-1]]


def _lines(text: str) -> Iterator[tuple[int, PageLine]]:
    waiting: tuple[int, int, str] | None = None
    for number, line in _whole_lines(text):
        guid = _GUID.fullmatch(line)
        if waiting and not guid and not line.strip():
            continue
        if waiting:
            yield waiting[0], _heading_line(waiting[1], waiting[2], guid[1] if guid else "")
            waiting = None
        if guid or not line.strip():
            continue
        if heading := _HEADING.fullmatch(line):
            waiting = (number, len(heading[1]), _plain(heading[2]))
        else:
            yield number, _body_line(line)
    if waiting:
        yield waiting[0], _heading_line(waiting[1], waiting[2], "")


def _whole_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with those that a backslash breaks put together, without what they are set in by."""
    whole, begun, set_in = "", 0, 0
    for number, line in enumerate(text.split("\n"), 1):
        if not begun:
            begun, whole = number, line
            bullet = re.match(r" *(?:[-*+] )?", line)
            set_in = len(bullet[0]) if bullet else 0
        else:
            whole += "\n" + (line[set_in:] if not line[:set_in].strip() else line.lstrip())
        if _BROKEN.search(line):
            whole = whole[:-1]
            continue
        yield begun, whole
        begun = 0
    if begun:
        yield begun, whole


def _heading_line(level: int, text: str, guid: str) -> PageLine:
    if level == 1:
        return PageLine(LineKind.TITLE, text)
    kind = heading_kind(text, guid)
    steps = steps_of(text) if level == DEEPEST else [text]
    return PageLine(kind, steps[-1], ("",) * (level - 2) + tuple(steps), guid=guid)


def _body_line(line: str) -> PageLine:
    bullet = _BULLET.fullmatch(line)
    if bullet is None:
        return _field(line.strip(), 0)
    depth, text = len(bullet[1]) // 2, bullet[2]
    guid = _GUID.search(text)
    text = text[: guid.start()] if guid else text
    if len(text) > 4 and text.startswith("**") and text.endswith("**"):
        return PageLine(LineKind.CODE, _plain(text[2:-2]), depth=depth, guid=guid[1] if guid else "")
    if text.startswith(MENTIONED):
        return PageLine(LineKind.MENTION, _plain(text.removeprefix(MENTIONED)), depth=depth)
    return _field(text, depth)


def _field(text: str, depth: int) -> PageLine:
    line = field_line(_plain(text), depth)
    if line.column == "examples" and len(line.text) > 1 and line.text[0] == line.text[-1] == "*":
        return field_line(f"{line.label}: {line.text[1:-1]}", depth)
    return line


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", text)
