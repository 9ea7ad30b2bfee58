"""Random acts on copies of one project, and what a project holds apart from keys, marks and moments."""

import contextlib
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from qualwb.acts import (
    codes,
    codings,
    corrections,
    memos,
    people,
    print_versions,
    questions,
    readings,
    saved_queries,
    sources,
    suggestions,
    summaries,
    themes,
    turn_borders,
)
from qualwb.acts.files import import_transcript
from qualwb.acts.merging.merge import merge
from qualwb.acts.merging.state import KINDS, LISTS, Kind, Mark, State, read_state, references
from qualwb.acts.passages import Passage, passage_at
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.model import Coding, Memo, Question, Source, Speaker
from qualwb.store.project_file import ProjectFile
from tests.conftest import transcript_of
from tests.states import rows

Step = tuple[int, int, int]
SHARED = ("ett", "två", "tre")
"""Codes of the project that was copied."""

steps = st.lists(st.tuples(st.integers(0, 33), st.integers(0, 5), st.integers(0, 59)), max_size=7)


def make_origin(path: Path) -> None:
    """The project that is copied."""
    with ProjectFile.create(path, "Studie") as project:
        fill_origin(Researcher(project, "Karin"))


def fill_origin(karin: Researcher) -> None:
    """What the project that is copied holds: two sources, codes in a tree, a theme, codings, memos."""
    import_transcript(karin, transcript_of(), name="Intervju 1", group="Grupp 1")
    other = (("Moderator", "Vad minns ni av resan?"), ("Eva", "Maten och regnet, mest regnet faktiskt."))
    import_transcript(karin, transcript_of(other), name="Intervju 2", group="Grupp 2")
    for name in SHARED:
        codes.create(karin, name, definition=f"regel för {name}")
    codes.create(karin, "under", parent="ett")
    themes.create(karin, "Tema", codes=["ett"])
    questions.add_questions(karin, [("Början", "Hur började det?")])
    for at in (0, 25, 60):
        codings.apply(karin, passage(karin, "Intervju 1", at, at + 12), [SHARED[at % 3]])
    memos.write(karin, "en tanke", target="code", name="ett")
    memos.write(karin, "vid orden", target="passage", passage=passage(karin, "Intervju 1", 25, 40))


def passage(who: Researcher, source: str, start: int, end: int) -> Passage:
    """A passage of a source, as long as the text goes."""
    with who.project.reading() as connection:
        return passage_at(connection, source, start, end)


def act(who: Researcher, step: Step) -> None:
    """One act, of which step and coder decide everything; what the project refuses is left undone."""
    with contextlib.suppress(QualwbError):
        attempt(who, step)


def attempt(who: Researcher, step: Step) -> None:
    """The same act, where the project takes it. Raises ``QualwbError`` where it doesn't."""
    kind, n, at = step
    acts: list[Callable[[Researcher, int, int], Any]] = [
        *(_code, _code, _code, _in_vivo, _memo_on_code, _memo_on_passage, _rename_code, _describe_code),
        *(_merge_codes, _move_code, _delete_code, _new_theme, _rename_theme, _claim, _correct, _correct),
        *(_undo, _import, _delete_source, _delete_memo, _rewrite_memo, _cite, _move_edges, _recode),
        *(_role, _rename_label, _ask, _query, _print, _summarise, _join_turns, _describe_group),
        *(_uncode, _various),
    ]
    acts[kind](who, n, at)


def _names(who: Researcher, table: str, column: str = "name") -> list[str]:
    return rows(who, f"SELECT {column} FROM {table} ORDER BY {column}")


def _one(found: list[Any], n: int) -> Any:
    if not found:
        raise QualwbError("nothing to choose from")
    return found[n % len(found)]


def _code(who: Researcher, n: int, at: int) -> None:
    name = _one(_names(who, "code"), n)
    codings.apply(who, passage(who, _one(_names(who, "source"), n), at, at + 5 + n), [name])


def _in_vivo(who: Researcher, n: int, at: int) -> None:
    name = f"ny {n}" if n < 3 else f"ny {n} {who.coder}"
    codings.apply(who, passage(who, "Intervju 1", at, at + 9), [name], create=True, origin="in vivo")


def _memo_on_code(who: Researcher, n: int, at: int) -> None:
    memos.write(who, f"{who.coder} {at}", target="code", name=_one(_names(who, "code"), n))


def _memo_on_passage(who: Researcher, n: int, at: int) -> None:
    where = passage(who, "Intervju 1", at, at + 4 + n)
    memos.write(who, f"{who.coder} vid {at}", target="passage", passage=where)


def _rename_code(who: Researcher, n: int, at: int) -> None:
    codes.rename(who, _one(_names(who, "code"), at), f"{who.coder} heter {at}" if n else "lika")


