"""oTranscribe's .otr files: JSON around HTML, with time stamps as marked spans."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qualwb.localization import gettext as _
from qualwb.transcripts import decoding
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats.beginnings import text_of
from qualwb.transcripts.formats.clock import finite, seconds
from qualwb.transcripts.formats.speech_json import load
from qualwb.transcripts.recognition.recognising import FileLine, transcript_from_lines
from qualwb.transcripts.transcript import LeftAside, Transcript, Verdict

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "blockquote", "tr"})
_BOLD = frozenset({"b", "strong"})
_UNSEEN = frozenset({"script", "style", "head"})


def sniff(head: bytes, name: str) -> str | None:
    text = text_of(head).lstrip()
    if not text.startswith("{"):
        return None
    if '"media-time"' in text or 'class=\\"timestamp\\"' in text:
        return _("oTranscribe's JSON with time stamps in HTML")
    return _("the suffix says oTranscribe") if name.lower().endswith(".otr") else None


def read(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    verdicts: Mapping[str, Verdict] | None = None,
) -> Transcript:
    """The paragraphs with the time stamp that stands first in each; speakers recognised in the words."""
    value = load(data, name, encoding)
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise TranscriptError(name, _("the file holds no transcript, as oTranscribe saves it."))
    reader = _Paragraphs()
    reader.walk(_html(text, name))
    lines = reader.lines()
    if not any(line.text for line in lines):
        raise TranscriptError(name, _("the transcript in the file is empty."))
    return transcript_from_lines(lines, reader="otr", verdicts=verdicts, left_aside=reader.left_aside)


def _html(text: str, name: str) -> "_Element":
    from lxml import etree

    try:
        root = etree.fromstring(
            text.encode("utf-8", "surrogatepass"), etree.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise TranscriptError(name, _("the HTML in the file is damaged.")) from error
    if root is None:
        raise TranscriptError(name, _("the transcript in the file is empty."))
    return root


class _Paragraphs:
    """Gathers an HTML tree's text by paragraph."""

    def __init__(self) -> None:
        self.left_aside: list[LeftAside] = []
        self._parts: list[str] = []
        self._time: float | None = None
        self._bold_end = 0
        self._lines: list[FileLine] = []

    def lines(self) -> list[FileLine]:
        self._end()
        return self._lines

    def walk(self, root: "_Element") -> None:
        from lxml import etree

        hidden = 0
        bold = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag if isinstance(element.tag, str) else ""
            unseen = tag in _UNSEEN or not tag or _is_stamp(element)
            if event == "start":
                hidden += unseen
                bold += tag in _BOLD
                if tag in _BLOCKS or tag == "br":
                    self._end()
                if _is_stamp(element) and hidden == 1:
                    self._stamp(element)
                self._add(element.text if not hidden else None, bold > 0)
            else:
                hidden -= unseen
                bold -= tag in _BOLD
                if tag in _BLOCKS:
                    self._end()
                self._add(element.tail if not hidden else None, bold > 0)

    def _add(self, text: str | None, bold: bool) -> None:
        if not text:
            return
        text = decoding.normal(text.replace("\n", " "))
        before = sum(map(len, self._parts))
        if bold and before == self._bold_end:
            self._bold_end = before + len(text)
        self._parts.append(text)

    def _stamp(self, element: "_Element") -> None:
        written = "".join(str(text) for text in element.itertext()).strip()
        time = finite(element.get("data-timestamp"))
        time = seconds(written) if time is None else time
        if any(part.strip() for part in self._parts) or self._time is not None:
            reason = _("time inside a turn, which keeps the time at its start")
        else:
            self._time, reason = time, _("time stamp")
        self.left_aside.append(LeftAside(written, reason, len(self._lines) + 1))

    def _end(self) -> None:
        text = "".join(self._parts).replace("\u00a0", " ")
        if text.strip():
            label_end = self._bold_end if self._bold_end < len(text) else 0
            self._lines.append(
                FileLine(text.rstrip(), len(self._lines) + 1, time_start=self._time, label_end=label_end)
            )
            self._time = None
        elif self._lines and self._time is None:
            self._lines.append(FileLine("", len(self._lines) + 1))
        self._parts, self._bold_end = [], 0


def _is_stamp(element: "_Element") -> bool:
    return isinstance(element.tag, str) and "timestamp" in (element.get("class") or "").split()
