"""Labels in arriving texts become speakers, and what was coded stays coded, word by word."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.acts.arriving_speakers import labelled_sources, with_speakers
from qualwb.acts.arriving_text import paragraphs_as_turns
from qualwb.portable.guids import as_lower_guid
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import (
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
)

pytestmark = pytest.mark.file_only

TALK = (
    "Anna: Det var långt dit.\n"
    "Bo: Ja. Anna: visste inte.\n"
    "\n"
    "Anna: Anna\n"
    "Bo: Nej, och sen\n"
    "gick vi hem.\n"
    "Anna: Just det.\n"
    "Bo: Ja."
)


def _project(text: str, *codings: tuple[int, int], **other: object) -> PortableProject:
    project = PortableProject(
        coders=(Coder("k1", "Åsa"),),
        rounds=(Round("r1", "1"),),
        groups=(Group("g1", "Grupp"),),
        sources=(Source("s1", "Möte", "g1", text, paragraphs_as_turns(text)),),
        codes=(Code("c1", "tid"),),
        codings=tuple(
            Coding(f"x{n}", "s1", start, end, "c1", "k1", "r1", quote=text[start:end])
            for n, (start, end) in enumerate(codings)
        ),
    )
    return replace(project, **other)


def _place(words: str, nth: int = 0) -> tuple[int, int]:
    at = -1
    for _ in range(nth + 1):
        at = TALK.index(words, at + 1)
    return at, at + len(words)


def _words(project: PortableProject) -> list[str]:
    texts = {one.uid: one.text for one in project.sources}
    return [texts[one.source][one.start : one.end] for one in project.codings]


def test_labels_become_speakers_and_people_of_the_group() -> None:
    ledger = Ledger()
    known = Participant("p1", "g1", "anna")
    project = with_speakers(_project(TALK, participants=(known,)), ledger)
    source = project.sources[0]
    assert "Anna: Det" not in source.text
    assert [(one.speaker, source.text[one.start : one.end]) for one in source.turns][:3] == [
        ("Anna", "Det var långt dit."),
        ("Bo", "Ja. Anna: visste inte."),
        ("Anna", "Anna"),
    ]
    assert "\n".join(source.text[one.start : one.end] for one in source.turns) == source.text
    assert {one.label: one.participant for one in source.speakers}["Anna"] == as_lower_guid("p1")
    assert [one.alias for one in project.participants] == ["anna", "Bo"]
    assert ledger.refused == []


def test_labels_are_those_of_cases_named_after_their_group() -> None:
    known = (
        Participant("p1", "g1", "Grupp: ANNA", attributes={"ålder": 41}),
        Participant("p2", "g1", "Grupp: Bo"),
        Participant("p3", "g1", "Annan: Bo"),
    )
    project = with_speakers(_project(TALK, participants=known), Ledger())
    spoken = {one.label: one.participant for one in project.sources[0].speakers}
    assert spoken["Anna"] == as_lower_guid("p1")
    assert spoken["Bo"] not in {as_lower_guid(one.uid) for one in known}, "two may be meant"
    plain = Participant("p4", "g1", "bo")
    project = with_speakers(_project(TALK, participants=(*known, plain)), Ledger())
    spoken = {one.label: one.participant for one in project.sources[0].speakers}
    assert spoken == {"Anna": as_lower_guid("p1"), "Bo": as_lower_guid("p4")}


def test_it_is_the_same_each_time() -> None:
    assert with_speakers(_project(TALK), Ledger()) == with_speakers(_project(TALK), Ledger())


def test_coded_words_stay_coded_and_labels_leave_the_passages() -> None:
    whole = _place("Anna: Det var långt dit.\nBo: Ja.")
    same = _place("Anna: Anna")
    project = with_speakers(_project(TALK, whole, same, _place("sen\ngick")), Ledger())
    assert _words(project) == ["Det var långt dit.\nJa.", "Anna", "sen\ngick"]
    assert [one.quote for one in project.codings] == _words(project)


def test_a_coding_of_a_label_alone_is_refused_and_said() -> None:
    ledger = Ledger()
    project = with_speakers(_project(TALK, _place("Bo:"), _place("hem")), ledger)
    assert _words(project) == ["hem"]
    assert [one.kind for one in ledger.refused] == ["coding"]
    assert "'Bo:'" in ledger.refused[0].what


def test_two_codings_that_differ_by_a_label_are_one() -> None:
    ledger = Ledger()
    project = with_speakers(_project(TALK, _place("Anna: Just det."), _place("Just det.")), ledger)
    assert _words(project) == ["Just det."]
    assert len(ledger.refused) == 1


def test_a_memo_on_a_label_hangs_on_the_source() -> None:
    start, end = _place("Bo:")
    memos = (
        Memo("m1", "Vem?", "k1", "source", "s1", start, end, "Bo:"),
        Memo("m2", "Var?", "k1", "source", "s1", *_place("hem"), "hem"),
        Memo("m3", "Allt.", "k1"),
    )
    ledger = Ledger()
    project = with_speakers(_project(TALK, memos=memos), ledger)
    memo, coder, source = map(as_lower_guid, ("m1", "k1", "s1"))
    assert project.memos[0] == Memo(memo, "Vem?", coder, "source", source)
    moved = project.memos[1]
    assert project.sources[0].text[moved.start : moved.end] == "hem"
    assert project.memos[2] == Memo(as_lower_guid("m3"), "Allt.", coder)
    assert [one.kind for one in ledger.changed] == ["memo"]


def test_a_print_version_moves_where_its_words_are_the_same() -> None:
    kept, lost = _place("hem"), _place("dit.\nBo: Ja.")
    prints = tuple(
        PrintVersion(f"v{n}", "s1", start, end, TALK[start:end], "hemåt", (), "k1")
        for n, (start, end) in enumerate((kept, lost))
    )
    ledger = Ledger()
    project = with_speakers(_project(TALK, prints=prints), ledger)
    assert [one.verbatim for one in project.prints] == ["hem"]
    assert [one.kind for one in ledger.refused] == ["print_version"]


def test_a_text_that_would_lose_more_than_labels_stays_as_it_is() -> None:
    text = TALK + "\n\n- 12 -\n\nAnna: Slut."
    project = _project(text)
    ledger = Ledger()
    assert with_speakers(project, ledger) == project
    assert [one.what for one in ledger.changed] == ["Möte"]
    assert "- 12 -" in ledger.changed[0].why
    assert labelled_sources(project) == []


def test_texts_without_labels_stay_as_they_are() -> None:
    project = _project("Ett vanligt stycke.\nEtt till.")
    assert with_speakers(project, Ledger()) is project
    assert labelled_sources(project) == []


def test_who_speaks_is_offered() -> None:
    assert [one.labels for one in labelled_sources(_project(TALK))] == [("Anna", "Bo")]


def test_a_source_that_names_somebody_is_left_alone() -> None:
    project = with_speakers(_project(TALK), Ledger())
    assert with_speakers(project, Ledger()) is project


said = st.lists(
    st.sampled_from(["ja", "nej", "Anna", "Bo", "😀", "å:", "visst,", "12", "-", "Anna:", "x (00:12)"]),
    min_size=1,
    max_size=4,
).map(" ".join)
before = st.sampled_from(["", "", "[00:12] "])
behind = st.sampled_from(["", "", " #00:01:02#"])


@given(st.lists(st.tuples(before, said, behind, st.booleans()), min_size=8, max_size=14), st.data())
def test_only_labels_and_times_leave_what_was_coded(
    turns: list[tuple[str, str, str, bool]], data: st.DataObject
) -> None:
    parts: list[tuple[str, bool]] = []
    for n, (time, words, ending, blank) in enumerate(turns):
        parts.append((("\n\n" if blank else "\n") * (n > 0) + ("Anna: ", "Bo: ")[n % 2] + time, False))
        parts += [(words + ".", True), (ending, False)]
    text = "".join(part for part, _is_kept in parts)
    kept = [is_kept for part, is_kept in parts for _sign in part]
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    project = with_speakers(_project(text, (start, end)), Ledger())
    source = project.sources[0]
    assert source.speakers
    expected = "".join(
        sign for sign, is_kept in zip(text[start:end], kept[start:end], strict=True) if is_kept
    )
    found = "".join(_words(project))
    assert "".join(found.split()) == "".join(expected.split())
