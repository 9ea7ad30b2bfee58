"""The journal: whatever acts there are, undo and redo give exactly the states before and after."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.acts import (
    codes,
    codings,
    corrections,
    memos,
    people,
    print_versions,
    questions,
    sources,
    summaries,
    themes,
    turn_borders,
)
from qualwb.acts.files import import_transcript
from qualwb.acts.lookup import BadName
from qualwb.acts.passages import BadPassage, passage_at
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.model import Code
from qualwb.store.check import check
from qualwb.store.errors import NotFound, NothingToUndo
from qualwb.store.texts import current_text
from tests.conftest import transcript_of
from tests.projects import brief_project, examples, new_project, opened_again
from tests.states import another, state

NAMES = ["alfa", "Beta", "gåta", "öde", "mål"]
name = st.sampled_from(NAMES)
place = st.integers(0, 120)

acts = st.one_of(
    st.tuples(st.just("code.new"), name, st.none() | name),
    st.tuples(st.just("code.rename"), name, name),
    st.tuples(st.just("code.merge"), st.lists(name, min_size=1, max_size=3), name),
    st.tuples(st.just("code.delete"), st.lists(name, min_size=1, max_size=2)),
    st.tuples(st.just("code.move"), name, st.none() | name),
    st.tuples(st.just("apply"), place, place, st.lists(name, min_size=1, max_size=2)),
    st.tuples(st.just("theme.new"), name, st.none() | name),
    st.tuples(st.just("theme.add"), name, st.lists(name, min_size=1, max_size=3)),
    st.tuples(st.just("theme.merge"), st.lists(name, min_size=1, max_size=3), name),
    st.tuples(st.just("theme.delete"), st.lists(name, min_size=1, max_size=2)),
    st.tuples(st.just("memo"), name, st.sampled_from(["code", "theme"])),
    st.tuples(st.just("correct"), place, place, st.sampled_from(["", "ny", "x\ny", "åäö 👍🏽", "\n"])),
    st.tuples(st.just("split turn"), place),
    st.tuples(st.just("join turns"), st.integers(1, 6)),
    st.tuples(st.just("move border"), st.integers(1, 5), place),
    st.tuples(st.just("rewrite"), place, place, place),
    st.tuples(st.just("print"), place, place),
    st.tuples(st.just("recode"), st.lists(name, min_size=1, max_size=2), name),
    st.tuples(st.just("merge people"), st.lists(st.sampled_from(["Åsa", "Björn", *NAMES]), min_size=1), name),
    st.tuples(st.just("summarise"), name, st.sampled_from(["Åsa", "Björn", "Moderator"])),
    st.tuples(st.just("split theme"), name, name, st.lists(name, min_size=1, max_size=2)),
    st.tuples(st.just("speaker"), st.sampled_from(["Åsa", "Björn", "Flera"]), name),
    st.tuples(st.just("import"), name),
    st.tuples(st.just("delete source"), st.sampled_from(["Intervju 1", *NAMES])),
    st.tuples(st.just("questions"), name, st.integers(1, 5)),
)


def rewrite(researcher: Researcher, first: int, second: int, third: int) -> None:
    """Several edits at once: words away at one place, blanks doubled, words in at another."""
    with researcher.project.reading() as connection:
        start = passage_at(connection, "Intervju 1", 0, 1)
        whole = passage_at(connection, "Intervju 1", 0, len(current_text(connection, start.source_id)))
    words = whole.text
    kept = words[:first] + words[first + 3 : second]
    new = kept + "inskjutna ord " + words[second:third].replace(" ", "  ") + words[third:]
    corrections.replace_passage(researcher, whole, new)


def perform(researcher: Researcher, act: tuple[Any, ...]) -> None:
    match act:
        case ("code.new", code, parent):
            codes.create(researcher, code, parent=parent, definition="d")
        case ("code.rename", old, new):
            codes.rename(researcher, old, new)
        case ("code.merge", chosen, into):
            codes.merge(researcher, chosen, into, "därför")
        case ("code.delete", chosen):
            codes.delete(researcher, chosen)
        case ("code.move", code, parent):
            codes.move(researcher, [code], parent)
        case ("apply", a, b, chosen):
            with researcher.project.reading() as connection:
                passage = passage_at(connection, "Intervju 1", min(a, b), max(a, b))
            codings.apply(researcher, passage, chosen, create=True)
        case ("theme.new", theme, parent):
            themes.create(researcher, theme, parent=parent)
        case ("theme.add", theme, chosen):
            themes.add_codes(researcher, theme, chosen)
        case ("theme.merge", chosen, into):
            themes.merge(researcher, chosen, into)
        case ("theme.delete", chosen):
            themes.delete(researcher, chosen)
        case ("memo", thing, target):
            memos.write(researcher, "tanke", target=target, name=thing)
        case ("correct", a, b, text):
            corrections.replace(researcher, "Intervju 1", min(a, b), max(a, b), text)
        case ("split turn", at):
            turn_borders.split_turn(researcher, "Intervju 1", at)
        case ("join turns", number):
            turn_borders.join_turns(researcher, "Intervju 1", number)
        case ("move border", number, at):
            turn_borders.move_border(researcher, "Intervju 1", number, at)
        case ("rewrite", a, b, c):
            rewrite(researcher, *sorted((a, b, c)))
        case ("print", a, b):
            with researcher.project.reading() as connection:
                passage = passage_at(connection, "Intervju 1", min(a, b), max(a, b))
            print_versions.write(researcher, passage, passage.text + " (skratt)")
        case ("recode", chosen, into):
            with researcher.project.reading() as connection:
                keys = [key for code in chosen for key in codings.pick_codings(connection, code)]
            codings.recode(researcher, keys, into)
        case ("merge people", aliases, into):
            people.merge_participants(researcher, "Grupp 1", aliases, into)
        case ("summarise", theme, alias):
            summaries.set_summary(researcher, theme, "Grupp 1", "kort sagt", participant=alias)
        case ("split theme", theme, new, chosen):
            themes.split(researcher, theme, new, chosen)
        case ("speaker", label, alias):
            people.set_participant(researcher, "Intervju 1", label, alias)
        case ("import", source):
            import_transcript(
                researcher, transcript_of((("Eva", source), ("Moderator", "jaha"))), name=source
            )
        case ("delete source", source):
            sources.delete_source(researcher, source)
        case ("questions", label, number):
            questions.add_questions(researcher, [(label, "?")])
            questions.place(researcher, "Intervju 1", {number: label})


@settings(max_examples=examples(25))
@given(st.lists(acts, max_size=14))
def test_undo_and_redo_restore_every_state(performed: list[tuple[Any, ...]]) -> None:
    with brief_project() as project:
        researcher = Researcher(project, "Karin")
        import_transcript(researcher, transcript_of(), name="Intervju 1", group="Grupp 1")
        states = [state(project)]
        for act in performed:
            before, revision = state(project), project.revision()
            try:
                perform(researcher, act)
            except (NotFound, BadName, BadPassage, QualwbError):
                if project.revision() == revision:
                    assert state(project) == before, "a refused act must leave no trace"
                    continue
            if project.revision() != revision:
                # An act of the test may be two of the program (questions are added, then placed).
                states += [None] * (project.revision() - revision - 1) + [state(project)]
        assert [p for p in check(project) if p.kind != "orphan"] == []
        for expected in reversed(states[:-1]):
            project.undo(coder="Karin")
            if expected is not None:
                assert state(project) == expected
        assert [p for p in check(project) if p.kind != "orphan"] == []
        for expected in states[1:]:
            project.redo(coder="Karin")
            if expected is not None:
                assert state(project) == expected
        with pytest.raises(NothingToUndo):
            project.redo(coder="Karin")
        assert [p for p in check(project) if p.kind != "orphan"] == []


def test_undo_reaches_over_a_restart(tmp_path) -> None:
    with new_project(tmp_path / "a.qwb") as first:
        codes.create(Researcher(first, "Karin"), "mål")
        before = state(first)
        codes.rename(Researcher(first, "Karin"), "mål", "syfte", "tydligare")
        undoer = another(first)
    with opened_again(first) as project:
        change = project.undo(coder=undoer)
        assert change.act == "code.rename"
        assert change.reason == "tydligare"
        assert state(project) == before
    with opened_again(first) as project:
        assert project.redo(coder=undoer).act == "code.rename"
        with pytest.raises(NothingToUndo):
            project.redo(coder=undoer)


def test_a_new_act_closes_the_way_to_redo(researcher: Researcher) -> None:
    codes.create(researcher, "mål")
    researcher.project.undo(coder="Karin")
    codes.create(researcher, "syfte")
    with pytest.raises(NothingToUndo):
        researcher.project.redo(coder="Karin")


def test_a_change_keeps_the_images_before_and_after(researcher: Researcher) -> None:
    codes.create(researcher, "mål")
    codes.rename(researcher, "mål", "syfte")
    with researcher.project.reading() as connection:
        images = json.loads(connection.exec_driver_sql("SELECT images FROM change ORDER BY id DESC").scalar())
    assert images == [
        {"op": "update", "table": "code", "id": 1, "before": {"name": "mål"}, "after": {"name": "syfte"}}
    ]


def test_an_altered_journal_is_found(researcher: Researcher) -> None:
    codes.create(researcher, "mål")
    codes.create(researcher, "syfte")
    with researcher.project.writing() as connection:
        connection.exec_driver_sql("UPDATE change SET coder = 'Någon annan' WHERE id = 1")
    assert [(p.kind, p.where) for p in check(researcher.project)] == [("journal", "change 1")]


def test_an_update_of_no_column_does_nothing(material: Researcher) -> None:
    revision = material.project.revision()
    with material.act("trial") as act:
        act.update(Code, 1)
    assert material.project.revision() == revision
