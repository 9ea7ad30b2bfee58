"""The table of agreement: each cell by a slow count, and what must not change it."""

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from qualwb.acts import codes, codings, rounds
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.agreement.as_other_programs import nvivo_rows
from qualwb.analysis.agreement.coded_round import CodedRound, CodedSource
from qualwb.analysis.agreement.coder_agreement import CoderAgreement, agreement_of, coder_agreement
from qualwb.analysis.agreement.labels import Asked
from qualwb.analysis.agreement.material import AgreementWish, ComparedMaterial, material_of
from qualwb.analysis.agreement.traced import coded_by_whom, traced
from qualwb.analysis.agreement.units import units_of
from qualwb.errors import QualwbError
from qualwb.model import Coding as CodingRow
from qualwb.store.errors import NotFound
from qualwb.store.project_file import ProjectFile
from tests.analysis.agreement.test_coefficients import PUBLISHED
from tests.analysis.building import Builder
from tests.conftest import transcript_of

WORDS = ("vi", "mål", "oklart", "möte", "och", "så")
CODERS = {1: "Ann", 2: "Bo", 3: "Cia"}

Coding = tuple[int, int, int]
"""Label and the words [first, last] that it is on, by number."""
Project = tuple[list[str], dict[int, list[Coding]]]
"""The words of a source, and what each coder coded of it."""

CODINGS = st.lists(
    st.tuples(st.integers(1, 3), st.integers(0, 19), st.integers(0, 4)).map(
        lambda coding: (coding[0], coding[1], min(coding[1] + coding[2], 19))
    ),
    max_size=6,
)
SOURCES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), min_size=20, max_size=20),
        st.fixed_dictionaries({1: CODINGS, 2: CODINGS}, optional={3: CODINGS}),
    ),
    min_size=1,
    max_size=3,
)


def spans_of(words: list[str], codings: list[Coding]) -> list[tuple[int, int, int]]:
    """Label, start and end in the text of the words with a blank between them."""
    starts = [sum(len(word) + 1 for word in words[:place]) for place in range(len(words))]
    return [(label, starts[first], starts[last] + len(words[last])) for label, first, last in codings]


def source_of(number: int, words: list[str], coded: dict[int, list[tuple[int, int, int]]]) -> CodedSource:
    text = " ".join(words)
    units = {
        coder: {
            label: units_of(
                text,
                label,
                [
                    (start, end, 1000 * coder + key)
                    for key, (of, start, end) in enumerate(spans)
                    if of == label
                ],
            )
            for label in dict.fromkeys(label for label, _start, _end in spans)
        }
        for coder, spans in coded.items()
    }
    return CodedSource(number, f"s{number}", text, units)


def compared(sources: list[CodedSource], coders: tuple[int, ...] = (1, 2, 3)) -> ComparedMaterial:
    kept = tuple(
        replace(
            source, by_coder={coder: source.by_coder[coder] for coder in coders if coder in source.by_coder}
        )
        for source in sources
    )
    rows = CodedRound("1", {coder: CODERS[coder] for coder in coders}, kept, {})
    return material_of("codes", {label: f"kod {label}" for label in (1, 2, 3)}, rows, rows)


def sources_of(projects: list[Project]) -> list[CodedSource]:
    return [
        source_of(number, words, {coder: spans_of(words, codings) for coder, codings in coded.items()})
        for number, (words, coded) in enumerate(projects, 1)
    ]


def signs(source: CodedSource, coder: int, label: int) -> list[bool]:
    """Whether a coder has coded each character so."""
    coded = [False] * source.length
    for unit in source.by_coder[coder].get(label, ()):
        coded[unit.start : unit.end] = [True] * unit.length
    return coded


def slow_alpha(sources: list[CodedSource], label: int) -> float | None:
    """|u-alpha from pairs of characters."""
    total = apart = coded = squares = 0.0
    for source in sources:
        weight = 1 / (len(source.by_coder) - 1)
        total += source.length * len(source.by_coder)
        for one, other in permutations(source.by_coder, 2):
            pairs = list(zip(signs(source, one, label), signs(source, other, label), strict=True))
            apart += weight * sum(x and not y for x, y in pairs)
        for coder, units in source.by_coder.items():
            coded += sum(signs(source, coder, label))
            squares += sum(unit.length**2 for unit in units.get(label, ()))
    gaps = total - coded
    if not coded or not gaps:
        return None
    return 1 - apart * (total**2 - squares - gaps) / (total * coded * gaps)


def figures(found: CoderAgreement) -> list[object]:
    """All figures, rounded, without the names of codes."""
    cells = [
        (row.units, round(row.characters, 6), None if row.alpha is None else round(row.alpha, 9))
        for row in found.labels
    ]
    overall = (found.overall.where, found.overall.what, found.overall.coverage)
    rounded = [None if figure is None else round(figure, 9) for figure in overall]
    return [sorted(cells, key=str), rounded, [figures(pair) for pair in found.pairs]]


