"""Whatever a file puts into the fields of records, the guard gives a project that can be stored."""

from dataclasses import fields, is_dataclass, replace
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.acts.portable_state import portable_project
from qualwb.acts.receiving import Incoming, receive
from qualwb.acts.researcher import Researcher
from qualwb.portable.kinds import KINDS
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import (
    Adjudication,
    Code,
    Coder,
    Coding,
    Group,
    Memo,
    Participant,
    PortableProject,
    PrintVersion,
    Round,
    Source,
    Speaker,
    SuggestionEvent,
    Summary,
    Theme,
    Turn,
)
from qualwb.portable.soundness import sound
from tests.portable.random_projects import projects
from tests.projects import brief_project

JUNK = (
    *(
        "",
        "foo",
        "\ud800",
        "x" * 400,
        "2026-13-45",
        None,
        True,
        -1,
        3,
        10**24,
        -(10**24),
        0.5,
        inf,
        -inf,
        nan,
    ),
    *([], ["a"], [[]], {}, {"a": nan}, {1: 2}, {"a": "\ud800"}, (), ("a",), ([],), object()),
)


def _taken_in(project: PortableProject) -> PortableProject:
    """The project that an empty one becomes by it."""
    with brief_project() as there:
        receive(Researcher(there, "B"), Incoming(project, "x"))
        with there.reading() as connection:
            return portable_project(connection)


def _names(record: Any) -> list[str]:
    return [one.name for one in fields(record)] if is_dataclass(record) else [*record._fields]


def _spoilt(record: Any, name: str, junk: Any) -> Any:
    return record._replace(**{name: junk}) if hasattr(record, "_replace") else replace(record, **{name: junk})


@st.composite
def spoilt_projects(draw: st.DrawFn) -> PortableProject:
    """A project in which some fields hold anything."""
    project = draw(projects())
    junk = st.sampled_from(JUNK)
    for _n in range(draw(st.integers(1, 6))):
        collection = draw(st.sampled_from([name for name in KINDS if getattr(project, name)]))
        records = [*getattr(project, collection)]
        at = draw(st.integers(0, len(records) - 1))
        record = records[at]
        inner = draw(st.sampled_from(["", "turns", "speakers"])) if collection == "sources" else ""
        if inner and isinstance(getattr(record, inner), tuple) and getattr(record, inner):
            first, *others = getattr(record, inner)
            if hasattr(first, "_fields") or is_dataclass(first):
                first = _spoilt(first, draw(st.sampled_from(_names(first))), draw(junk))
            records[at] = replace(record, **{inner: (first, *others)})
        else:
            records[at] = _spoilt(record, draw(st.sampled_from(_names(record))), draw(junk))
        project = replace(project, **{collection: tuple(records)})
    if draw(st.booleans()):
        name = draw(st.sampled_from(["name", "description", "language", "settings"]))
        project = replace(project, **{name: draw(junk)})
    return project


@settings(max_examples=40)
@given(spoilt_projects())
def test_what_passed_the_guard_can_be_stored(project: PortableProject) -> None:
    kept = sound(project, Ledger())
    assert sound(kept, Ledger()) == kept
    _taken_in(kept)


def _small(**other: Any) -> PortableProject:
    told = PortableProject(
        coders=(Coder("k", "Åsa"),),
        rounds=(Round("r", "1"),),
        groups=(Group("g", "Grupp"),),
        sources=(
            Source("s", "Möte", "g", "Vi var många.", (Turn(0, 13, "A"),), (Speaker("A"),), reader="txt"),
        ),
        codes=(Code("c", "tid", colour="#aabbcc"),),
        themes=(Theme("t", "Tema"),),
        codings=(Coding("x", "s", 0, 6, "c", "k", "r"),),
    )
    return replace(told, **other)


SUGGESTION = SuggestionEvent("e", "s", 0, 6, "c", "c", "accepted", 1, 0.5, False, "words", "k")
DECISION = Adjudication("d", "s", "r", "one", "k", taken_from="k")


