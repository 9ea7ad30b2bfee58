"""What the code screen shows of a project, gathered through ``analysis``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from qualwb.acts.passages import Passage, passage_in
from qualwb.acts.researcher import Researcher
from qualwb.acts.rounds import is_finished
from qualwb.analysis.code_rules import CodeRule, code_rules
from qualwb.analysis.coder_names import people_of
from qualwb.analysis.connection import Connection, together
from qualwb.analysis.memos import memo_list
from qualwb.analysis.selection import Selection
from qualwb.analysis.sources import (
    SourceTranscript,
    TranscriptCoding,
    TranscriptTurn,
    codings_by_key,
    source_names,
    transcript,
)
from qualwb.analysis.trees import theme_tree
from qualwb.analysis.who_counts import is_left_out, role_name
from qualwb.listening.timeline import Timeline
from qualwb.localization import gettext as _
from qualwb.workbench.screens.code.letters import NO_LETTER, code_letters
from qualwb.workbench.widgets.codes_pane import PaneCode, PaneTheme
from qualwb.workbench.widgets.inspector import CodingLine
from qualwb.workbench.widgets.transcript import PassageMark, TranscriptDocument, TurnSpan
from qualwb.workbench.widgets.transcript.margin import speaker_labels

__all__ = ["source_names"]

INITIALS = 4
"""Letters that tell whose a coding is, at most."""


@dataclass(frozen=True, slots=True)
class CodingAt:
    """A coding on [start, end) of the source at hand."""

    key: int
    start: int
    end: int
    name: str
    colour: str
    letter: str
    coder: str
    round: str
    cited: bool

    def line(self, rules: Mapping[str, str]) -> CodingLine:
        """The coding as the inspector shows it, with the definition of its code."""
        definition = rules.get(self.name, "")
        return CodingLine(self.name, self.colour, self.letter, self.coder, self.round, self.cited, definition)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reader and the coding have come.

    Turns by the numbers beside the text; percent and what is left are of those whose speakers count.
    """

    number: int
    last_number: int
    spoken: bool
    """Whether somebody speaks here; else it is a heading, a note or a document."""
    coded_percent: int
    uncoded: int


@dataclass(frozen=True)
class ShownCodebook:
    """Codes and themes in tree order, and the rule of each code."""

    codes: tuple[PaneCode, ...] = ()
    themes: tuple[PaneTheme, ...] = ()
    rows: dict[str, CodeRule] = field(default_factory=dict)

    @property
    def rules(self) -> dict[str, str]:
        """The definition of each code."""
        return {name: row.definition for name, row in self.rows.items()}

    def rule(self, name: str) -> CodeRule:
        """A code's whole rule."""
        return self.rows[name]

    def number(self, name: str) -> int:
        """A number for a code, the same while the codebook stands."""
        return next((i for i, code in enumerate(self.codes) if code.name == name), -1)

    def colour(self, name: str) -> str:
        """The colour of a code."""
        return next((code.colour for code in self.codes if code.name == name), "")

    def letter(self, name: str) -> str:
        """The letter that stands for a code in the margin."""
        return next((code.letter for code in self.codes if code.name == name), NO_LETTER)


