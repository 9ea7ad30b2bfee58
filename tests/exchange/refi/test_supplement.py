"""What a supplement tells comes back, and nothing that anybody writes in its place does harm."""

import json
import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.exchange.refi.plain_records import plain, record_of
from qualwb.exchange.refi.project_file import refi_bytes
from qualwb.exchange.refi.supplement import applied, told
from qualwb.exchange.refi.wishes import LOSSLESS, ExportWishes
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import PortableProject, Round
from qualwb.portable.soundness import KINDS, sound
from qualwb.portable.spoken_text import spoken, unspoken
from tests.exchange.refi.test_project_file import small, uid
from tests.portable.random_projects import projects

pytestmark = pytest.mark.file_only

UNLABELLED = ExportWishes(labels=False)
relaxed = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)


JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**24,
    math.nan,
    math.inf,
    "",
    "foo",
    "\ud800",
    [],
    [[]],
    {},
    {"a": [1]},
)


def spoilt(value: Any, draw: st.DataObject, depth: int = 0) -> Any:
    """A value of JSON with junk in the place of something in it."""
    inside = isinstance(value, dict | list) and value and (not depth or draw.draw(st.integers(0, 3)))
    if not inside:
        return draw.draw(st.sampled_from(JUNK))
    at = draw.draw(st.sampled_from([*value] if isinstance(value, dict) else range(len(value))))
    changed = dict(value) if isinstance(value, dict) else list(value)
    changed[at] = spoilt(value[at], draw, depth + 1)
    return changed


@settings(relaxed, max_examples=100)
@given(projects(), st.data())
def test_whatever_stands_in_a_supplement_the_project_is_sound(
    project: PortableProject, draw: st.DataObject
) -> None:
    content = json.loads(told(project, UNLABELLED))
    for _n in range(draw.draw(st.integers(1, 4))):
        content = spoilt(content, draw)
    content["qualwb"] = 1
    kept = sound(applied(bare(project), json.dumps(content).encode(), Ledger()), Ledger())
    assert sound(kept, Ledger()) == kept
    refi_bytes(kept)


def bare(project: PortableProject) -> PortableProject:
    """What a project file without labels says of a project."""
    lost: dict[str, Any] = dict.fromkeys(
        (
            "questions",
            "prints",
            "summaries",
            "queries",
            "suggestions",
            "adjudications",
            "readings",
            "finished",
        ),
        (),
    )
    makeshift = Round("makeshift", "1")
    placed = [one for one in project.codings if one.orphaned_from is None]
    return replace(
        project,
        settings={},
        language="",
        rounds=(makeshift,),
        codings=tuple(one._replace(round=makeshift.uid, cited=False, origin="import") for one in placed),
        codes=tuple(replace(one, created_at="") for one in project.codes),
        themes=tuple(replace(one, created_at="") for one in project.themes),
        **lost,
    )


@relaxed
@given(projects())
def test_what_a_project_file_lacks_comes_back(project: PortableProject) -> None:
    ledger = Ledger()
    assert sound(applied(bare(project), told(project, UNLABELLED), ledger), ledger) == project
    assert ledger == Ledger()


@relaxed
@given(projects())
def test_labels_are_put_in_and_taken_out(project: PortableProject) -> None:
    for source in project.sources:
        text, there = spoken(source)
        plain_text, back = unspoken(text, source.turns)
        assert plain_text == source.text
        for coding in project.codings:
            if coding.source == source.uid and coding.orphaned_from is None:
                span = there.span(coding.start, coding.end)
                assert span is not None
                assert back.span(*span) == (coding.start, coding.end)


@relaxed
@given(projects())
def test_each_record_comes_back_from_json(project: PortableProject) -> None:
    for name in KINDS:
        for record in getattr(project, name):
            written = json.loads(json.dumps(plain(record)))
            if name != "sources":
                assert record_of(type(record), written) == record


@pytest.mark.parametrize(
    "values", [None, [], "x", {"uid": 1, "name": "a"}, {"uid": "a"}, {"uid": "a", "name": "b", "blind": 1}]
)
def test_what_is_no_record_is_refused(values: Any) -> None:
    with pytest.raises(ValueError):
        record_of(Round, values)


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b"{}", b'{"qualwb": "1"}', b"[" * 100_000, b'{"qualwb": 2}']
)
def test_what_is_no_supplement_of_ours_is_left_aside_and_said(data: bytes) -> None:
    ledger = Ledger()
    assert applied(small(), data, ledger) == small()
    assert len(ledger.notices) == 1


junk = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@relaxed
@given(st.data())
def test_a_supplement_that_anybody_changed_does_no_harm(data: st.DataObject) -> None:
    content = json.loads(told(small()))
    for _time in range(data.draw(st.integers(1, 4))):
        at: Any = content
        while isinstance(at, dict | list) and at:
            keys = [*at] if isinstance(at, dict) else [*range(len(at))]
            key = data.draw(st.sampled_from(keys))
            if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.booleans()):
                at[key] = data.draw(junk)
                break
            at = at[key]
    ledger = Ledger()
    kept = sound(applied(small(), json.dumps(content).encode(), ledger), ledger)
    assert {one.uid for one in kept.codings} <= {one.uid for one in small().codings}


def test_a_supplement_that_claims_without_end_is_not_believed() -> None:
    content = json.loads(told(small(), UNLABELLED))
    content["codings"]["rounds"] = [["r", 10**30]] * 3
    ledger = Ledger()
    back = applied(bare(small()), json.dumps(content).encode(), ledger)
    assert len(back.codings) == 3
    assert "does not add up" in ledger.notices[0]


def test_what_another_program_changed_stands() -> None:
    project = small()
    first, second, third = project.codings
    changed = replace(
        bare(project),
        codings=(
            first._replace(start=0, end=3, cited=False, round="makeshift"),
            third._replace(uid=uid("0"), round="makeshift", cited=False, origin="import"),
        ),
        codes=(replace(project.codes[0], name="klocka"), project.codes[1]),
    )
    back = sound(applied(changed, told(project, UNLABELLED), Ledger()), Ledger())
    assert [(one.uid, one.start, one.cited) for one in back.codings] == [
        (first.uid, 0, True),
        (uid("0"), 11, False),
    ]
    assert {one.round for one in back.codings} == {project.rounds[0].uid}
    assert back.codes[0].name == "klocka"
    assert second.uid not in {one.uid for one in back.codings}


def test_of_a_text_that_was_changed_elsewhere_the_supplement_is_left_aside_and_said() -> None:
    project = small()
    (source,) = project.sources
    longer = replace(source, text=source.text + "!", turns=(), speakers=())
    ledger = Ledger()
    back = applied(replace(bare(project), sources=(longer,)), told(project, LOSSLESS), ledger)
    assert back.sources[0].text == longer.text
    assert back.sources[0].turns == ()
    assert back.codings[0].cited
    assert len(ledger.notices) == 1
    assert "Möte 1" in ledger.notices[0]