@pytest.mark.parametrize(
    ("collection", "record"),
    [
        ("suggestions", replace(SUGGESTION, code="nowhere")),
        ("suggestions", replace(SUGGESTION, chosen="nowhere")),
        ("suggestions", replace(SUGGESTION, outcome="foo")),
        ("suggestions", replace(SUGGESTION, rank=10**24)),
        ("suggestions", replace(SUGGESTION, score=nan)),
        ("suggestions", replace(SUGGESTION, end=14)),
        ("adjudications", replace(DECISION, outcome="zzz")),
        ("adjudications", replace(DECISION, taken_from=None)),
        ("adjudications", replace(DECISION, outcome="both")),
        ("codings", Coding("x", "s", 0, 10**24, "c", "k", "r", quote="lost", orphaned_from=1)),
        ("codings", Coding("x", "s", 0, 6, "c", "k", "r", orphaned_from=-1)),
        ("summaries", Summary("u", "t", "x", "k")),
        ("summaries", Summary("u", "t", ["x"], "k", "g")),  # type: ignore[arg-type]
        ("memos", Memo("m", "x", "k", "source", "s", "0", 6)),  # type: ignore[arg-type]
    ],
)
def test_a_record_that_nothing_can_be_made_of_is_refused(collection: str, record: Any) -> None:
    ledger = Ledger()
    kept = sound(_small(**{collection: (record,)}), ledger)
    assert getattr(kept, collection) == ()
    assert [one.kind for one in ledger.refused] == [KINDS[collection]]


def test_what_stands_for_itself_is_kept() -> None:
    ledger = Ledger()
    kept = sound(_small(suggestions=(SUGGESTION,), adjudications=(DECISION,)), ledger)
    assert (len(kept.suggestions), len(kept.adjudications)) == (1, 1)
    assert ledger == Ledger()


@pytest.mark.parametrize(
    ("turn", "meant"),
    [
        (Turn(0, 13, "A", kind="foo"), Turn(0, 13, "A")),
        (Turn(0, 13, "A", time_start=inf, time_end=nan), Turn(0, 13, "A")),
        (Turn(0, 13, "A", time_start=10**24, time_end=-1), Turn(0, 13, "A")),
        (Turn(0, 5, "A"), Turn(0, 13, kind="text")),
        (Turn(0, 13, "A", time_start=0, time_end=1.5), Turn(0, 13, "A", None, "speech", 0, 1.5)),
    ],
)
def test_turns_are_of_the_text_and_of_its_time(turn: Turn, meant: Turn) -> None:
    source = replace(_small().sources[0], turns=(turn,))
    assert sound(_small(sources=(source,)), Ledger()).sources[0].turns == (meant,)


def test_who_speaks_in_a_turn_is_a_speaker_of_the_source() -> None:
    source = replace(_small().sources[0], turns=(Turn(0, 13, "B"),))
    assert sound(_small(sources=(source,)), Ledger()).sources[0].speakers == (Speaker("A"), Speaker("B"))


def test_what_a_record_can_do_without_is_left_out_and_said() -> None:
    ledger = Ledger()
    kept = sound(
        _small(
            codes=(Code("c", "tid", definition=["x"], colour="zzz", created_at="i går"),),  # type: ignore[arg-type]
            participants=(Participant("p", "g", "Ada", "chair", {"ålder": 40, "vikt": nan}),),
        ),
        ledger,
    )
    assert [(one.definition, one.colour, one.created_at) for one in kept.codes] == [("", "", "")]
    assert [(one.role, one.attributes) for one in kept.participants] == [("unknown", {"ålder": 40})]
    assert {one.what for one in ledger.changed} == {"tid", "Ada"}


def test_moments_are_in_utc() -> None:
    moments = ["2026-03-04T05:06:07+00:00", "2026-03-04T05:06:07Z", "2026-03-04T05:06:07+01:00", "2026-03-04"]
    codes = tuple(Code(f"c{n}", f"k{n}", created_at=moment) for n, moment in enumerate(moments))
    assert [one.created_at for one in sound(_small(codes=codes, codings=()), Ledger()).codes] == [
        *moments[:2],
        "2026-03-04T04:06:07+00:00",
        "2026-03-04T00:00:00+00:00",
    ]


def test_of_two_print_versions_of_one_passage_the_first_is_kept() -> None:
    first = PrintVersion("p", "s", 0, 6, "Vi var", "Vi", (), "k")
    ledger = Ledger()
    kept = sound(_small(prints=(first, replace(first, uid="q", text="var"))), ledger)
    assert [one.text for one in kept.prints] == ["Vi"]
    assert [one.kind for one in ledger.refused] == ["print_version"]