@dataclass(frozen=True)
class LoadedSource:
    """A source as the screen has it; replaced, never changed."""

    transcript: SourceTranscript
    document: TranscriptDocument
    codings: dict[int, CodingAt]
    marks: tuple[PassageMark, ...]
    memos: tuple[tuple[str, str, str], ...]
    """(kind of thing, its name, text) of memos on codes."""
    aliases: bool = False
    """Whether the text shows aliases of participants instead of labels."""

    def called(self, *, aliases: bool) -> "LoadedSource":
        """The source with its speakers called by aliases, or by labels."""
        document = TranscriptDocument(self.transcript.text, _spans(self.transcript, aliases=aliases))
        return replace(self, document=document, aliases=aliases)

    @property
    def name(self) -> str:
        """The source's name."""
        return self.transcript.name

    @property
    def turn_keys(self) -> dict[int, int]:
        """Keys of the turns by the numbers that are shown."""
        return {turn.number: turn.key for turn in self.transcript.turns}

    def passage(self, start: int, end: int) -> Passage:
        """The passage [start, end) of the text that is shown. Raises ``BadPassage``."""
        read = self.transcript
        return passage_in(read.text, start, end, source_id=read.key, source=read.name, version=read.version)

    @property
    def speakers(self) -> list[str]:
        """The labels of the source, in order of appearance."""
        return list(dict.fromkeys(turn.speaker for turn in self.transcript.turns if turn.speaker))

    @property
    def question_starts(self) -> dict[int, str | None]:
        """The turns at which questions begin, by number."""
        starts: dict[int, str | None] = {}
        before = ""
        for turn in self.transcript.turns:
            if turn.question != before:
                starts[turn.number] = turn.question or None
                before = turn.question
        return starts

    def turn_at(self, cursor: int) -> TranscriptTurn | None:
        """The turn at a position."""
        index = self.document.turn_index(cursor)
        return None if index is None else self.transcript.turns[index]

    def turns_in(self, start: int, end: int) -> tuple[int, int]:
        """The numbers of the first and last turn of a passage, 0 where there is none."""
        first, last = self.turn_at(start), self.turn_at(max(end - 1, start))
        return (first.number if first else 0), (last.number if last else 0)

    def who_is_left_out(self, start: int, end: int) -> str:
        """The role of those who speak in a passage where none of them is counted, else ''."""
        roles = {turn.role for turn in self.transcript.turns if turn.start < end and turn.end > start}
        if not roles or not all(map(is_left_out, roles)):
            return ""
        return ", ".join(sorted(map(role_name, roles)))

    def progress(self, cursor: int) -> Progress:
        """How far the reader and the coding have come."""
        turns, uncoded = self._counted, len(self._uncoded())
        here = self.turn_at(cursor)
        percent = round(100 * (len(turns) - uncoded) / len(turns)) if turns else 0
        number, spoken = (here.number, here.kind == "speech") if here else (1, True)
        return Progress(number, self.document.last_number, spoken, percent, uncoded)

    def intervals(self, kind: str, name: str) -> list[tuple[int, int]]:
        """What to show for a filter: 'code', 'speaker' or 'uncoded'."""
        if kind == "code":
            return [(c.start, c.end) for c in self.codings.values() if c.name == name]
        if kind == "speaker":
            return [(t.start, t.end) for t in self.transcript.turns if t.speaker == name]
        return [(t.start, t.end) for t in self._uncoded()]

    def place_lines(self, start: int, end: int) -> list[str]:
        """Who speaks in code points [start, end), in which turns, and under which question these begin."""
        first, last = self.document.turn_index(start), self.document.turn_index(max(end - 1, start))
        if first is None or last is None:
            return [self.transcript.group]
        turns = self.transcript.turns[first : last + 1]
        numbers = "–".join(dict.fromkeys((str(turns[0].number), str(turns[-1].number))))
        who = ", ".join(dict.fromkeys(map(_speaker_in_words, turns)))
        question = turns[0].question
        lines = [f"{self.transcript.group} · {numbers} · {who}"]
        return lines + ([_("Question: {question}").format(question=question)] if question else [])

    def memos_at(self, start: int, end: int, cursor: int, codes: Iterable[str]) -> list[tuple[str, str]]:
        """Memos on the place and on the codes there."""
        start, end = (start, end) if start < end else (cursor, cursor + 1)
        here = [
            (f"{memo.coder}, {_(memo.kind)}", memo.text)
            for memo in self.transcript.memos
            if memo.start is not None and memo.end is not None and memo.start < end and memo.end > start
        ]
        named = set(codes)
        return here + [(name, text) for kind, name, text in self.memos if kind == "code" and name in named]

    def with_coding(self, coding: CodingAt, mark: PassageMark) -> "LoadedSource":
        """The source with one more coding."""
        codings = {**self.codings, coding.key: coding}
        return replace(self, codings=codings, marks=(*self.marks, mark))

    def without_coding(self, key: int) -> "LoadedSource":
        """The source without a coding."""
        codings = {k: c for k, c in self.codings.items() if k != key}
        marks = tuple(mark for mark in self.marks if mark.coding_id != key)
        return replace(self, codings=codings, marks=marks)

    @cached_property
    def coders(self) -> frozenset[str]:
        """Whose codings there are."""
        return frozenset(coding.coder for coding in self.codings.values())

    @cached_property
    def _counted(self) -> list[TranscriptTurn]:
        """The turns to code; all that is spoken where nobody counts, all of a document that nobody speaks."""
        turns = self.transcript.turns
        asked = zip(turns, self.document.turns, strict=True)
        return [turn for turn, span in asked if span.to_code] or list(turns)

    def _uncoded(self) -> list[TranscriptTurn]:
        spans = sorted((c.start, c.end) for c in self.codings.values())
        left, at, reach = [], 0, -1
        for turn in self._counted:
            while at < len(spans) and spans[at][0] < turn.end:
                reach = max(reach, spans[at][1])
                at += 1
            if reach <= turn.start:
                left.append(turn)
        return left