@settings(deadline=None)
@given(SOURCES)
def test_each_cell_equals_a_count_of_characters_one_by_one(projects: list[Project]) -> None:
    sources = sources_of(projects)
    found = agreement_of(compared(sources, (1, 2)), 0.5, 0)
    both_coded = [replace(s, by_coder={key: s.by_coder[key] for key in (1, 2)}) for s in sources]
    for row in found.labels:
        assert row.met is not None
        pairs = [
            pair
            for source in both_coded
            for pair in zip(signs(source, 1, row.key), signs(source, 2, row.key), strict=True)
        ]
        assert row.met.both == sum(x and y for x, y in pairs)
        assert row.met.coded_a == sum(x for x, _y in pairs)
        assert row.met.coded_b == sum(y for _x, y in pairs)
        assert row.met.units_a == sum(len(s.by_coder[1].get(row.key, ())) for s in both_coded)
        slow = slow_alpha(both_coded, row.key)
        assert row.alpha == (slow if slow is None else pytest.approx(slow, abs=1e-9))
    used = {label for s in both_coded for units in s.by_coder.values() for label in units}
    assert {row.key for row in found.labels} == used


@settings(deadline=None)
@given(SOURCES)
def test_more_coders_than_two_equal_the_slow_count_too(projects: list[Project]) -> None:
    sources = sources_of(projects)
    found = agreement_of(compared(sources), 0.5, 0)
    for row in found.labels:
        slow = slow_alpha(sources, row.key)
        assert row.alpha == (slow if slow is None else pytest.approx(slow, abs=1e-9))
    assert [pair.coders for pair in found.pairs][:1] == [("Ann", "Bo")]


@settings(deadline=None)
@given(SOURCES)
def test_neither_the_order_of_coders_nor_that_of_codes_matters(projects: list[Project]) -> None:
    sources = sources_of(projects)
    turned = sources_of(
        [
            (
                words,
                {
                    coder: [(4 - label, *span) for label, *span in codings[::-1]]
                    for coder, codings in coded.items()
                },
            )
            for words, coded in projects
        ]
    )
    found = agreement_of(compared(sources, (1, 2)), 0.5, 0)
    assert figures(found) == figures(agreement_of(compared(turned, (2, 1)), 0.5, 0))
    for row in found.labels:
        (mirrored,) = (
            other for other in agreement_of(compared(sources, (2, 1)), 0.5, 0).labels if other.key == row.key
        )
        assert row.met is not None and mirrored.met is not None  # noqa: PT018
        assert (row.met.coded_a, row.met.units_b) == (mirrored.met.coded_b, mirrored.met.units_a)


@settings(deadline=None)
@given(SOURCES, st.randoms(use_true_random=False))
def test_white_space_at_borders_and_runs_split_in_two_change_nothing(
    projects: list[Project], random: Random
) -> None:
    changed = []
    for number, (words, coded) in enumerate(projects, 1):
        spans = {coder: spans_of(words, codings) for coder, codings in coded.items()}
        text = " ".join(words)
        for coder, found in spans.items():
            spans[coder] = []
            for label, start, end in found:
                wider = (max(0, start - random.randint(0, 1)), min(len(text), end + random.randint(0, 1)))
                wide = [at for at in range(*wider) if start <= at < end or text[at] == " "]
                start, end = wide[0], wide[-1] + 1
                middle = random.randint(start, end)
                halves = [(start, middle), (random.randint(start, middle), end)]
                spans[coder] += [(label, *half) for half in halves if half[0] < half[1]]
        changed.append(source_of(number, words, spans))
    before = agreement_of(compared(sources_of(projects)), 0.5, 0)
    assert figures(agreement_of(compared(changed), 0.5, 0)) == figures(before)


@settings(deadline=None)
@given(SOURCES)
def test_the_stretches_of_a_code_add_up_to_its_row(projects: list[Project]) -> None:
    material = compared(sources_of(projects), (1, 2))
    for row in agreement_of(material, 0.5, 0).labels:
        lengths = dict.fromkeys(((1,), (2,), (1, 2)), 0)
        for source in material.rows.sources:
            for start, end, behind in coded_by_whom(source, row.key):
                lengths[tuple(behind)] += end - start
        assert row.met is not None
        only_a, only_b = row.met.coded_a - row.met.both, row.met.coded_b - row.met.both
        assert lengths == {(1,): only_a, (2,): only_b, (1, 2): row.met.both}


