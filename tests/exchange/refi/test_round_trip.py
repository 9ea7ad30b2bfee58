"""A project that is written and read again is the same; in any convention its codes are on the same words."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.acts.portable_state import portable_project
from qualwb.acts.receiving import Incoming, receive
from qualwb.acts.researcher import Researcher
from qualwb.exchange.refi.project_file import write_refi
from qualwb.exchange.refi.project_reader import read_refi
from qualwb.exchange.refi.targets import TARGETS
from qualwb.exchange.refi.wishes import LOSSLESS, THEMES, ExportWishes
from qualwb.exchange.refi.writing.losses import losses
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.portable.guids import with_guids
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import PortableProject, Turn
from qualwb.portable.soundness import sound
from qualwb.portable.spoken_text import spoken
from tests.exchange.refi.test_project_file import small, uid
from tests.portable.random_projects import oddly_identified, projects
from tests.projects import bundled_study, new_project

relaxed = settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
whole = st.builds(ExportWishes, themes=st.sampled_from(THEMES), labels=st.booleans(), turns=st.booleans())


def read_back(project: PortableProject, wishes: ExportWishes) -> Arrival:
    """The project as it is read from its own file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "studie.qdpx"
        write_refi(project, path, wishes)
        return read_refi(path, Wishes())


@pytest.mark.parametrize("themes", THEMES)
@pytest.mark.parametrize("labels", [True, False])
def test_a_small_project_comes_back(themes: str, labels: bool) -> None:
    wishes = ExportWishes(themes=themes, labels=labels, turns=labels)
    arrival = read_back(small(), wishes)
    assert arrival.ledger.refused == arrival.ledger.changed == []
    again = read_back(arrival.project, wishes)
    assert again.project == arrival.project


def test_the_study_becomes_itself_by_way_of_a_file(tmp_path: Path) -> None:
    with bundled_study(tmp_path / "a.qwb") as study, study.reading() as connection:
        told = portable_project(connection)
    with new_project(tmp_path / "b.qwb") as other:
        receive(
            Researcher(other, told.coders[0].name), Incoming(read_back(told, LOSSLESS).project, "studie.qdpx")
        )
        with other.reading() as connection:
            assert portable_project(connection) == told


@pytest.mark.parametrize("tool", ["", *TARGETS])
def test_of_our_own_positions_nothing_is_guessed(tool: str) -> None:
    """Passages that cut words as code points, and would fall on their edges if they were UTF-16 units."""
    text = "😀 abc def ghi jkl mno"
    (source,) = small().sources
    source = replace(source, text=text, turns=(Turn(0, len(text), kind="text"),), speakers=())
    codings = tuple(
        small().codings[0]._replace(uid=f"0000000{n}" + uid("0")[8:], start=3 + 4 * n, end=6 + 4 * n)
        for n in range(4)
    )
    project = small(sources=(source,), codings=codings, memos=())
    arrival = read_back(project, ExportWishes(tool=tool))
    places = [(one.start, one.end) for one in codings]
    assert [(one.start, one.end) for one in arrival.project.codings] == places
    assert not [notice for notice in arrival.ledger.notices if "edges" in notice or "count" in notice]


def test_with_pseudonyms_all_but_the_names_comes_back() -> None:
    project = small()
    back = read_back(project, ExportWishes(coders="pseudonyms")).project
    assert [coder.uid for coder in back.coders] == [coder.uid for coder in project.coders]
    assert not {coder.name for coder in back.coders} & {coder.name for coder in project.coders}
    assert [one[1:8] for one in back.codings] == [one[1:8] for one in project.codings]


@relaxed
@given(projects(), whole)
def test_any_project_comes_back_the_same(project: PortableProject, wishes: ExportWishes) -> None:
    arrival = read_back(project, wishes)
    assert arrival.project == project
    assert arrival.ledger.refused == []
    assert arrival.ledger.changed == []


@settings(relaxed, max_examples=25)
@given(projects(), whole)
def test_a_project_of_any_ids_loses_nothing(project: PortableProject, wishes: ExportWishes) -> None:
    odd = oddly_identified(project)
    arrival = read_back(odd, wishes)
    assert arrival.project == with_guids(odd) == sound(odd, Ledger())
    assert arrival.ledger.refused == arrival.ledger.changed == []


@settings(relaxed, max_examples=40)
@given(projects(), st.sampled_from(["", *TARGETS]))
def test_without_coders_each_code_is_on_each_passage_once(project: PortableProject, tool: str) -> None:
    arrival = read_back(project, ExportWishes(coders="none", tool=tool, labels=False))
    assert arrival.ledger.refusals("coding") == []
    rounds = 7 if not tool else 5
    placed = {(*one[1:5], *one[6:rounds]) for one in project.codings if one.orphaned_from is None}
    back = [one for one in arrival.project.codings if one.orphaned_from is None]
    assert len(back) == len(placed)
    assert {(*one[1:5], *one[6:rounds]) for one in back} == placed
    if not tool:
        lost = [one.quote for one in project.codings if one.orphaned_from is not None]
        assert [one.quote for one in arrival.project.codings if one.orphaned_from is not None] == lost
        assert len(arrival.project.summaries) == len(project.summaries)


def test_what_coders_did_alike_is_counted_when_they_are_left_out() -> None:
    first = small().codings[0]
    other = first._replace(uid=uid("0"), coder=uid("2"), cited=True)
    ledger = losses(small(codings=(first, other)), ExportWishes(coders="none"))
    assert [(one.kind, one.what) for one in ledger.refused] == [("coding", "1 coding")]
    back = read_back(small(codings=(first._replace(cited=False), other)), ExportWishes(coders="none")).project
    assert [one.cited for one in back.codings] == [True]


@relaxed
@given(projects(), st.sampled_from([*TARGETS]), st.booleans())
def test_in_every_convention_the_same_codes_are_on_the_same_words(
    project: PortableProject, tool: str, labels: bool
) -> None:
    wishes = ExportWishes(tool=tool, labels=labels)
    back = read_back(project, wishes).project
    texts = {one.uid: spoken(one) if labels else (one.text, None) for one in project.sources}
    expected: Counter[tuple[str, ...]] = Counter()
    for one in {one[1:6]: one for one in project.codings if one.orphaned_from is None}.values():
        text, there = texts[one.source]
        start, end = there.span(one.start, one.end) or (0, 0) if there else (one.start, one.end)
        expected[one.source, one.code, one.coder, text[start:end]] += 1
    texts_back = {one.uid: one.text for one in back.sources}
    found = Counter(
        (one.source, one.code, one.coder, texts_back[one.source][one.start : one.end]) for one in back.codings
    )
    assert found == expected
