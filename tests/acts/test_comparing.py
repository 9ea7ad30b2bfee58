"""A project beside the published table, the gold coding, and one family of codes beside another."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.acts import codes, codings, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.cross_matrix import cross_families
from qualwb.analysis.gold_coding import GoldMark, compare_with_gold, covered, without_those_of
from qualwb.analysis.published_table import compare_with_table
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.cli.app import run
from qualwb.errors import QualwbError
from qualwb.same_name import same_name
from qualwb.store.project_file import ProjectFile
from tests.conftest import SHARED, needs_shared, transcript_of

TALK_1 = (
    ("Moderator", "Vad var det här för något?"),
    ("Åsa", "Ingen visste vad vi skulle göra där."),
    ("Björn", "Jag trodde att det var en kurs."),
    ("Åsa", "Vi hade ingen som ledde oss."),
)
TALK_2 = (
    ("Moderator", "Och hos er då?"),
    ("Cia", "Chefen bestämde att jag skulle åka."),
    ("Dan", "Hos oss fanns det fyra syften minst."),
)


@pytest.fixture
def coded(researcher: Researcher) -> Researcher:
    """Two groups, two themes; 'Syfte – mål' in both, 'Ledare' in the first."""
    import_transcript(researcher, transcript_of(TALK_1), name="s1", group="Grupp 1")
    import_transcript(researcher, transcript_of(TALK_2), name="s2", group="Grupp 2")
    for code, theme in (("oklart", "Syfte – mål"), ("ingen ledare", "Ledare")):
        codes.create(researcher, code)
        themes.create(researcher, theme, codes=[code])
    put(researcher, "s1", "Ingen visste vad vi skulle göra där.", "oklart")
    put(researcher, "s1", "Jag trodde att det var en kurs.", "oklart")
    put(researcher, "s2", "Hos oss fanns det fyra syften minst.", "oklart")
    put(researcher, "s1", "Vi hade ingen som ledde oss.", "ingen ledare")
    return researcher


def put(researcher: Researcher, source: str, quote: str, code: str, cited: bool = False) -> None:
    """Code a passage by its words."""
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, source, quote)
    codings.apply(researcher, passage, [code], cited=cited)


def test_an_equal_table_has_no_difference(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        result = compare_with_table(
            connection, ["Grupp 1", "grupp 2"], {"syfte - mål": [2, 1], "Ledare": [1, 0], "Mandat": [1, 1]}
        )
    assert (result.differences, result.cells, result.absent, result.cited) == ((), 4, ("Mandat",), False)


def test_each_cell_that_differs_is_named(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        result = compare_with_table(connection, ["Grupp 2", "Grupp 1", "Grupp 3"], {"Syfte – mål": [1, 3, 1]})
    assert [(d.theme, d.group, d.published, d.here) for d in result.differences] == [
        ("Syfte – mål", "Grupp 1", 3, 2),
        ("Syfte – mål", "Grupp 3", 1, 0),
    ]


def test_key_quotes_alone_count_when_there_are_any(coded: Researcher) -> None:
    put(coded, "s1", "Vi hade ingen som", "ingen ledare", cited=True)
    with coded.project.reading() as connection:
        result = compare_with_table(connection, ["Grupp 1"], {"Syfte – mål": [0], "Ledare": [1]})
    assert result.cited
    assert not result.differences


def test_groups_left_out_are_not_compared(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        result = compare_with_table(
            connection, ["Grupp 1", "Grupp 2"], {"Syfte – mål": [2, 9]}, Selection(groups=("Grupp 1",))
        )
    assert (result.cells, result.differences) == (1, ())


def test_gold_found_missed_extra_and_where(coded: Researcher) -> None:
    marks = [
        GoldMark(
            "Grupp 1",
            "Ingen visste vad vi skulle göra där.\nJag trodde att det var en kurs.",
            ("Syfte – mål",),
        ),
        GoldMark("Grupp 2", "Chefen bestämde att jag skulle åka.", ("Syfte – mål",), ("oklart",)),
        GoldMark("Grupp 2", "Det här sa ingen.", ("Ledare",)),
    ]
    with coded.project.reading() as connection:
        result = compare_with_gold(connection, ["Syfte – mål", "Ledare", "Mandat"], marks)
    purpose, leader, mandate = result.themes
    assert (purpose.gold, purpose.here, purpose.found, purpose.missed, purpose.extra) == (2, 3, 1, 1, 1)
    assert (leader.gold, leader.here, leader.extra, leader.groups_extra) == (0, 1, 1, ("Grupp 1",))
    assert (mandate.known, mandate.kappa) == (False, None)
    # Turns of participants: 3 + 2. Gold has the first two of group 1 and the first of group 2; here the first
    # two of group 1 and the second of group 2: po = 3/5, pe = 9/25 + 4/25, kappa = (0.6 - 0.52) / 0.48.
    assert purpose.turns == 5
    assert purpose.kappa == pytest.approx(0.08 / 0.48)
    (missed,) = result.missed
    assert (missed.theme, missed.codes, missed.place.source, missed.place.turns) == (
        "Syfte – mål",
        ("oklart",),
        "s2",
        (2, 2),
    )
    assert [mark.quote for mark in result.unplaced] == ["Det här sa ingen."]


def test_the_gold_coders_own_codings_are_not_held_against_themselves(coded: Researcher) -> None:
    gold = ("KL", "MB")
    mark = GoldMark("Grupp 2", "Chefen bestämde att jag skulle åka.", ("Ledare",), ("ledare",))
    with coded.project.reading() as connection:
        passage = passage_quoted(connection, "s2", mark.quote)
        before = compare_with_gold(connection, ["Ledare"], [mark]).themes[0]
        assert without_those_of(connection, EVERYTHING, gold) == EVERYTHING
    codings.apply(replace(coded, coder="KL"), passage, ["ingen ledare"])
    with coded.project.reading() as connection:
        pooled = compare_with_gold(connection, ["Ledare"], [mark])
        assert (before.found, pooled.themes[0].found) == (0, 1)
        assert any("KL" in note for note in pooled.notes)
        alone = without_those_of(connection, EVERYTHING, gold)
        result = compare_with_gold(connection, ["Ledare"], [mark], alone)
        assert result.themes[0] == before
        assert any(note.startswith("Coders: ") and "KL" not in note for note in result.notes)
        asked = replace(EVERYTHING, coders=("KL",))
        assert without_those_of(connection, asked, gold) == asked
        assert without_those_of(connection, EVERYTHING, (*gold, coded.coder)) == EVERYTHING


spans = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(spans, st.lists(spans, max_size=5))
def test_the_covered_share_equals_a_slow_count(span: tuple[int, int], by: list[tuple[int, int]]) -> None:
    inside = sum(any(left <= at < right for left, right in by) for at in range(*span))
    assert covered(span, by) == pytest.approx(inside / (span[1] - span[0]))


def test_families_are_crossed_over_the_same_passages(coded: Researcher) -> None:
    codes.create(coded, "Villkor")
    codes.create(coded, "Nivå")
    for name, parent in (("kunna", "Villkor"), ("vilja", "Villkor"), ("golv", "Nivå"), ("topp", "Nivå")):
        codes.create(coded, name, parent=parent)
    for quote, names in (
        ("Ingen visste vad", "vilja golv topp"),
        ("Jag trodde att", "vilja golv"),
        ("Vi hade", "kunna"),
    ):
        for name in names.split():
            put(coded, "s1", quote, name)
    with coded.project.reading() as connection:
        matrix = cross_families(connection, "Villkor", "nivå")
        with pytest.raises(QualwbError, match="no codes beneath 'oklart'"):
            cross_families(connection, "oklart", "Nivå")
    assert (matrix.rows, matrix.columns) == (("kunna", "vilja"), ("golv", "topp"))
    assert matrix.values == ((0, 0), (2, 1))
    assert (matrix.row_totals, matrix.column_totals, matrix.total) == ((0, 2), (2, 1), 2)


@pytest.mark.parametrize(
    ("one", "other"), [("Vård–plan", "vård - plan"), ("A  b", "a b"), ("é", "e\N{COMBINING ACUTE ACCENT}")]
)
def test_names_that_are_one(one: str, other: str) -> None:
    assert same_name(one) == same_name(other)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command line; gives exit status, stdout, stderr."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as its command makes it, once."""
    folder = tmp_path_factory.mktemp("demo") / "studie"
    assert run(["demo", str(folder), "--no-open"]) == 0
    return folder / "larandeseminarier.qwb"