def test_coders_who_finished_without_a_code_have_no_figure_and_it_is_said_why() -> None:
    source = source_of(1, list(WORDS), {1: [], 2: []})
    found = agreement_of(compared([source], (1, 2)), 0.5, 100)
    assert found.labels == ()
    assert (found.overall.where, found.overall.what, found.overall.coverage) == (None, None, 0)
    assert "nothing is coded" in found.overall.why_no_where
    assert "no place together" in found.overall.why_no_what
    assert (found.overall.where_interval, found.mean_alpha) == (None, None)


def test_two_of_three_coders_without_a_source_in_common_are_no_pair() -> None:
    sources = [
        source_of(1, ["vi"] * 20, {1: [(1, 0, 5)], 2: [(1, 0, 5)]}),
        source_of(2, ["vi"] * 20, {2: [(1, 0, 5)], 3: [(1, 3, 8)]}),
    ]
    found = agreement_of(compared(sources), 0.5, 0)
    assert [pair.coders for pair in found.pairs] == [("Ann", "Bo"), ("Bo", "Cia")]
    assert [pair.sources for pair in found.pairs] == [("s1",), ("s2",)]
    assert found.pairs[1].left_out == {"s1": "Bo"}


def test_intervals_hold_the_figure_and_are_the_same_each_time() -> None:
    random = Random(5)
    words = [[random.choice(WORDS) for _word in range(400)] for _source in range(12)]
    coded = {}
    for number in range(12):
        first = [(1 + at % 3, at, at + 4) for at in range(0, 380, 19)]
        second = [
            (label if random.random() < 0.8 else 1 + label % 3, at, to)
            for label, at, to in first
            if random.random() < 0.8
        ]
        coded[number] = {1: first, 2: second}
    projects = [(words[number], coded[number]) for number in range(12)]
    for count, drawn in ((12, "sources"), (3, "passages")):
        material = compared(sources_of(projects[:count]), (1, 2))
        found = agreement_of(material, 0.5, 500).overall
        assert found.drawn.what == drawn
        for figure, interval in ((found.where, found.where_interval), (found.what, found.what_interval)):
            assert figure is not None
            assert interval is not None
            assert interval.low < figure < interval.high
            assert interval.high - interval.low < 0.4
        assert agreement_of(material, 0.5, 500).overall == found
        assert agreement_of(material, 0.5, 0).overall.where_interval is None
    whole = agreement_of(compared(sources_of(projects[:3]), (1, 2)), 0.5, 500).overall
    assert whole.drawn.parts == 60


def test_kappa_over_characters_comes_out_as_nvivo_publishes_it() -> None:
    """1,000 characters: 50 of both, 150 of one alone (here 100 and 50), 800 of nobody."""
    expect = PUBLISHED["nvivo_percent"]["expect"]
    source = source_of(1, ["x" * 1000], {1: [(1, 0, 150)], 2: [(1, 100, 200)]})
    (row,) = nvivo_rows(compared([source], (1, 2)), 0.5)
    assert row.percent == pytest.approx(expect["percent"], abs=0.0001)
    assert row.value == pytest.approx(expect["kappa_if_split_100_50"], abs=0.0001)


def build(project: ProjectFile) -> None:
    with project.act("test.build", coder="ann") as act:
        made = Builder(act)
        made.code("syfte")
        made.code("oklart", parent="syfte")
        made.code("klart", parent="syfte")
        made.code("ledare")
        made.theme("Uppdraget", codes=["oklart"])
        made.theme("Målet", codes=["klart"], parent="Uppdraget")
        made.source(
            "s1", "Grupp", [("D1", "Vi visste inte vad det var till för."), ("D2", "Nej, ingen ledde oss.")]
        )
        for coder, codings in {
            "Ann": {"visste inte": "oklart", "till för": "klart", "ingen ledde": "ledare"},
            "Bo": {"visste inte vad": "oklart", "till": "oklart", "ingen ledde oss": "ledare"},
        }.items():
            for quote, code in codings.items():
                made.coding("s1", quote, code, coder=coder)


def names(project: ProjectFile, asked: Asked) -> dict[str, float]:
    with project.reading() as connection:
        found = coder_agreement(connection, AgreementWish(labels=asked))
    return {row.name: row.characters for row in found.labels}


def test_codes_and_themes_alone_or_with_what_is_beneath_them(project: ProjectFile) -> None:
    build(project)
    oklart, klart, ledare = 11 + 15 + 4, 8, 11 + 15
    assert names(project, Asked()) == {"oklart": oklart, "klart": klart, "ledare": ledare}
    assert names(project, Asked(roll_up=True))["syfte"] == oklart + klart
    assert names(project, Asked(codes=("Syfte",))) == {"oklart": oklart, "klart": klart}
    assert names(project, Asked(themes=("",))) == {"Uppdraget": oklart, "Målet": klart}
    assert names(project, Asked(themes=("",), roll_up=True)) == {"Uppdraget": oklart + klart, "Målet": klart}
    assert names(project, Asked(themes=("målet",))) == {"Målet": klart}