def _speaker_in_words(turn: TranscriptTurn) -> str:
    """Who speaks in a turn: the label, the participant where that is called otherwise, a role not counted."""
    who = turn.speaker or "–"
    if turn.participant and turn.participant != turn.speaker:
        who += f" = {turn.participant}"
    return f"{who} ({role_name(turn.role)})" if is_left_out(turn.role) else who


def empty_document() -> TranscriptDocument:
    """What is shown while there is no source."""
    return TranscriptDocument("")


@dataclass(frozen=True)
class Found:
    """What the code screen shows, as it is in the project now."""

    codes: ShownCodebook
    names: tuple[str, ...]
    source: LoadedSource | None
    finished: bool
    """Whether the coder has finished coding the source in the round."""


def find(
    connection: Connection, name: str, researcher: Researcher, codes: ShownCodebook | None = None
) -> Found:
    """A source by its name, else the first, with the codings of the round; the codes unless given."""
    read, names = together(connection, lambda asked: codes or load_codebook(asked), source_names)
    if not names:
        return Found(read, (), None, finished=False)
    name = name if name in names else names[0]
    source, finished = together(
        connection,
        lambda asked: load(asked, name, researcher.round, read, researcher.coder),
        lambda asked: is_finished(asked, researcher, name),
    )
    return Found(read, names, source, finished)


def load_codebook(connection: Connection) -> ShownCodebook:
    """The codebook, still without counts."""
    rules, tree = together(connection, code_rules, theme_tree)
    letters = code_letters(rule.name for rule in rules)
    codes = tuple(
        PaneCode(n, r.name, r.colour, None, r.parent, r.themes, letters[r.name]) for n, r in enumerate(rules)
    )
    names = {node.key: node.name for node in tree.nodes}
    themes = tuple(
        PaneTheme(node.name, names[node.parent] if node.parent is not None else None, None)
        for node in tree.nodes
    )
    return ShownCodebook(codes, themes, {rule.name: rule for rule in rules})


def counted(connection: Connection, codebook: ShownCodebook, round_: str) -> ShownCodebook:
    """The codebook with the passages of the round counted; slow on a large project."""
    from qualwb.analysis.codes import passages_by_code, passages_by_theme

    selection = Selection(rounds=(round_,), moderator=True)
    by_code, by_theme = together(
        connection,
        lambda asked: passages_by_code(asked, selection),
        lambda asked: passages_by_theme(asked, selection),
    )
    return replace(
        codebook,
        codes=tuple(replace(code, count=by_code.get(code.name, 0)) for code in codebook.codes),
        themes=tuple(replace(theme, count=by_theme.get(theme.name, 0)) for theme in codebook.themes),
    )