@pytest.fixture
def demo(tmp_path: Path, made: Path) -> Path:
    """A copy of the demo."""
    (tmp_path / "studie").mkdir()
    return Path(shutil.copy(made, tmp_path / "studie"))


def test_the_demo_equals_the_published_study(
    demo: Path, command: Callable[..., tuple[int, str, str]]
) -> None:
    status, out, err = command("-p", demo, "study", "compare", "--with", "published", "--format", "json")
    assert status == 0
    result = json.loads(out)
    assert (result["cells"], result["passages"], result["differences"]) == (115, 83, [])
    assert "No cell of 115 differs" in err
    status, out, _err = command("-p", demo, "study", "compare", "--with", "gold", "--format", "json")
    assert status == 0
    assert all(row["missed"] == row["extra"] == 0 for row in json.loads(out))
    status, out, _err = command("-p", demo, "study", "theory", "--format", "json")
    crossed = json.loads(out)
    assert (status, crossed["total"]) == (0, 83)
    assert len(crossed["rows"]) == 3
    assert len(crossed["columns"]) == 4


def test_one_coder_alone_differs_from_the_consensus(
    demo: Path, command: Callable[..., tuple[int, str, str]]
) -> None:
    arguments = ("-p", demo, "study", "compare", "--with", "gold", "--in-round", "1", "--by", "KL")
    status, out, err = command(*arguments)
    assert status == 1
    assert "--missed shows" in err
    status, out, _err = command(*arguments, "--missed", "--format", "json")
    missed = json.loads(out)
    assert status == 1
    assert missed
    assert {row["Source"] for row in missed} <= {f"Grupp {n}" for n in range(1, 6)}


