"""What a matrix is counted from, read together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from qualwb.analysis.claims import judged_claims
from qualwb.analysis.coded_passages import CodedPassage, coded_passages
from qualwb.analysis.columns import Columns
from qualwb.analysis.coverage import coverage_of
from qualwb.analysis.not_asked import questions_placed
from qualwb.analysis.scope import Person, Scope, people_in
from qualwb.analysis.table_notes import notes_of
from qualwb.analysis.talk import Talk, talk_by_source
from qualwb.analysis.word_counts import signs_followed
from qualwb.language.transcription_marks import Preset
from qualwb.store.texts import current_texts
from qualwb.store.together import together


@dataclass(frozen=True, slots=True)
class MatrixMaterial:
    """The passages of a scope, and what is known of them as far as a matrix asks for it."""

    passages: Iterator[CodedPassage]
    """Once, by source and place."""
    placed: Mapping[int, set[int]]
    """The questions that stand at turns, by source."""
    talk: Mapping[int, Talk]
    people: Mapping[int, Person]
    texts: Mapping[int, str]
    signs: Preset
    claims: Mapping[int, str]
    """What is claimed of themes, by key, where it can be judged."""
    uncoded: frozenset[int]
    """The columns none of whose sources is coded."""
    searched: frozenset[int]
    """The columns in whose sources passages were only found by a search."""
    uncoded_groups: int
    """How many groups have no coded source."""
    notes: tuple[str, ...]
    """What stands below a table of the scope."""


def read_material(
    connection: Connection, scope: Scope, columns: Columns, *, rows: str, count: str
) -> MatrixMaterial:
    """What a matrix of these rows and columns is counted from."""
    counts_words = count == "words"

    def placed_and_talk(asked: Connection) -> tuple[Mapping[int, set[int]], Mapping[int, Talk]]:
        placed = {} if columns.by_coder else questions_placed(asked, scope)
        with_turns = columns.by_turn or placed or count in ("participants", "words")
        sources = None if scope.all_places else list(scope.places)
        return placed, talk_by_source(asked, sources) if with_turns else {}

    passages, (placed, talk), people, texts, signs, claims, coverage, notes = together(
        connection,
        lambda asked: coded_passages(asked, scope),
        placed_and_talk,
        lambda asked: people_in(asked, scope) if count == "participants" else {},
        lambda asked: current_texts(asked) if counts_words else {},
        signs_followed,
        lambda asked: judged_claims(asked, scope) if rows == "themes" else {},
        lambda asked: coverage_of(asked, scope),
        lambda asked: notes_of(asked, scope),
    )
    uncoded = coverage.uncoded_columns(columns.sources)
    searched = coverage.searched_columns(columns.sources)
    read = passages, placed, talk, people, texts, signs, claims
    return MatrixMaterial(*read, uncoded, searched, coverage.uncoded_groups, notes)
