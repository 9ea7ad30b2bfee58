"""The text of a source that two projects hold in different versions, and passages that follow to it.

A version that comes after the other's is taken. Where both were corrected apart, the later correction is in
use (of one moment, the one of the greater hash), and the other one stays as a version before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qualwb.acts.merging.state import PASSAGES, Kind, Mark, State, Values, Version
from qualwb.acts.text_edits import Edits, edits_between
from qualwb.model import Coding, Memo, PrintVersion, SuggestionEvent


@dataclass(frozen=True, slots=True)
class Lost:
    """A passage that has no place in the text that is in use."""

    kind: Kind
    mark: Mark
    quote: str


@dataclass(frozen=True, slots=True)
class SettledText:
    """The versions of one source that both projects hold, and what each side's passages must follow."""

    versions: list[Version]
    edits: Edits | None
    """From our text to the one in use; None where it is ours."""
    their_edits: Edits | None
    apart: bool
    """Whether both were corrected apart."""


def settle_text(ours: State, theirs: State, source: Mark) -> SettledText:
    """Which text of a source is in use when the projects are one."""
    mine, others = ours.versions[source], theirs.versions[source]
    here, there = mine[-1], others[-1]
    if here.sha256 == there.sha256:
        return SettledText(mine, None, None, apart=False)
    had, had_there = ({version.sha256 for version in versions} for versions in (mine, others))
    behind, ahead = here.sha256 in had_there, there.sha256 in had
    apart = behind == ahead
    theirs_wins = _weight(there) > _weight(here) if apart else behind
    texts = ours.text(here.sha256), theirs.text(there.sha256)
    if theirs_wins:
        return SettledText([*mine, *_since(mine, others)], edits_between(*texts), None, apart)
    kept = [*mine, *_since(mine, others), here] if apart and not ahead else mine
    return SettledText(kept, None, edits_between(*reversed(texts)), apart)


@dataclass(frozen=True, slots=True)
class Path:
    """How passages of one source get from the text of their project to the one in use."""

    before: str
    edits: Edits | None
    after: str
    numbers: Mapping[int, int]
    """The number that each text version of their project has when the projects are one."""
    last: int
    """The number of the version that their text is then."""

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the span stands; None when it has no place."""
        if self.edits is None:
            return start, end
        moved = self.edits.move_span(start, end)
        return moved if moved and self.after[slice(*moved)].strip() else None


def path(state: State, source: Mark, settled: SettledText, edits: Edits | None) -> Path:
    """The way of a source's passages in one of the projects, whose edits these are."""
    before = state.text(state.current(source).sha256)
    places = {version.sha256: number for number, version in enumerate(settled.versions, 1)}
    numbers = {number: places[one.sha256] for number, one in enumerate(state.versions[source], 1)}
    after = edits.apply(before) if edits is not None else before
    return Path(before, edits, after, numbers, numbers[len(numbers)])


def followed(state: State, paths: Mapping[Mark, Path]) -> tuple[State, list[Lost]]:
    """The state with its passages where they stand at the end of the paths, and those that have no place.

    A passage whose words are not those of its text, as another program may leave it, has no place either.
    """
    lost: list[Lost] = []
    rows = dict(state.rows)
    for kind in (Coding, Memo, PrintVersion, SuggestionEvent):
        rows[kind] = {
            mark: _placed(kind, mark, row, paths[row["source_id"]], lost) if row["start"] is not None else row
            for mark, row in state.rows[kind].items()
        }
    return replace(state, rows=rows), lost


def _placed(kind: Kind, mark: Mark, row: Values, path: Path, lost: list[Lost]) -> Values:
    quoted = PASSAGES.get(kind)
    if quoted is None:  # an answer to a suggestion keeps no words
        span = path.span(row["start"], row["end"])
        return (
            row if span in (None, (row["start"], row["end"])) else {**row, "start": span[0], "end": span[1]}
        )
    if row["orphaned_from"] is not None:
        return {**row, "orphaned_from": path.numbers.get(row["orphaned_from"], path.last)}
    whole = path.before[row["start"] : row["end"]] == row[quoted]
    span = path.span(row["start"], row["end"]) if whole else None
    if span is None:
        lost.append(Lost(kind, mark, row[quoted]))
        return {**row, "orphaned_from": path.last}
    words = path.after[slice(*span)]
    if span == (row["start"], row["end"]) and words == row[quoted]:
        return row
    return {**row, "start": span[0], "end": span[1], quoted: words}


def _weight(version: Version) -> tuple[str, str]:
    return version.created_at, version.sha256


def _since(mine: Sequence[Version], others: Sequence[Version]) -> list[Version]:
    """What the other's versions have that ours lack, with the last one in any case."""
    had = {version.sha256 for version in mine}
    return [version for version in others[:-1] if version.sha256 not in had] + [others[-1]]
