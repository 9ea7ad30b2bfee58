"""Codebook, themes, transcript, people, memos, log, crosstab and selection, on one small project."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from qualwb.acts import memos, themes
from qualwb.acts.researcher import Researcher
from qualwb.analysis.codes import codebook, recent_codes
from qualwb.analysis.cooccurrence import c_coefficient, cooccurrence, npmi
from qualwb.analysis.coverage import uncoded_note
from qualwb.analysis.extent import Extent, extent_text, extents
from qualwb.analysis.log import log_entries
from qualwb.analysis.matrix import percents, theme_matrix
from qualwb.analysis.memos import memo_list
from qualwb.analysis.not_asked import not_asked_note
from qualwb.analysis.people import participant_list, question_list, speaker_list
from qualwb.analysis.selection import Selection
from qualwb.analysis.sources import transcript
from qualwb.analysis.table_notes import scope_notes
from qualwb.analysis.themes import Spread, theme_list
from qualwb.analysis.word_frequencies import word_frequencies
from qualwb.errors import QualwbError
from qualwb.model import Project
from qualwb.store.errors import NotFound
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder


@pytest.fixture
def small(project: ProjectFile) -> ProjectFile:
    with project.act("build", coder="ann") as act:
        build = Builder(act)
        build.question("F1")
        build.question("F2")
        build.group("G1", kommun="Eksjö")
        build.person("G1", "D1", kön="kvinna")
        turns = [("M", "Vad var syftet?"), ("D1", "Det var oklart, liksom."), ("Flera", "Ja ja!")]
        build.source("s1", "G1", turns, {"M": "moderator"}, ["Flera"], ["F1", "F1", "F1"])
        build.source("s2", "G2", [("D1", "Liksom klart."), ("D2", "Nej.")], questions=["F2", "F2"])
        build.code("a")
        build.code("b", "a")
        build.code("c")
        build.theme("T", claim="samtliga grupper")
        build.theme("U", ["a"], "T")
        build.coding("s1", "oklart", "a")
        build.coding("s1", "oklart", "a", coder="bo")
        build.coding("s1", "oklart, liksom", "b", round="2")
    return project


@pytest.fixture
def reading(small: ProjectFile) -> Iterator[Connection]:
    with small.reading() as connection:
        yield connection


def test_codebook(reading: Connection) -> None:
    rows = {row.name: row for row in codebook(reading)}
    assert [(row.name, row.parent, row.depth) for row in rows.values()] == [
        ("a", None, 0),
        ("b", "a", 1),
        ("c", None, 0),
    ]
    assert (rows["a"].passages, rows["a"].codings, rows["a"].themes) == (1, 2, ("U",))
    assert rows["c"].last_used == ""
    assert [row.name for row in codebook(reading) if not row.passages] == ["c"]
    assert recent_codes(reading) == ("b", "a")
    assert recent_codes(reading, "bo") == ("a",)


def test_a_claim_stands_beside_its_evidence(reading: Connection) -> None:
    main, theme = theme_list(reading)
    assert (main.claim, main.groups, main.of_groups, main.spread) == ("samtliga grupper", 1, 2, Spread.ONE)
    assert (theme.parent, theme.codes, theme.group_names) == ("T", ("a",), ("G1",))


def test_not_asked_is_not_not_said(reading: Connection) -> None:
    row = theme_matrix(reading).rows[1]
    assert row.values == (1, None)
    questions = theme_matrix(reading, columns="questions")
    assert questions.columns == ("F1", "F2")
    assert questions.rows[1].values == (1, 0)


def test_transcript(reading: Connection) -> None:
    source = transcript(reading, "S1")
    assert [turn.speaker for turn in source.turns] == ["M", "D1", "Flera"]
    assert [turn.role for turn in source.turns] == ["moderator", "participant", ""]
    assert [source.text[one.start : one.end] for one in source.codings] == [
        "oklart, liksom",
        "oklart",
        "oklart",
    ]
    assert source.codings[1].themes == ("U",)
    assert len(transcript(reading, "s1", Selection(rounds=("2",))).codings) == 1
    with pytest.raises(NotFound, match="no source 'sx'"):
        transcript(reading, "sx")


def test_people(reading: Connection) -> None:
    assert [(row.source, row.label, row.role, row.turns, row.words) for row in speaker_list(reading)] == [
        ("s1", "M", "moderator", 1, 3),
        ("s1", "D1", "participant", 1, 4),
        ("s1", "Flera", "", 1, 2),
        ("s2", "D1", "participant", 1, 2),
        ("s2", "D2", "participant", 1, 1),
    ]
    first = participant_list(reading)[0]
    assert (first.group, first.alias, first.attributes, first.labels) == (
        "G1",
        "D1",
        {"kön": "kvinna"},
        ("D1",),
    )
    asked = [(row.label, row.turns, row.sources) for row in question_list(reading)]
    assert asked == [("F1", 3, 1), ("F2", 2, 1)]


def test_extent_of_a_theme(reading: Connection) -> None:
    theme = extents(reading)[1]
    assert extent_text(theme.whole) == "1 (1 of 3 participants, 1 of 2 groups, 1 not coded)"
    assert extent_text(theme.by_group[0]) == "1 (1 of 1 participant)"
    assert extent_text(Extent(12, 5, 7, 3, 4)) == "12 (5 of 7 participants, 3 of 4 groups)"


def test_an_attribute_guards_small_cells(reading: Connection) -> None:
    by_gender = theme_matrix(reading, columns="kön")
    assert [(one.name, one.kind, len(one.members)) for one in by_gender.slices] == [
        ("kvinna", "participants", 1),
        ("–", "participants", 2),
    ]
    assert [row.values for row in by_gender.rows] == [(1, 0), (1, 0)]
    assert percents(by_gender) == ((100.0, None), (100.0, None))
    assert by_gender.notes[-1].startswith("* fewer than 5:")
    by_group = theme_matrix(reading, "codes", "kommun")
    assert "fewer than 5" in by_group.notes[-1]
    assert not any("cases" in note for note in theme_matrix(reading, columns="participants").notes)
    with pytest.raises(NotFound, match="kommun"):
        theme_matrix(reading, columns="komun")


def test_words_without_the_moderator(reading: Connection) -> None:
    words = word_frequencies(reading).words
    assert [(word.word, word.count) for word in words[:2]] == [("ja", 2), ("liksom", 2)]
    assert words[1].per_thousand == pytest.approx(1000 * 2 / 9)
    assert (words[1].sources, words[1].groups, words[1].forms) == (2, 2, ("liksom",))
    assert "syftet" not in {word.word for word in words}
    assert "syftet" in {word.word for word in word_frequencies(reading, Selection(moderator=True)).words}
    telling = word_frequencies(reading, function_words=False).words
    assert not {"liksom", "ja"} & {word.word for word in telling}
    assert telling[0].per_thousand == pytest.approx(1000 / 9)
    coded = word_frequencies(reading, Selection(codes=("b",)), lemmas=True).words
    assert [(word.word, word.forms) for word in coded] == [("liksom", ("liksom",)), ("oklar", ("oklart",))]


def test_log_and_memos(small: ProjectFile) -> None:
    researcher = Researcher(small, "ann")
    memos.write(researcher, "tänk på detta", target="theme", name="U")
    memos.write(researcher, "om allt")
    themes.rename(researcher, "U", "V", reason="klarare")
    small.undo(coder="ann")
    with small.reading() as connection:
        entries = log_entries(connection)
        found = memo_list(connection)
        on_theme = memo_list(connection, target_kind="theme", target="u")
    assert [(one.act, one.coder, one.undone) for one in entries[:3]] == [
        ("undo", "ann", False),
        ("theme.rename", "ann", True),
        ("memo.new", "ann", False),
    ]
    assert (entries[1].reason, entries[0].target) == ("klarare", entries[1].number)
    assert [(one.target_kind, one.target, one.text) for one in found] == [
        ("theme", "U", "tänk på detta"),
        ("project", "", "om allt"),
    ]
    assert on_theme == found[:1]
    small.redo(coder="ann")
    with small.reading() as connection:
        assert [entry.undone for entry in log_entries(connection, limit=3)] == [False, False, False]


def test_the_round_of_the_project_stands_in(small: ProjectFile) -> None:
    with small.act("set", coder="ann") as act:
        act.update(Project, 1, settings={"round": "2"})
    with small.reading() as connection:
        matrix = theme_matrix(connection, "codes")
        both = theme_matrix(connection, "codes", selection=Selection(rounds=("1", "2")))
    assert [row.total for row in matrix.rows] == [0, 1, 0]
    assert "Rounds: 2" in matrix.notes
    assert [row.total for row in both.rows] == [1, 1, 0]


def test_footer_names_what_is_left_out(reading: Connection) -> None:
    matrix = theme_matrix(reading, selection=Selection(coders=("ann",), cited=False))
    assert matrix.excluded == ("moderator",)
    together = "Coders taken together: ann (1), ann (2). A passage that several coded counts once."
    assert matrix.notes[0] == not_asked_note()
    filters = ("Coders: ann", "Without key quotes", "Left out: moderator")
    uncoded = "Not coded by those who are counted: s2."
    themeless = "1 code in no theme is not in the table: b"
    assert matrix.notes[1:] == (uncoded_note(), *filters, together, uncoded, themeless)
    assert theme_matrix(reading, selection=Selection(moderator=True)).excluded == ()


def test_footer_tells_what_lost_its_place(project: ProjectFile) -> None:
    with project.act("build", coder="ann") as act:
        builder = Builder(act)
        builder.source("k", "Grupp 1", [(None, "Ingen visste vad det skulle leda till.")])
        builder.coding("k", "Ingen visste", "ovisshet")
        builder.coding("k", "leda till", "syfte", orphaned=True)
        builder.coding("k", "skulle", "syfte", orphaned=True)
    lost = (
        "2 codings lost their place when the text was corrected and are not counted "
        "(qualwb check lists them)."
    )
    with project.reading() as connection:
        assert theme_matrix(connection, "codes").notes == (lost,)
        assert cooccurrence(connection).notes == (lost,)
        assert scope_notes(connection) == (lost,)
        assert theme_matrix(connection, selection=Selection(codes=("ovisshet",))).notes == (
            "Codes: ovisshet",
        )


def test_codes_of_two_coders_do_not_stand_together(project: ProjectFile) -> None:
    with project.act("build", coder="ann") as act:
        builder = Builder(act)
        builder.source("k", "Grupp 1", [(None, "Ingen visste vad det skulle leda till.")])
        for coder, code in (("ann", "ovisshet"), ("bo", "syfte"), ("bo", "ledning")):
            builder.coding("k", "Ingen visste", code, coder=coder)
    with project.reading() as connection:
        (pair,) = cooccurrence(connection).pairs
        found = cooccurrence(connection, within=0)
        alone = cooccurrence(connection, selection=Selection(coders=("bo",)))
    assert {pair.first, pair.second} == {"syfte", "ledning"}
    assert (len(found.pairs), found.units) == (1, 2)
    assert found.notes == ("Counted within the codings of each coder and added up: ann, bo.",)
    assert alone.pairs == (pair,)
    assert alone.notes == ("Coders: bo",)


@pytest.mark.parametrize(
    "wrong",
    [{"rows": "rows"}, {"count": "letters"}, {"columns": "kommunn"}, {"selection": Selection(themes=("X",))}],
)
def test_unknown_kinds_and_names(reading: Connection, wrong: dict) -> None:
    with pytest.raises(QualwbError) as caught:
        theme_matrix(reading, **wrong)
    assert caught.value.hint


def test_coefficients_as_published() -> None:
    assert c_coefficient(100, 10, 5) == pytest.approx(0.048, abs=5e-4)
    assert npmi(100, 10, 5, 400) == pytest.approx(0.158, abs=5e-4)
    assert npmi(5, 5, 0, 10) is None
    assert c_coefficient(0, 0, 0) == 0.0
