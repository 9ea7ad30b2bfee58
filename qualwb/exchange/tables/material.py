"""The material as tables: sources, people, the guide, one transcript, what a search found."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qualwb.analysis.who_counts import role_name
from qualwb.analysis.word_counts import word_note
from qualwb.attribute_order import attribute_order
from qualwb.exchange.numbers import Share, clock, defined
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.analysis.people import ParticipantRow, QuestionRow, SpeakerRow
    from qualwb.analysis.search import Found, Keyword
    from qualwb.analysis.sources import SourceRow, SourceTranscript
    from qualwb.analysis.turns_to_label import TurnToLabel


def sources_table(rows: Sequence["SourceRow"]) -> Table:
    """The sources with their size and how far they are coded; who has finished, and recordings, where any."""
    told, tied = any(row.finished for row in rows), any(row.recording for row in rows)
    return Table(
        (
            *(_("Group"), _("Source"), _("Turns"), _("Words"), _("Speakers"), _("Last time")),
            *(_("Passages"), _("Coded"), _("Read through")),
            *((_("Finished"),) if told else ()),
            _("File"),
            *((_("Recording"),) if tied else ()),
        ),
        [
            (
                *(row.group, row.name, row.turns, row.words, defined(row.speakers)),
                clock(row.seconds),
                *(row.passages, Share(row.coded), readings_text(row)),
                *((finished_text(row),) if told else ()),
                row.file_name,
                *((row.recording.path if row.recording else "",) if tied else ()),
            )
            for row in rows
        ],
        notes=(word_note(),),
        data=lambda: [{**asdict(row), "attributes": dict(row.attributes)} for row in rows],
        numeric=frozenset({2, 3, 4, 5, 6, 7}),
        caption=_("Sources"),
    )


def readings_text(row: "SourceRow") -> str:
    """Who has read a source through, and on which day."""
    return ", ".join(f"{reading.coder} {reading.at[:10]}" for reading in row.readings)


def finished_text(row: "SourceRow") -> str:
    """Who has finished coding a source, each once; in which round where they are several."""
    several = len({one.round for one in row.finished}) > 1
    return ", ".join(f"{one.coder} ({one.round})" if several else one.coder for one in row.finished)


def speakers_table(rows: Sequence["SpeakerRow"]) -> Table:
    """The labels of sources and whom they stand for."""
    return Table(
        (_("Source"), _("Label"), _("Participant"), _("Role"), _("Turns"), _("Words")),
        [(row.source, row.label, row.participant, role_name(row.role), row.turns, row.words) for row in rows],
        notes=(word_note(),),
        data=lambda: [asdict(row) for row in rows],
        numeric=frozenset({4, 5}),
        caption=_("Speakers"),
    )


def turns_to_label_table(turns: Sequence["TurnToLabel"]) -> Table:
    """Turns with who speaks them now."""
    return Table(
        (_("Source"), _("Turn"), _("Speaker"), _("Text")),
        [(turn.source, turn.number, turn.speaker or None, turn.text) for turn in turns],
        data=lambda: [asdict(turn) for turn in turns],
        numeric=frozenset({1}),
    )


def participants_table(rows: Sequence["ParticipantRow"]) -> Table:
    """The participants with their attributes, a column each."""
    names = attribute_order(row.attributes for row in rows)
    return Table(
        (_("Group"), _("Participant"), _("Role"), _("Turns"), _("Words"), *names),
        [
            (
                *(row.group, row.alias, role_name(row.role), defined(row.turns), defined(row.words)),
                *(_value(row.attributes, name) for name in names),
            )
            for row in rows
        ],
        notes=(word_note(),),
        data=lambda: [asdict(row) for row in rows],
        numeric=frozenset({3, 4}),
        caption=_("Participants"),
    )


def questions_table(rows: Sequence["QuestionRow"]) -> Table:
    """The interview guide, with how much was said under each question."""
    return Table(
        (_("No."), _("Question"), _("Text"), _("Turns"), _("Sources")),
        [(row.position, row.label, row.text, row.turns, row.sources) for row in rows],
        data=lambda: [asdict(row) for row in rows],
        numeric=frozenset({0, 3, 4}),
        caption=_("Questions of the interview guide"),
    )


def transcript_table(source: "SourceTranscript") -> Table:
    """A source turn by turn; the codes of a passage stand at the turn where it begins."""
    beginning = codes_by_turn(source)
    return Table(
        (_("Turn"), _("Speaker"), _("Text"), _("Codes")),
        [
            (
                turn.number,
                turn.speaker,
                source.text[turn.start : turn.end],
                "; ".join(beginning.get(turn.number, ())),
            )
            for turn in source.turns
        ],
        title=f"{source.name} ({source.group})",
        data=transcript_data(source),
        numeric=frozenset({0}),
    )


def codes_by_turn(source: "SourceTranscript") -> dict[int, list[str]]:
    """The codes of the passages that begin in each turn, by its number, each once."""
    beginning: dict[int, list[str]] = {}
    numbers = _turn_at(source)
    for coding in source.codings:
        codes = beginning.setdefault(numbers(coding.start), [])
        if coding.code not in codes:
            codes.append(coding.code)
    return beginning


def transcript_data(source: "SourceTranscript") -> dict[str, Any]:
    """A source for json: its text, its turns and its codings, places in code points of the text."""
    fields = ("number", "speaker", "role", "start", "end", "time_start", "time_end")
    return {
        "text": source.text,
        "turns": [{name: getattr(turn, name) for name in fields} for turn in source.turns],
        "codings": [
            {**asdict(coding), "quote": source.text[coding.start : coding.end]} for coding in source.codings
        ],
    }


def hits_table(found: "Found") -> Table:
    """The turns that a search found, each with the words around its first match."""
    shown, rest = len(found.hits), found.total - len(found.hits)
    notes = [ngettext("{n} turn", "{n} turns", found.total).format(n=found.total)]
    if rest:
        notes.append(_("{n} shown; more with --limit.").format(n=shown))
    return Table(
        (_("Group"), _("Source"), _("Turn"), _("Speaker"), _("Text")),
        [(hit.group, hit.source, hit.turn, hit.speaker, hit.snippet) for hit in found.hits],
        notes=tuple(notes),
        data={"total": found.total, "hits": [asdict(hit) for hit in found.hits]},
        numeric=frozenset({2}),
        caption=_("Places found"),
    )


def kwic_table(lines: Sequence["Keyword"], notes: Sequence[str] = ()) -> Table:
    """Keywords in their context, the keyword in a column of its own."""
    return Table(
        (_("Group"), _("Turn"), _("Speaker"), _("Before"), _("Keyword"), _("After")),
        [(line.group, line.turn, line.speaker, line.left, line.match, line.right) for line in lines],
        data=[asdict(line) for line in lines],
        notes=tuple(notes),
        numeric=frozenset({1, 3}),
        caption=_("Words in their context"),
    )


def _turn_at(source: "SourceTranscript") -> Any:
    """A function from a place in the text to the number of the turn there."""
    from bisect import bisect_right

    starts = [turn.start for turn in source.turns]

    def number(place: int) -> int:
        index = bisect_right(starts, place) - 1
        return source.turns[index].number if index >= 0 else 0

    return number


def _value(attributes: Mapping[str, Any], name: str) -> str | None:
    value = attributes.get(name)
    return None if value is None else str(value)