def test_a_demo_that_is_there_is_not_overwritten(
    demo: Path, command: Callable[..., tuple[int, str, str]]
) -> None:
    with ProjectFile.open(demo) as project:
        codes.create(Researcher(project, "x"), "min egen")
    status, _out, err = command("demo", demo.parent, "--no-open")
    assert status == 2
    assert "exists already" in err
    assert len(err.strip().splitlines()) == 1
    status, _out, err = command("demo", demo.parent, "--no-open", "--force")
    assert status == 0
    assert len(list(demo.parent.glob("*.demo.bak"))) == 1
    assert sorted(path.suffix for path in demo.parent.iterdir()) == [".bak", ".qwb"]


def test_the_exercise_comes_with_its_worksheet(
    tmp_path: Path, command: Callable[..., tuple[int, str, str]]
) -> None:
    status, _out, err = command("demo", tmp_path / "o", "--exercise", "--no-open")
    assert status == 0
    assert "study compare --with gold" in err
    assert (tmp_path / "o" / "arbetsblad.md").read_text("utf-8").count("\n## ") == 11
    status, out, _err = command(
        "-p",
        tmp_path / "o" / "larandeseminarier.qwb",
        "study",
        "compare",
        "--with",
        "gold",
        "--format",
        "json",
    )
    assert status == 1
    assert sum(row["found"] for row in json.loads(out)) == 0


@needs_shared
def test_the_printed_chapters_give_their_part_of_the_table(
    tmp_path: Path, command: Callable[..., tuple[int, str, str]]
) -> None:
    project = tmp_path / "r.qwb"
    assert command("new", project)[0] == 0
    assert command("-p", project, "import", SHARED / "study" / "excerpt.txt", "--reader", "report")[0] == 0
    for _codebook_on_top in (False, True):
        status, out, _err = command("-p", project, "study", "compare", "--format", "json")
        result = json.loads(out)
        assert (status, result["cells"], result["passages"], len(result["not_in_this_text"])) == (
            0,
            65,
            49,
            10,
        )
        assert command("-p", project, "codebook", "import", "larandeseminarier")[0] == 0