def _describe_code(who: Researcher, n: int, at: int) -> None:
    column = ("definition", "include", "examples", "colour", "definition", "exclude")[n]
    value = f"#{at:02d}00{n}0" if column == "colour" else f"{who.coder} {column} {at}"
    codes.describe(who, _one(_names(who, "code"), at), **{column: value})


def _merge_codes(who: Researcher, n: int, at: int) -> None:
    found = _names(who, "code")
    codes.merge(who, [_one(found, n), _one(found, at)], _one(found, at))


def _move_code(who: Researcher, n: int, at: int) -> None:
    found = _names(who, "code")
    codes.move(who, [_one(found, n)], _one(found, at) if at % 4 else None)


def _delete_code(who: Researcher, n: int, _at: int) -> None:
    codes.delete(who, [_one(_names(who, "code"), n)])


def _new_theme(who: Researcher, n: int, at: int) -> None:
    themes.create(who, f"Tema {n}", codes=[_one(_names(who, "code"), at)])


def _rename_theme(who: Researcher, n: int, at: int) -> None:
    themes.rename(who, _one(_names(who, "theme"), n), f"{who.coder}s tema {at}")


def _claim(who: Researcher, n: int, at: int) -> None:
    themes.describe(who, _one(_names(who, "theme"), n), claim=f"{who.coder} påstår {at}")


def _correct(who: Researcher, n: int, at: int) -> None:
    source = _one(_names(who, "source"), n)
    corrections.replace(who, source, at, at + n, f"{who.coder}{at}" if n % 2 else "")


def _undo(who: Researcher, _n: int, _at: int) -> None:
    who.project.undo(coder=who.coder)


def _import(who: Researcher, n: int, at: int) -> None:
    talk = (("Moderator", "Berätta."), ("Lo", f"Det var {n if at % 2 else who.coder} gånger bättre."))
    import_transcript(who, transcript_of(talk), name=f"Ny {n}", group=f"Grupp {1 + n}")


def _delete_source(who: Researcher, n: int, at: int) -> None:
    if at % 3 == 0:
        sources.delete_source(who, _one(_names(who, "source"), n))


def _delete_memo(who: Researcher, n: int, _at: int) -> None:
    memos.delete(who, _one(_names(who, "memo", "id"), n))


def _rewrite_memo(who: Researcher, n: int, at: int) -> None:
    memos.rewrite(who, _one(_names(who, "memo", "id"), n), f"{who.coder} skrev om {at}")


def _cite(who: Researcher, n: int, at: int) -> None:
    codings.cite(who, [_one(_names(who, "coding", "id"), at)], cited=n > 0)


def _move_edges(who: Researcher, n: int, at: int) -> None:
    key = _one(_names(who, "coding", "id"), n)
    of_coding = f"SELECT s.name FROM source s JOIN coding c ON c.source_id = s.id WHERE c.id = {key}"
    source = _one(rows(who, of_coding), 0)  # none where somebody else has removed it meanwhile
    codings.move_edges(who, key, passage(who, source, at, at + 7))


def _recode(who: Researcher, n: int, at: int) -> None:
    codings.recode(who, [_one(_names(who, "coding", "id"), n)], _one(_names(who, "code"), at))


def _role(who: Researcher, n: int, at: int) -> None:
    people.set_role(who, "Intervju 1", ("Åsa", "Björn", "Flera")[n % 3], people.ROLES[at % 4])


def _rename_label(who: Researcher, n: int, at: int) -> None:
    label = _one(rows(who, "SELECT label FROM speaker WHERE source_id = 1 ORDER BY label"), at)
    people.rename_speaker(who, "Intervju 1", label, f"{who.coder} {n}")


def _ask(who: Researcher, n: int, at: int) -> None:
    questions.place(who, "Intervju 1", {1 + n % 4: f"Fråga {at % 3}"}, create=True)


def _query(who: Researcher, n: int, at: int) -> None:
    saved_queries.save_query(who, f"urval {n % 2}", {"text": f"{who.coder} {at}"})


def _print(who: Researcher, n: int, at: int) -> None:
    placed = 'SELECT start, "end" FROM coding WHERE source_id = 1 AND orphaned_from IS NULL'
    found = _one(rows(who, placed), n)
    print_versions.write(who, passage(who, "Intervju 1", *found), f"{who.coder} trycker {at}")


def _summarise(who: Researcher, n: int, at: int) -> None:
    summaries.set_summary(who, _one(_names(who, "theme"), n), "Grupp 1", f"{who.coder} sammanfattar {at}")


def _join_turns(who: Researcher, n: int, at: int) -> None:
    if at % 2:
        turn_borders.join_turns(who, "Intervju 1", 1 + n)
    else:
        turn_borders.split_turn(who, "Intervju 1", at)


def _describe_group(who: Researcher, n: int, at: int) -> None:
    sources.describe_group(who, "Grupp 1", **{("kommun", "storlek")[n % 2]: f"{who.coder} {at}"})


def _uncode(who: Researcher, n: int, _at: int) -> None:
    codings.remove(who, [_one(_names(who, "coding", "id"), n)])


