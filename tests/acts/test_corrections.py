"""Corrections: whatever hangs on the text follows, by a change of the journal that does not grow with it."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.acts import (
    codes,
    codings,
    corrections,
    memos,
    print_versions,
    questions,
    suggestions,
    summaries,
    themes,
)
from qualwb.acts.files import Origin, import_transcript
from qualwb.acts.passages import Passage, passage_at, passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.text_edits import edits_between
from qualwb.errors import QualwbError
from qualwb.model import Coding
from qualwb.store.check import check
from qualwb.store.errors import NotFound
from qualwb.store.open_project import ensure_coder
from qualwb.store.texts import current_text
from tests.conftest import TALK, transcript_of
from tests.projects import new_project
from tests.states import one_act, rows, state

TEXT = "\n".join(words for _label, words in TALK)
KEYS = "SELECT id FROM {} ORDER BY id"
CODINGS = 'SELECT id, quote, start, "end", cited FROM coding ORDER BY id'
TURNS = """SELECT number, start, "end", label FROM turn
    LEFT JOIN speaker ON speaker.id = speaker_id ORDER BY number"""


def quoted(researcher: Researcher, words: str) -> Passage:
    with researcher.project.reading() as connection:
        return passage_quoted(connection, "Intervju 1", words)


def said(researcher: Researcher) -> list[tuple[Any, str]]:
    """(speaker, words) by turn."""
    with researcher.project.reading() as connection:
        text = current_text(connection, 1)
    return [(label, text[start:end]) for _number, start, end, label in rows(researcher, TURNS)]


def images(researcher: Researcher) -> list[dict[str, Any]]:
    """The row images of the newest change."""
    (found,) = rows(researcher, "SELECT images FROM change ORDER BY id DESC LIMIT 1")
    return json.loads(found)


def test_a_correction_that_moves_the_left_edge_alone(material: Researcher) -> None:
    with material.project.reading() as connection:
        passage = passage_at(connection, "Intervju 1", 8, 16)
    codings.apply(material, passage, ["kod"], create=True)
    corrections.replace(material, "Intervju 1", 7, 10, "xyz")
    with material.project.reading() as connection:
        (found,) = connection.exec_driver_sql('SELECT start, "end", quote FROM coding').all()
    assert (found.start, found.end, found.quote) == (10, 16, passage.text[2:])


def test_a_word_more_moves_what_stands_behind_it(material: Researcher) -> None:
    codings.apply(material, quoted(material, "Ingen visste"), ["a"], create=True)
    memos.write(material, "tanke", target="passage", passage=quoted(material, "ett papper"))
    print_versions.write(material, quoted(material, "Men mötena"), "Mötena")
    with one_act(material, "source.correct"):
        done = corrections.replace(material, "Intervju 1", 0, 3, "Men hur")
    assert (done.edits, done.moved, done.orphans) == (1, 3, ())
    start = TEXT.index("Ingen visste") + 4
    assert rows(material, CODINGS) == [(1, "Ingen visste", start, start + 12, 0)]
    assert said(material) == [("Moderator", "Men hur var det från början?"), *TALK[1:]]


def test_what_follows_an_edit_takes_one_image_a_table(material: Researcher) -> None:
    for words in ("Ingen visste", "ett papper", "Men mötena"):
        codings.apply(material, quoted(material, words), ["a"], create=True)
    corrections.replace(material, "Intervju 1", 0, 3, "Men hur")
    version, *moved = images(material)
    assert (version["op"], version["table"]) == ("insert", "text_version")
    assert moved == [
        {
            **{"op": "shift", "table": "turn", "columns": ["start", "end"]},
            "parts": [{"keys": [[1, 1]], "by": [0, 4]}, {"keys": [[2, 5]], "by": [4, 4]}],
        },
        {
            **{"op": "shift", "table": "coding", "columns": ["start", "end"]},
            "parts": [{"keys": [[1, 3]], "by": [4, 4]}],
        },
    ]


def test_the_words_of_a_passage_change_and_codings_within_keep_their_places(material: Researcher) -> None:
    codings.apply(material, quoted(material, "Ingen visste"), ["a"], create=True)
    passage = quoted(material, "Det var otydligt. Ingen visste vad det")
    with one_act(material, "source.correct"):
        corrections.replace_passage(material, passage, "Det var mycket oklart. Ingen visste vem det")
    ((_key, quote, start, end, _cited),) = rows(material, CODINGS)
    assert (quote, end - start) == ("Ingen visste", 12)
    revision = material.project.revision()
    assert corrections.replace_passage(material, quoted(material, "Ingen visste"), "Ingen visste").edits == 0
    assert material.project.revision() == revision


def test_a_turn_whose_border_is_gone_joins_the_one_before(material: Researcher) -> None:
    questions.place(material, "Intervju 1", {1: "Början", 5: None}, create=True)
    at = len(TALK[0][1])
    with one_act(material, "source.correct"):
        corrections.replace(material, "Intervju 1", at, at + 1, " ")
    assert said(material) == [("Moderator", f"{TALK[0][1]} {TALK[1][1]}"), *TALK[2:]]
    assert rows(material, "SELECT number, question_id FROM turn ORDER BY number")[-2:] == [(3, 1), (4, None)]


def test_what_has_no_place_is_kept_as_an_orphan_and_told(material: Researcher) -> None:
    passage = quoted(material, "ett papper")
    codings.apply(material, passage, ["a"], create=True)
    memos.write(material, "tanke", target="passage", passage=passage)
    print_versions.write(material, passage, "papper")
    with one_act(material, "source.correct"):
        done = corrections.replace(material, "Intervju 1", passage.start - 1, passage.end + 1, "")
    kinds = [(orphan.kind, orphan.key, orphan.quote) for orphan in done.orphans]
    assert kinds == [(kind, 1, "ett papper") for kind in ("coding", "memo", "print_version")]
    assert [p.kind for p in check(material.project)] == ["orphan"] * 3


def test_a_passage_of_blanks_alone_keeps_its_place(material: Researcher) -> None:
    """As another program may code them: it does not lose words that it never had."""
    codes.create(material, "paus")
    with material.act("coding.apply") as act:
        coder = ensure_coder(act, "Karin")
        place = {"source_id": 1, "code_id": 1, "coder_id": coder, "round_id": 1, "start": 3, "end": 4}
        act.insert(Coding, **place, quote=" ", created_at="")
    done = corrections.replace(material, "Intervju 1", 0, 3, "Vad")
    assert done.orphans == ()
    assert check(material.project) == []


@pytest.mark.parametrize("first", [True, False])
def test_of_doubles_one_is_kept_with_the_mark_and_the_summaries_of_both(
    material: Researcher, first: bool
) -> None:
    codings.apply(material, quoted(material, "papper"), ["a"], create=True, cited=first)
    codings.apply(material, quoted(material, "ett papper"), ["a"], cited=not first)
    codings.apply(material, quoted(material, "ett papper i"), ["b"], create=True)
    themes.create(material, "T", codes=["a"])
    summaries.set_summary(material, "T", "Grupp 1", "kort sagt", codings=[2, 3])
    start = quoted(material, "ett papper").start
    with one_act(material, "source.correct"):
        done = corrections.replace(material, "Intervju 1", start, start + 4, "")
    assert [(one.kind, one.key, one.into, one.quote) for one in done.joined] == [
        ("coding", 2, 1, "ett papper")
    ]
    assert [row[:2] + row[4:] for row in rows(material, CODINGS)] == [(1, "papper", 1), (3, "papper i", 0)]
    assert rows(material, "SELECT codings FROM summary") == ["[1, 3]"]


def test_of_print_versions_on_one_place_one_is_kept(material: Researcher) -> None:
    print_versions.write(material, quoted(material, "papper"), "lapp")
    print_versions.write(material, quoted(material, "ett papper"), "en lapp")
    start = quoted(material, "ett papper").start
    with one_act(material, "source.correct"):
        done = corrections.replace(material, "Intervju 1", start, start + 4, "")
    assert [(one.kind, one.key, one.into, one.quote) for one in done.joined] == [
        ("print_version", 2, 1, "ett papper")
    ]
    assert "1 joined" in rows(material, "SELECT summary FROM change WHERE act = 'source.correct'")[0]
    assert rows(material, "SELECT text, verbatim FROM print_version") == [("lapp", "papper")]


def test_an_orphaned_print_version_does_not_hold_its_old_place(material: Researcher) -> None:
    gone, there = quoted(material, "ett papper"), quoted(material, "i handen, ")
    print_versions.write(material, gone, "papper")
    print_versions.write(material, there, "handen")
    corrections.replace(material, "Intervju 1", gone.start, gone.end, "")
    assert len(rows(material, "SELECT id FROM print_version")) == 2
    with one_act(material, "source.correct"):
        corrections.replace(material, "Intervju 1", gone.start - 1, gone.start + 1, " ")
    assert rows(material, "SELECT verbatim, start FROM print_version WHERE orphaned_from IS NULL") == [
        ("i handen,", gone.start)
    ]
    assert len(rows(material, "SELECT id FROM print_version")) == 2


def test_a_print_version_where_an_orphan_stood_is_one_of_its_own(material: Researcher) -> None:
    gone = quoted(material, "papper")
    print_versions.write(material, gone, "papper!")
    corrections.replace(material, "Intervju 1", gone.start, gone.end + 1, "")
    with material.project.reading() as connection:
        here = passage_at(connection, "Intervju 1", gone.start, gone.end)
    assert here.text == "i hand"
    with pytest.raises(NotFound):
        print_versions.clear(material, here)
    with one_act(material, "print.save"):
        print_versions.write(material, here, "i hand!")
    stored = "SELECT text, orphaned_from IS NULL FROM print_version ORDER BY id"
    assert rows(material, stored) == [("papper!", 0), ("i hand!", 1)]
    print_versions.clear(material, here)
    assert rows(material, stored) == [("papper!", 0)]


def test_a_letter_is_not_parted_from_its_accent_and_spans_lie_in_the_text(material: Researcher) -> None:
    with pytest.raises(QualwbError, match="accent"):
        corrections.replace(material, "Intervju 1", 2, 2, "\u0301")
    for start, end in ((-1, 2), (5, 4), (0, 9999)):
        with pytest.raises(QualwbError, match="no such span"):
            corrections.replace(material, "Intervju 1", start, end, "x")


def test_a_changed_file_brings_its_turns_and_leaves_codings_roles_and_questions(material: Researcher) -> None:
    codings.apply(material, quoted(material, "Ingen visste"), ["a"], create=True)
    questions.place(material, "Intervju 1", {3: "Papper", 4: None}, create=True)
    new = (TALK[0], ("Eva", "Jaha?"), *TALK[1:3], ("Åsa", "Men mötena var jättebra."))
    with one_act(material, "source.reimport"):
        done = corrections.reimport(material, "Intervju 1", transcript_of(new), Origin("ny.txt", "ab"))
    assert done.corrected.orphans == ()
    assert said(material) == [*new]
    assert rows(material, "SELECT file_name, file_sha256 FROM source") == [("ny.txt", "ab")]
    assert rows(material, "SELECT number FROM turn WHERE question_id IS NOT NULL") == [4]
    assert [row[1] for row in rows(material, CODINGS)] == ["Ingen visste"]
    assert rows(material, "SELECT alias, role FROM participant ORDER BY id")[:2] == [
        *(("Moderator", "moderator"), ("Åsa", "participant")),
    ]


place = st.integers(0, len(TEXT))
spans = st.lists(st.tuples(place, place, st.sampled_from("ab")), max_size=8)
words = st.sampled_from(["", " ", "ny", "x\ny", "ett långt ord till 👍🏽", "\n"])
changes = st.lists(st.tuples(place, place, words), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans, spans, changes)
def test_positions_follow_any_edits_and_come_back(
    tmp_path_factory: pytest.TempPathFactory,
    coded: list[tuple[int, int, str]],
    printed: list[tuple[int, int, str]],
    changed: list[tuple[int, int, str]],
) -> None:
    with new_project(tmp_path_factory.mktemp("edits") / "a.qwb") as project:
        researcher = Researcher(project, "Karin")
        import_transcript(researcher, transcript_of(), name="Intervju 1", group="Grupp 1")
        for a, b, code in coded:
            if TEXT[min(a, b) : max(a, b)].strip():
                with project.reading() as connection:
                    passage = passage_at(connection, "Intervju 1", min(a, b), max(a, b))
                codings.apply(researcher, passage, [code], create=True)
                suggestions.refuse(researcher, passage, suggestions.Offer(code, 1))
        for a, b, _code in printed:
            if TEXT[min(a, b) : max(a, b)].strip():
                with project.reading() as connection:
                    passage = passage_at(connection, "Intervju 1", min(a, b), max(a, b))
                print_versions.write(researcher, passage, passage.text + "!")
        before = {key: (start, end) for key, _quote, start, end, _cited in rows(researcher, CODINGS)}
        new = TEXT
        for a, b, text in changed:
            new = new[: min(a, b)] + text + new[max(a, b) :]
        edits = edits_between(TEXT, new)
        old = state(project)
        with project.reading() as connection:
            whole = passage_at(connection, "Intervju 1", 0, len(TEXT))
        kept_before = {kind: rows(researcher, KEYS.format(kind)) for kind in ("coding", "print_version")}
        done = corrections.replace_passage(researcher, whole, new)
        for kind, keys in kept_before.items():
            joined = [one.key for one in done.joined if one.kind == kind]
            assert sorted([*rows(researcher, KEYS.format(kind)), *joined]) == keys
        there = rows(researcher, 'SELECT id, start, "end", orphaned_from, code_id FROM coding ORDER BY id')
        for key, start, end, orphaned, _code in there:
            span = edits.move_span(*before[key])
            if orphaned is None:
                assert (start, end) == span
            else:
                assert span is None or not edits.apply(TEXT)[slice(*span)].strip()
        kept = {(start, end, code) for _key, start, end, orphaned, code in there if orphaned is None}
        assert {key for key, *_rest in there} <= set(before)
        assert len(kept) == sum(row[3] is None for row in there)
        assert [p for p in check(project) if p.kind != "orphan"] == []
        after = state(project)
        if after != old:
            project.undo(coder="Karin")
            assert state(project) == old
            project.redo(coder="Karin")
            assert state(project) == after