def load(
    connection: Connection, name: str, round_: str, codes: ShownCodebook, reader: str = ""
) -> LoadedSource:
    """A source with the codings of the round; marks of others than the ``reader``, if any, tell whose."""
    found, on_codes = together(
        connection,
        lambda asked: transcript(asked, name, Selection(rounds=(round_,))),
        lambda asked: memo_list(asked, target_kind="code"),
    )
    turns = _spans(found, aliases=False)
    numbers = {code.name: number for number, code in enumerate(codes.codes)}
    letters = {code.name: code.letter for code in codes.codes}
    codings = {row.key: _coding(row, letters) for row in found.codings}
    whose = initials({coding.coder for coding in codings.values()}, reader)
    marks = tuple(
        mark_of(coding, numbers.get(coding.name, -1), whose.get(coding.coder, ""))
        for coding in codings.values()
    )
    memos = tuple((m.target_kind, m.target, m.text) for m in on_codes)
    return LoadedSource(found, TranscriptDocument(found.text, turns), codings, marks, memos)


def _spans(found: SourceTranscript, *, aliases: bool) -> tuple[TurnSpan, ...]:
    """The turns as the view has them; with a recording, times are estimated between those that are known.

    Speakers by their labels, or by the ``aliases`` of the participants that they stand for.
    """
    line = Timeline(found.turns) if found.recording is not None else None
    spans = []
    nobody_counts = all(is_left_out(turn.role) for turn in found.turns if turn.kind == "speech")
    for turn in found.turns:
        time, estimated = turn.time_start, False
        if time is None and line is not None and line.is_between(turn.start):
            time, estimated = line.at(turn.start), True
        name = (turn.participant if aliases else "") or turn.speaker
        counted = nobody_counts or not is_left_out(turn.role)
        spans.append(TurnSpan(turn.start, turn.end, name, turn.kind, turn.number, time, estimated, counted))
    return tuple(spans)


def codings_at(
    connection: Connection, source: str, keys: Iterable[int], codes: ShownCodebook
) -> list[CodingAt]:
    """Some codings by their keys, those of the source."""
    letters = {code.name: code.letter for code in codes.codes}
    return [_coding(row, letters) for row in codings_by_key(connection, source, keys)]


def initials(coders: Iterable[str], reader: str) -> dict[str, str]:
    """The coders in a few letters each, all but the reader; none where nobody reads."""
    others = sorted(set(coders) - {reader}) if reader else []
    told = {coder: _together(coder) for coder in others}
    labels = speaker_labels(told.values(), INITIALS)
    return {coder: labels[name].strip() for coder, name in told.items()}


def _together(coder: str) -> str:
    """'K&M' for 'KL & MB', who would else be taken for the first of them; one person's name as it is."""
    people = people_of(coder)
    return "&".join(person[0] for person in people) if len(people) > 1 else coder


def mark_of(coding: CodingAt, number: int, by: str = "") -> PassageMark:
    """A coding as the view draws it; ``by``: who made it, in short, where that is to be told."""
    return PassageMark(
        coding.start, coding.end, number, coding.name, coding.letter, coding.colour, coding.key, by
    )


def _coding(row: TranscriptCoding, letters: Mapping[str, str]) -> CodingAt:
    letter = letters.get(row.code, NO_LETTER)
    return CodingAt(
        row.key, row.start, row.end, row.code, row.colour, letter, row.coder, row.round, row.cited
    )


def forms_pattern(word: str, text: str) -> str:
    """A regular expression for all forms of a word that the text holds."""
    from qualwb.analysis.word_forms import forms_in

    return r"\b(?:" + "|".join(map(re.escape, forms_in(text, word))) + r")\b"
