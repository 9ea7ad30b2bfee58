"""Themes proposed from codes: by hand on small material, and what holds whatever the material."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.acts import codings
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.suggest.evidence import CodedText
from qualwb.suggest.themes.code_closeness import TieKind, closeness_of_codes, standardised
from qualwb.suggest.themes.coded_material import CodedMaterial, GatheredCode
from qualwb.suggest.themes.gathering import Grain
from qualwb.suggest.themes.project_proposals import project_proposals
from qualwb.suggest.themes.theme_proposals import ThemeProposals, Wanted, propose_themes
from tests.suggest.themes.small_material import MeaningsByTable, material, passage

TWO_TOPICS = (
    passage("vårdplanen skrevs aldrig", "vårdplan saknas", 0),
    passage("vårdplanen blev liggande", "vårdplan liggande", 1000),
    passage("chefen kom aldrig till mötet", "chefen borta", 2000),
    passage("chefen visste inget om mötet", "chefen ovetande", 3000),
)
CODES = ("vårdplan saknas", "vårdplan liggande", "chefen borta", "chefen ovetande")


@pytest.fixture
def coded() -> CodedMaterial:
    """A theme with codes of two topics, and codes of each without one."""
    codes = [GatheredCode(name, themes=("Blandat",) if name in CODES[::2] else ()) for name in CODES]
    return material(codes, *TWO_TOPICS)


def proposed(of: CodedMaterial, wanted: Wanted | None = None, **kept: object) -> ThemeProposals:
    return propose_themes(of, closeness_of_codes(of), wanted, **kept)  # type: ignore[arg-type]


def test_codes_of_the_same_words_are_gathered_and_named_by_them() -> None:
    found = proposed(material(CODES, *TWO_TOPICS))
    assert {one.name: set(one.codes) for one in found.proposals} == {
        "Vårdplan": {"vårdplan saknas", "vårdplan liggande"},
        "Chef": {"chefen borta", "chefen ovetande"},
    }
    assert found.left == ()
    for one in found.proposals:
        assert one.passages == 2
        assert one.by_group == {"Grupp 1": 2}
        assert one.ties[0].kind is TieKind.WORDS
        assert sum(tie.share for tie in one.ties) == pytest.approx(1)


def test_the_words_told_are_shared_by_two_codes_in_different_places() -> None:
    found = proposed(material(CODES, *TWO_TOPICS))
    words = {one.name: set(one.ties[0].words) for one in found.proposals}
    assert words["Chef"] == {"chef", "möte"}
    assert words["Vårdplan"] >= {"vårdplan"}
    assert not words["Vårdplan"] & {"skriva", "blev"}


def test_codes_on_the_same_passages_are_gathered_by_them() -> None:
    shared = [passage(f"ord{n} sak{n}", "a, b", 1000 * n) for n in range(3)]
    others = [passage(f"annat{n}", code, 9000 + 1000 * n) for n, code in enumerate("cdef")]
    found = proposed(material("abcdef", *shared, *others))
    (one,) = [one for one in found.proposals if "a" in one.codes]
    assert set(one.codes) == {"a", "b"}
    (tie,) = [tie for tie in one.ties if tie.kind is TieKind.SHARED]
    assert tie.places == 3
    assert [text.text for text in tie.passages] == [text.text for text in shared]
    assert one.passages == 3


def test_meaning_gathers_where_no_word_is_shared_and_shows_the_most_alike_passages() -> None:
    texts = {
        "kort om tid": (1, 0),
        "vi hann aldrig": (1, 0.1),
        "bilen gick sönder": (0, 1),
        "bussen": (0.1, 1),
    }
    codes = {"tidsbrist": (1, 0), "stress": (1, 0), "fordon": (0, 1), "kollektivt": (0, 1)}
    of = material(
        list(codes), *(passage(t, c, 1000 * n) for n, (t, c) in enumerate(zip(texts, codes, strict=True)))
    )
    found = propose_themes(of, closeness_of_codes(of, MeaningsByTable({**texts, **codes})))
    assert {frozenset(one.codes) for one in found.proposals} == {
        frozenset({"tidsbrist", "stress"}),
        frozenset({"fordon", "kollektivt"}),
    }
    (one,) = [one for one in found.proposals if "stress" in one.codes]
    assert one.ties[0].kind is TieKind.MEANING
    assert {text.text for text in one.ties[0].passages} == {"kort om tid", "vi hann aldrig"}
    assert set(one.ties[0].names) == {"tidsbrist", "stress"}


def test_what_is_not_known_of_meaning_changes_nothing() -> None:
    of = material(CODES, *TWO_TOPICS)
    unknown = closeness_of_codes(of, MeaningsByTable({"something else": (1.0, 0.0)}))
    assert TieKind.MEANING not in unknown.kinds
    with_it, without = propose_themes(of, unknown), proposed(of)
    assert [one.codes for one in with_it.proposals] == [one.codes for one in without.proposals]


def test_a_code_joins_the_theme_whose_codes_it_is_close_to() -> None:
    codes = [
        GatheredCode("vårdplan saknas", themes=("Planer",)),
        GatheredCode("vårdplan liggande"),
        GatheredCode("chefen borta", themes=("Chefer",)),
        GatheredCode("chefen ovetande", themes=("Chefer",)),
    ]
    (one,) = proposed(material(codes, *TWO_TOPICS)).proposals
    assert (one.joins, one.name, one.codes) == ("Planer", "Planer", ("vårdplan liggande",))
    assert one.passages == 1
    assert one.key == {"vårdplan liggande", "vårdplan saknas"}


def test_what_is_proposed_meets_below_the_cut_in_the_tree_that_is_shown(coded: CodedMaterial) -> None:
    """Also where themes gather some of the codes that are far from each other."""
    found = proposed(coded)
    group_of = dict(zip(found.names, found.dendrogram.at(found.height), strict=True))
    assert any(one.joins for one in found.proposals)
    for one in found.proposals:
        assert len({int(group_of[code]) for code in (*one.codes, *one.beside)}) == 1


def test_what_holds_a_code_to_a_theme_is_not_what_holds_the_theme_together() -> None:
    """Two passages bear both codes of the theme; the third code has no passage."""
    codes = [
        GatheredCode("vårdplan saknas", themes=("Planer",)),
        GatheredCode("vårdplan liggande", themes=("Planer",)),
        GatheredCode("vårdplan glömd"),
        GatheredCode("chefen borta"),
    ]
    texts = [passage("det blev aldrig av", "vårdplan saknas, vårdplan liggande", n) for n in (0, 900)]
    (one,) = proposed(material(codes, *texts), Wanted(groups=2)).proposals
    assert (one.joins, one.codes, one.passages) == ("Planer", ("vårdplan glömd",), 0)
    assert [tie.kind for tie in one.ties] == [TieKind.WORDS]


def test_a_theme_that_parts_codes_under_one_code_of_the_codebook_says_so() -> None:
    codes = [
        GatheredCode("Plan"),
        *(GatheredCode(name, parent="Plan") for name in (*CODES[:2], CODES[2])),
        GatheredCode(CODES[3]),
    ]
    found = proposed(material(codes, *TWO_TOPICS))
    parted = [part for one in found.proposals for part in one.parted if CODES[2] in one.codes]
    assert [(part.above, part.taken, part.of) for part in parted] == [("Plan", 1, 3)]
    assert any(
        "parts the codes under 'Plan' in the codebook: 1 of 3" in one.reason for one in found.proposals
    )


def test_words_that_all_say_names_of_people_and_parts_of_words_are_not_told() -> None:
    texts = [
        passage("vårdplanen skrevs av rolf igår kväll", "vårdplan saknas", 0),
        passage("vårdplanen sa rolf och samplanerade igår kväll", "vårdplan liggande", 1000),
        passage("igår kväll var chefen borta", "chefen borta", 2000),
        passage("chefen visste inget igår kväll", "chefen ovetande", 3000),
    ]
    of = CodedMaterial.of([GatheredCode(name) for name in CODES], texts, people=["Rolf"])
    told = {word for one in proposed(of).proposals for tie in one.ties for word in tie.words}
    assert "vårdplan" in told
    assert not told & {"rolf", "kväll", "plan"}


def test_codes_of_two_themes_are_kept_apart_but_anew() -> None:
    codes = [GatheredCode(name, themes=(f"Tema {n}",)) for n, name in enumerate(CODES)]
    assert proposed(material(codes, *TWO_TOPICS)).proposals == ()
    assert len(proposed(material(codes, *TWO_TOPICS), Wanted(anew=True)).proposals) == 2


def test_a_group_that_is_a_theme_already_is_counted_and_not_proposed() -> None:
    codes = [GatheredCode(name, themes=("Planer",) if "vård" in name else ()) for name in CODES]
    found = proposed(material(codes, *TWO_TOPICS), Wanted(anew=True))
    assert [set(one.codes) for one in found.proposals] == [{"chefen borta", "chefen ovetande"}]
    assert found.known == 1


def test_what_was_refused_is_not_proposed_again() -> None:
    of = material(CODES, *TWO_TOPICS)
    first = proposed(of).proposals[0]
    again = proposed(of, refused={first.key})
    assert first.key not in {one.key for one in again.proposals}
    assert again.refused == 1


def test_the_number_of_groups_may_be_given() -> None:
    of = material(CODES, *TWO_TOPICS)
    assert proposed(of, Wanted(groups=4)).proposals == ()
    assert len(proposed(of, Wanted(groups=2)).proposals) == 2


@pytest.mark.parametrize("codes", [(), ("a",), ("a", "b")])
def test_fewer_than_three_codes_make_no_theme(codes: tuple[str, ...]) -> None:
    found = proposed(material(codes))
    assert (found.proposals, found.left) == ((), codes)


def test_codes_without_passages_take_part_by_name() -> None:
    found = proposed(material(["mötet före", "mötet efter", "resan", "lokalen", "maten"]))
    assert [set(one.codes) for one in found.proposals] == [{"mötet före", "mötet efter"}]


def test_codes_that_nothing_holds_together_are_not_proposed() -> None:
    assert proposed(material(["aaa", "bbb", "ccc", "ddd"])).proposals == ()


def test_a_measure_is_brought_to_deviations_from_its_mean_within_bounds() -> None:
    """Of pairs 0, 0 and 3: the mean is 1, the standard deviation the root of 2."""
    told = np.array([[9, 0, 0], [0, 9, 3], [0, 3, 9]], dtype=np.float64)
    assert standardised(told)[1, 2] == pytest.approx(2 / 2**0.5)
    assert standardised(told)[0, 1] == pytest.approx(-1 / 2**0.5)
    assert standardised(told)[0, 0] == 4


WORDS = ["vårdplan", "möte", "chef", "resa", "tid", "pengar", "uppdrag", "team", "lokal", "remiss"]


@st.composite
def materials(draw: st.DrawFn) -> tuple[list[GatheredCode], list[CodedText]]:
    size = draw(st.integers(3, 9))
    names = [f"{draw(st.sampled_from(WORDS))} {n}" for n in range(size)]
    themes = st.sampled_from([(), (), ("Tema 1",), ("Tema 2",)])
    codes = [GatheredCode(name, themes=draw(themes)) for name in names]
    passages = [
        passage(
            " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))),
            ",".join(draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))),
            draw(st.integers(0, 900)),
        )
        for _n in range(draw(st.integers(0, 12)))
    ]
    distinct = {text.place: text for text in passages}
    return codes, list(distinct.values())


@settings(max_examples=60, deadline=None)
@given(materials(), st.booleans(), st.sampled_from(Grain), st.integers(0, 99))
def test_whatever_the_material(
    made: tuple[list[GatheredCode], list[CodedText]], anew: bool, grain: Grain, seed: int
) -> None:
    """The order of codes and passages has no say; each code is in one proposal at most; none twice alike."""
    codes, passages = made
    wanted = Wanted(grain=grain, anew=anew)
    found = proposed(material(codes, *passages, turns=10), wanted)
    shuffled, others = list(codes), list(passages)
    random.Random(seed).shuffle(shuffled)
    random.Random(seed + 1).shuffle(others)
    assert proposed(material(shuffled, *others, turns=10), wanted).proposals == found.proposals
    gathered = [code for one in found.proposals for code in one.codes]
    assert len(gathered) == len(set(gathered))
    assert not set(gathered) & set(found.left)
    themes = {code.name: code.themes for code in codes}
    assert anew or not any(themes[code] for code in gathered)
    assert all(len(one.codes) > 1 or one.joins for one in found.proposals)
    assert all(one.ties and one.by_group.keys() <= {"Grupp 1"} for one in found.proposals)


def test_how_much_is_known_of_meaning_is_told(material: Researcher) -> None:
    """Of two passages the one: a half; without an encoder None; with no passages there is no more to read."""
    with material.project.reading() as connection:
        assert project_proposals(connection).known is None
        assert project_proposals(connection, MeaningsByTable({"x": (1.0, 0.0)})).known == 1
    for quote in ("Det var otydligt.", "Ingen visste"):
        with material.project.reading() as connection:
            passage_ = passage_quoted(connection, "Intervju 1", quote)
        codings.apply(material, passage_, ["a"], create=True)
    with material.project.reading() as connection:
        known = MeaningsByTable({"Ingen visste": (1.0, 0.0), "a": (0.5, 1.0)})
        assert project_proposals(connection, known).known == 0.5