def test_rolled_up_labels_are_told_apart_where_they_lie_beside_each_other(project: ProjectFile) -> None:
    """Where both have coded together: 'visste inte' and 'ingen ledde' alike, 'till' apart."""
    build(project)
    with project.reading() as connection:
        alone = coder_agreement(connection, AgreementWish())
        over = coder_agreement(connection, AgreementWish(labels=Asked(roll_up=True)))
        within = coder_agreement(connection, AgreementWish(labels=Asked(codes=("syfte",), roll_up=True)))
    assert over.overall.what == 1
    assert alone.overall.what is not None and alone.overall.what < 1  # noqa: PT018
    assert within.overall.what is not None and within.overall.what < 1  # noqa: PT018
    assert alone.overall.coverage == pytest.approx((11 + 4 + 11) / alone.characters)


def test_a_cell_is_traced_to_its_words(project: ProjectFile) -> None:
    build(project)
    with project.reading() as connection:
        found = traced(connection, AgreementWish(), "Oklart")
        assert [(one.coders, one.text, one.turns) for one in found.stretches] == [
            (("Ann", "Bo"), "visste inte", (1, 1)),
            (("Bo",), " vad", (1, 1)),
            (("Bo",), "till", (1, 1)),
        ]
        with pytest.raises(NotFound):
            traced(connection, AgreementWish(labels=Asked(themes=("",))), "oklart")


def test_codes_that_overlap_have_no_cu_alpha_and_it_is_said_why(project: ProjectFile) -> None:
    build(project)
    with project.act("test.more", coder="ann") as act:
        made = Builder(act, sources={"s1": 1}, texts={"s1": "Vi visste inte vad det var till för."})
        made.codes["ledare"] = 4
        made.coding("s1", "visste", "ledare", coder="Ann")
    with project.reading() as connection:
        found = coder_agreement(connection, AgreementWish()).overall
    assert found.what is None
    assert found.what_interval is None
    assert found.labels_overlap
    assert "Ann" in found.why_no_what


@pytest.mark.parametrize("threshold", [0, -1, 1.1])
def test_a_threshold_is_a_share(project: ProjectFile, threshold: float) -> None:
    with project.reading() as connection, pytest.raises(QualwbError, match="threshold"):
        coder_agreement(connection, AgreementWish(threshold=threshold))


def test_codes_that_were_merged_or_split_since_are_told(researcher: Researcher) -> None:
    import_transcript(
        researcher, transcript_of((("Åsa", "Det var otydligt. Ingen visste."),)), name="s", group="g"
    )
    for coder, code, round_ in (("Ann", "k", "1"), ("Bo", "l", "1"), ("Cia", "m", "1"), ("Bo", "n", "2")):
        with researcher.project.reading() as connection:
            passage = passage_quoted(connection, "s", "Ingen visste.")
        codings.apply(replace(researcher, coder=coder, round=round_), passage, [code], create=True)

    def reworked() -> int:
        with researcher.project.reading() as connection:
            return coder_agreement(connection, AgreementWish(("Ann", "Bo"), "1")).reworked.acts

    assert reworked() == 0
    codes.merge(researcher, ["m", "n"], "o")
    assert reworked() == 0
    codes.merge(researcher, ["k", "l"], "k")
    assert reworked() == 1
    codes.delete(researcher, ["o"])
    assert reworked() == 1
    for _act in range(2):
        researcher.project.undo(coder=researcher.coder)
    assert reworked() == 0


def test_what_was_coded_after_the_release_is_counted_apart(researcher: Researcher) -> None:
    import_transcript(
        researcher, transcript_of((("Åsa", "Det var otydligt. Ingen visste."),)), name="s", group="g"
    )
    rounds.new_round(researcher, "blind", blind=True)

    def code(coder: str, quote: str) -> None:
        with researcher.project.reading() as connection:
            passage = passage_quoted(connection, "s", quote)
        codings.apply(replace(researcher, coder=coder, round="blind"), passage, ["k"], create=True)

    def late() -> int:
        with researcher.project.reading() as connection:
            return coder_agreement(connection, AgreementWish(("Ann", "Bo"), "blind")).late

    code("Ann", "Det var otydligt.")
    code("Bo", "Det var otydligt.")
    rounds.release(researcher, "blind", "klart", unfinished=True)
    assert late() == 0
    code("Bo", "Ingen visste.")
    with researcher.act("test") as act:
        latest = act.connection.execute(select(func.max(CodingRow.id))).scalar_one()
        act.update(CodingRow, latest, created_at="2999-01-01T00:00:00+00:00")
    assert late() == 1
