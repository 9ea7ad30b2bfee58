"""How often transcribers marked laughter, pauses and the like: by kind, and by group or person."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from qualwb.analysis.columns import Columns, columns_for
from qualwb.analysis.heard import Stretch, heard, resolve_talk
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.slices import Slice
from qualwb.analysis.table_notes import talk_notes
from qualwb.analysis.word_counts import Words, signs_followed
from qualwb.errors import QualwbError
from qualwb.language.transcription_marks import MarkKind, Preset, TranscriptionMark, find_marks
from qualwb.localization import gettext as _
from qualwb.model import Group, Participant
from qualwb.store.texts import current_texts


@dataclass(frozen=True, slots=True)
class MarkRow:
    """The marks of one kind, however they are written."""

    kind: MarkKind
    counts: tuple[int, ...]
    """By column."""
    total: int
    """Also of those who stand in no column, such as several at once."""
    forms: Mapping[str, int]
    """How often each way of writing is met, the commonest first, without regard to case."""


@dataclass(frozen=True, slots=True)
class MarkCounts:
    """Marks of transcription by kind, the commonest first, and by columns."""

    columns_kind: str
    slices: tuple[Slice, ...]
    rows: tuple[MarkRow, ...]
    words: tuple[int, ...]
    """What is said in each column, to weigh the marks by."""
    all_words: int
    preset: Preset
    notes: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(one.name for one in self.slices)


def mark_counts(
    connection: Connection, columns: str = "groups", selection: Selection = EVERYTHING
) -> MarkCounts:
    """The marks in the talk of those who are not left out; with themes or codes selected, in their passages.

    A mark counts where it begins. Columns are groups, sources, speakers, participants, questions or an
    attribute. Raises ``QualwbError`` for coders: nobody coded the marks.
    """
    scope = resolve_talk(connection, selection)
    if columns == "coders":
        raise QualwbError(_("Marks of transcription have no coders."))
    into = columns_for(connection, columns, scope)
    preset, texts = signs_followed(connection), current_texts(connection)
    counting = _Counting(len(into.slices))
    for source, stretches in heard(connection, scope):
        counting.add_source(texts[source], preset, [(one, _column(into, source, one)) for one in stretches])
    return MarkCounts(
        columns_kind=columns,
        slices=into.slices,
        rows=counting.rows(),
        words=tuple(counting.words[:-1]),
        all_words=counting.words[-1],
        preset=preset,
        notes=(*talk_notes(connection, scope), *into.warnings()),
    )


def marks_by_person(found: MarkCounts, connection: Connection) -> dict[tuple[str, str], dict[str, int]]:
    """Of counts by participants: how many marks of each kind a person has, by group and alias."""
    rows = connection.execute(
        select(Participant.id, Group.name, Participant.alias).join(Group, Group.id == Participant.group_id)
    )
    names = {key: (group, alias) for key, group, alias in rows}
    return {
        name: {str(row.kind): row.counts[column] for row in found.rows}
        for column, person in enumerate(found.slices)
        for name in (names[key] for key in person.members)
    }


def tradition_name(preset: str) -> str:
    """What a tradition of transcription is called."""
    return {
        "swedish": _("Swedish practice"),
        "jefferson": "Jefferson",
        "gat2": "GAT 2",
        "goteborg": "Göteborg (GTS/MSO)",
    }.get(preset, preset)


def mark_name(kind: str) -> str:
    """A kind of mark in the language in use."""
    names = {
        "overlap": _("talk at the same time"),
        "laughter": _("laughter"),
        "unheard": _("not heard"),
        "unsure": _("heard uncertainly"),
        "pause": _("pause"),
        "cut-off": _("cut off"),
        "latch": _("without a gap"),
        "stretch": _("drawn out"),
        "stress": _("stress"),
        "loud": _("loud"),
        "low": _("low voice"),
        "comment": _("sound or event"),
        "omission": _("left out"),
        "addition": _("added by the transcriber"),
        "time": _("time"),
        "withdrawn": _("turn taken back"),
    }
    return names.get(kind, kind)


@dataclass
class _Counting:
    """The last column is that of all columns at once."""

    columns: int
    words: list[int] = field(init=False)
    marks: Counter[tuple[MarkKind, int]] = field(default_factory=Counter)
    forms: dict[MarkKind, Counter[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = [0] * (self.columns + 1)

    def add_source(self, text: str, preset: Preset, stretches: list[tuple[Stretch, int | None]]) -> None:
        """Count what stands in the stretches, each with its column."""
        words, marks = Words(text, preset), iter(find_marks(text, preset))
        mark = next(marks, None)
        for stretch, column in stretches:
            into = (self.columns,) if column is None else (column, self.columns)
            said = words.count(stretch.start, stretch.end)
            for one in into:
                self.words[one] += said
            while mark is not None and mark.start < stretch.end:
                if mark.start >= stretch.start:
                    self.marks.update((mark.kind, one) for one in into)
                    self.forms.setdefault(mark.kind, Counter())[_form(text, mark)] += 1
                mark = next(marks, None)

    def rows(self) -> tuple[MarkRow, ...]:
        """A row for each kind that was met, the commonest first."""
        found = (
            MarkRow(
                kind,
                tuple(self.marks[kind, column] for column in range(self.columns)),
                self.marks[kind, self.columns],
                dict(sorted(forms.items(), key=lambda form: (-form[1], form[0]))),
            )
            for kind, forms in self.forms.items()
        )
        return tuple(sorted(found, key=lambda row: (-row.total, row.kind)))


def _column(into: Columns, source: int, stretch: Stretch) -> int | None:
    if into.by_source is not None:
        return into.by_source[source]
    if into.by_turn is not None and stretch.turn is not None:
        return into.by_turn.of(stretch.turn)
    return None


def _form(text: str, mark: TranscriptionMark) -> str:
    """How the mark is written, without what is said within it."""
    start, end = mark.kept
    if start == end or (start, end) == (mark.start, mark.end):
        return text[mark.start : mark.end].casefold()
    return f"{text[mark.start : start]}…{text[end : mark.end]}".casefold()
