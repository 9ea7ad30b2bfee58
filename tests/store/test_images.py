"""Images of several rows at once: written, turned back, and read."""

import json
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.acts import codes, codings, corrections, questions, turn_borders
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.analysis.change_rows import RowChange, row_changes
from qualwb.exchange.journal_words import changes_in_words
from qualwb.model import Change, Code, Coding, SuggestionEvent, Turn
from qualwb.store.images import RowKeys, count, only_rows_of, runs
from tests.conftest import transcript_of
from tests.projects import brief_project, examples
from tests.states import another, one_act, rows, state


def images(researcher: Researcher) -> list[dict[str, Any]]:
    (found,) = rows(researcher, "SELECT images FROM change ORDER BY id DESC LIMIT 1")
    return json.loads(found)


@given(st.sets(st.integers(1, 60)))
def test_runs_hold_exactly_the_keys(keys: set[int]) -> None:
    found = runs(keys)
    assert [key for first, last in found for key in range(first, last + 1)] == sorted(keys)
    assert all(left[1] + 1 < right[0] for left, right in pairwise(found))
    assert count(found) == len(keys)


def test_rows_that_were_alike_share_an_image(researcher: Researcher) -> None:
    for name in ("a", "b", "c", "d"):
        codes.create(researcher, name, colour="" if name == "d" else "#111111")
    with one_act(researcher, "code.describe"), researcher.act("code.describe") as act:
        act.update_many(Code, [4, 1, 2], colour="", definition="d")
    assert images(researcher) == [
        {
            **{"op": "update_many", "table": "code", "keys": [[1, 2]]},
            "before": {"colour": "#111111", "definition": ""},
            "after": {"colour": "", "definition": "d"},
        },
        {
            **{"op": "update_many", "table": "code", "keys": [[4, 4]]},
            **{"before": {"definition": ""}, "after": {"definition": "d"}},
        },
    ]


def test_what_stays_as_it_is_leaves_no_image(material: Researcher) -> None:
    with material.act("nothing") as act:
        act.update_many(Turn, [1, 2], kind="speech")
        act.update_many(Turn, [], kind="text")
        act.shift(Turn, ("start", "end"), {1: (0, 0)})
        act.shift(Turn, ("start", "end"), {})
        act.delete(Turn, [])
        assert act.insert_many(SuggestionEvent, []) == range(1, 1)
    assert rows(material, "SELECT count(*) FROM change WHERE act = 'nothing'") == [0]


def test_rows_come_to_places_that_others_leave(material: Researcher) -> None:
    with material.act("turn.join") as act:
        act.delete(Turn, [1])
    for by in (-1, 3, -2):
        with one_act_without_check(material), material.act("turn.split") as act:
            act.shift(Turn, ("number",), dict.fromkeys((2, 3, 4, 5), (by,)))
    assert rows(material, "SELECT number FROM turn ORDER BY id") == [2, 3, 4, 5]


class one_act_without_check:  # noqa: N801
    """As ``one_act``, where the rows make no sense as a text."""

    def __init__(self, researcher: Researcher) -> None:
        self.project = researcher.project

    def __enter__(self) -> None:
        self.before = state(self.project)

    def __exit__(self, *_error: object) -> None:
        after, undoer = state(self.project), another(self.project)
        self.project.undo(coder=undoer)
        assert state(self.project) == self.before
        self.project.redo(coder=undoer)
        assert state(self.project) == after


@settings(max_examples=examples(60))
@given(st.lists(st.integers(-10, 60), min_size=10, max_size=10))
def test_codings_may_swap_places_in_one_shift(steps: list[int]) -> None:
    """Ten codings of one code; any that would come to one place stay. The others move as one."""
    with brief_project() as project:
        researcher = Researcher(project, "Karin")
        import_transcript(researcher, transcript_of(), name="Intervju 1")
        text = transcript_of().text
        for at in [place for place in range(30, 60) if not text[place].isspace()][:10]:
            with project.reading() as connection:
                passage = passage_at(connection, "Intervju 1", at, 70)
            codings.apply(researcher, passage, ["a"], create=True)
        before = dict(rows(researcher, "SELECT id, start FROM coding"))
        by = {key: (step, 100) for key, step in zip(before, steps, strict=True)}
        target = {key: before[key] + by[key][0] for key in before}
        if len(set(target.values())) < len(target):
            by = dict.fromkeys(before, (steps[0] % 5, 100))
            target = {key: before[key] + by[key][0] for key in before}
        with one_act_without_check(researcher), researcher.act("shift") as act:
            act.shift(Coding, ("start", "end"), by)
        assert dict(rows(researcher, "SELECT id, start FROM coding")) == target


def change(researcher: Researcher) -> Change:
    (number,) = rows(researcher, "SELECT max(id) FROM change")
    (found,) = rows(researcher, "SELECT images FROM change ORDER BY id DESC LIMIT 1")
    return Change(id=number, images=found)


def test_rows_that_came_and_went_are_read_back(material: Researcher) -> None:
    with material.project.reading() as connection:
        passage = passage_at(connection, "Intervju 1", 0, 3)
    codings.apply(material, passage, ["a"], create=True)
    assert only_rows_of(change(material).images, "coding") is None
    besides = frozenset({"code", "coder", "round"})
    assert only_rows_of(change(material).images, "coding", besides) == RowKeys(frozenset([1]), frozenset())
    codings.apply(material, passage, ["b"], create=True)
    codings.remove(material, [1, 2])
    assert only_rows_of(change(material).images, "coding") == RowKeys(frozenset(), frozenset([1, 2]))
    material.project.undo(coder="Karin")
    assert only_rows_of(change(material).images, "coding") == RowKeys(frozenset([1, 2]), frozenset())
    codings.remove(material, [1])
    assert only_rows_of(change(material).images, "coding") == RowKeys(frozenset(), frozenset([1]))


def test_changed_and_moved_rows_are_more_than_rows_that_came_and_went(material: Researcher) -> None:
    with material.project.reading() as connection:
        passage = passage_at(connection, "Intervju 1", 10, 24)
    codings.apply(material, passage, ["a"], create=True)
    corrections.replace(material, "Intervju 1", 0, 1, "hh")
    assert only_rows_of(change(material).images, "coding", frozenset({"text_version", "turn"})) is None
    codings.cite(material, [1])
    assert only_rows_of(change(material).images, "coding") is None


def test_images_of_several_rows_are_told_in_words(material: Researcher) -> None:
    questions.place(material, "Intervju 1", {2: "Syfte"}, create=True)
    with material.project.reading() as connection:
        *_new, placed = row_changes(connection, material.project.revision())
    assert placed == RowChange("turn", "changed", "2, 3, 4, 5", 4, (("question_id", None, "Syfte"),))
    turn_borders.join_turns(material, "Intervju 1", 1)
    with material.project.reading() as connection:
        moved = row_changes(connection, material.project.revision())
    assert moved[-1] == RowChange("turn", "moved", "2, 3, 4", 3, (("number", None, "-1"),))
    assert changes_in_words([placed, moved[-1]]) == [
        *("± 4 × turn: 2, 3, 4, 5", "    question: Syfte", "→ 3 × turn: 2, 3, 4", "    number: -1"),
    ]