def _various(who: Researcher, n: int, at: int) -> None:
    if n == 0:
        people.set_turn_speaker(who, "Intervju 1", [1 + at % 3], ("Åsa", f"röst {who.coder}")[at % 2])
    elif n == 1:
        sources.rename_source(who, _one(_names(who, "source"), at), f"{who.coder} källa {at}")
    elif n == 2:
        offer = suggestions.Offer(_one(_names(who, "code"), at), 1, 0.5, "test")
        suggestions.refuse(who, passage(who, "Intervju 1", at, at + 5), offer)
    elif n == 3:
        readings.mark_read(who, ["Intervju 1"])
    elif n == 4:
        people.set_participant(who, "Intervju 1", "Åsa", f"alias {at % 3}")
    else:
        sources.move_source(who, "Intervju 2", f"Grupp {1 + at % 3}")


def copy_with(origin: Path, path: Path, coder: str, taken: Iterable[Step]) -> Path:
    """A copy of a project on which a coder did some acts."""
    shutil.copy(origin, path)
    with ProjectFile.open(path) as project:
        for step in taken:
            act(Researcher(project, coder), step)
    return path


def merged(into: Path, other: Path, path: Path) -> Path:
    """A copy of a project into which another one was merged."""
    shutil.copy(into, path)
    with ProjectFile.open(path) as project:
        merge(Researcher(project, "Mia"), other)
    return path


def state_of(path: Path) -> State:
    """All that a project holds; its texts can't be asked for any more."""
    with ProjectFile.open(path) as project, project.reading() as connection:
        return read_state(connection)


_MOMENTS = ("created_at", "updated_at", "imported_at", "finished_at", "read_at", "decided_at", "released_at")
_OF_MARKS = re.compile(r" \([0-9a-f]{8}\)")


CORRECTIONS = (14, 15, 30)
"""Steps that change a text."""
CODE, IN_VIVO, MERGING_CODES, UNDOING, DELETING_SOURCE = 0, 3, 8, 16, 18
_BORDERS = ("start", "end", "quote", "verbatim", "orphaned_from", "origin")


def without_borders(path: Path) -> dict[str, set[str]]:
    """What the project holds, but for where passages and turns begin and end.

    A passage that two copies corrected apart follows one correction after the other: how much of it is left
    depends on which came first.
    """
    found = contents(path, besides=_BORDERS)
    return {kind: set(rows_) for kind, rows_ in found.items() if kind not in ("turn", "memo")}


def contents(path: Path, besides: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """What the project holds, with names for marks; without moments, and who tells what is not in use."""
    state = state_of(path)
    found = {
        kind.__tablename__: sorted(_told(state, kind, row, besides) for row in state.rows[kind].values())
        for kind in KINDS
    }
    found["text"] = sorted(
        f"{state.label(Source, mark)}: {versions[-1].sha256}" for mark, versions in state.versions.items()
    )
    found["turn"] = sorted(
        f"{state.label(Source, mark)}: {[_turn(state, turn) for turn in turns]}"
        for mark, turns in state.turns.items()
    )
    return found


def _told(state: State, kind: Kind, row: dict[str, Any], besides: tuple[str, ...]) -> str:
    shown = {name: value for name, value in row.items() if name not in _MOMENTS}
    if "attributes" in shown:
        shown["attributes"] = sorted(shown["attributes"].items())
    for name, other in references(kind).items():
        shown[name] = _name(state, other, row[name])
    for column in LISTS.get(kind, ()):
        codings_ = (state.rows[Coding][coding] for coding in row[column])
        shown[column] = sorted(_coding(state, coding) for coding in codings_)
    if "orphaned_from" in shown:
        orphan = shown["orphaned_from"] is not None
        shown["orphaned_from"] = orphan
        if orphan:  # where it once stood counts in a version that the copies may number otherwise
            del shown["start"], shown["end"]
    if kind is Memo and "not in use since" in row["text"]:
        del shown["coder_id"]
        # Turns are told by where they stand in the text of that moment.
        shown["text"] = re.sub(r"\d+-\d+: ", "", row["text"])
    return _OF_MARKS.sub("", str({name: value for name, value in shown.items() if name not in besides}))


def _name(state: State, kind: Kind, mark: Mark) -> str:
    if isinstance(mark, tuple):
        return "/".join(
            _name(state, Source, part) if part in state.rows[Source] else str(part) for part in mark
        )
    return state.label(kind, mark)


def _coding(state: State, row: dict[str, Any]) -> str:
    return str([row["quote"], *(_name(state, kind, row[name]) for name, kind in references(Coding).items())])


def _turn(state: State, turn: dict[str, Any]) -> str:
    said = _name(state, Speaker, turn["speaker_id"]), _name(state, Question, turn["question_id"])
    return str([turn["number"], turn["start"], turn["end"], turn["kind"], *said])
