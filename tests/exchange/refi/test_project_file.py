"""A REFI-QDA project file is valid, says what the format has a place for, and has the same bytes again."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.exchange.refi.targets import TARGETS
from qualwb.exchange.refi.wishes import CODERS, THEMES, ExportWishes
from qualwb.portable.records import (
    Code,
    Coder,
    Coding,
    Group,
    Memo,
    Participant,
    PortableProject,
    Round,
    SavedQuery,
    Source,
    Speaker,
    Theme,
    Turn,
)
from tests.exchange.refi.written import Written, needs_schema, schema
from tests.portable.random_projects import projects

pytestmark = pytest.mark.file_only

MOMENT = "2026-03-04T05:06:07+00:00"
TEXT = "Hej 😀 där.\nJa, vi var många.\nJust det."

wishes = st.builds(
    ExportWishes,
    tool=st.sampled_from(["", *TARGETS]),
    coders=st.sampled_from(CODERS),
    themes=st.sampled_from(["", *THEMES]),
    labels=st.booleans(),
    turns=st.booleans(),
)


def uid(letter: str) -> str:
    """A GUID that a person can tell from others."""
    return f"{letter * 8}-0000-4000-8000-000000000000"


def small(**other: object) -> PortableProject:
    """A project with one of everything that the format has."""
    turns = (Turn(0, 10, "A"), Turn(11, 28, "M"), Turn(29, 38, kind="text"))
    told = PortableProject(
        name="Studien",
        description="Om möten.",
        language="sv",
        coders=(Coder(uid("1"), "Åsa"), Coder(uid("2"), "Bo")),
        rounds=(Round(uid("3"), "1"),),
        groups=(Group(uid("4"), "Grupp 1", {"kommun": "Lund", "antal": 7}),),
        participants=(
            Participant(uid("5"), uid("4"), "Anna", attributes={"ålder": 41}),
            Participant(uid("6"), uid("4"), "Mod", "moderator"),
        ),
        sources=(
            Source(
                uid("7"),
                "Möte 1",
                uid("4"),
                TEXT,
                turns,
                (Speaker("A", uid("5")), Speaker("M", uid("6"))),
                imported_at=MOMENT,
            ),
        ),
        codes=(
            Code(uid("8"), "tid", definition="När.", include="Klockan", colour="#fa0", examples="ett\ntvå"),
            Code(uid("9"), "brist", uid("8")),
        ),
        themes=(
            Theme(uid("a"), "Huvud"),
            Theme(uid("b"), "Tema", uid("a"), claim="Så är det", codes=(uid("9"),)),
        ),
        codings=(
            Coding(uid("c"), uid("7"), 4, 9, uid("8"), uid("1"), uid("3"), True, "manual", MOMENT),
            Coding(uid("d"), uid("7"), 4, 9, uid("9"), uid("2"), uid("3"), False, "manual", MOMENT),
            Coding(uid("e"), uid("7"), 11, 38, uid("9"), uid("1"), uid("3"), False, "manual", MOMENT),
        ),
        memos=(
            Memo(uid("f"), "Om koden", uid("1"), "code", uid("8"), created_at=MOMENT),
            Memo(
                "00000001" + uid("f")[8:], "Om orden", uid("1"), "source", uid("7"), 4, 9, created_at=MOMENT
            ),
            Memo("00000002" + uid("f")[8:], "Om gruppen", uid("1"), "group", uid("4"), created_at=MOMENT),
        ),
    )
    return replace(told, **other)


@needs_schema
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(projects(), wishes)
def test_it_is_valid_whatever_is_in_it_and_whatever_is_wished(
    project: PortableProject, wished: ExportWishes
) -> None:
    written = Written(project, wished)
    assert schema().validate(written.root), schema().error_log.last_error
    assert Written(project, wished).content == written.content
    names = [element.get("name") for element in written.all("q:Sources/*") + written.all("q:Notes/*")]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(names)


@needs_schema
def test_nothing_at_all_is_valid() -> None:
    assert schema().validate(Written(PortableProject()).root)


@needs_schema
def test_what_no_xml_can_hold_and_moments_that_are_none_are_valid() -> None:
    odd = small(
        name="a\x00b\ufffe",
        coders=(Coder("k", "\x0b"),),
        codes=(Code("8", "\x1f \n", created_at="igår", colour="röd"),),
        codings=(),
        themes=(),
        memos=(Memo("m", "a\x00\r\nb\ud800", "k", created_at="2026-13-40"),),
    )
    for tool in ("", *TARGETS):
        written = Written(odd, ExportWishes(tool=tool))
        assert schema().validate(written.root), schema().error_log.last_error


def test_the_container_is_as_other_programs_want_it() -> None:
    written = Written(small())
    assert written.container.namelist() == ["project.qde", f"sources/{uid('7')}.txt", "qualwb.json"]
    (source,) = written.all("q:Sources/q:TextSource")
    assert source.get("plainTextPath") == f"internal://{uid('7')}.txt"
    assert source.get("creationDateTime") == source.get("modifiedDateTime") == "2026-03-04T05:06:07Z"
    assert {member.date_time[0] for member in written.container.infolist()} == {1980}


def test_texts_say_who_speaks_and_positions_follow() -> None:
    written = Written(small())
    (source,) = written.all("q:Sources/q:TextSource")
    text = written.text_of(source).decode()
    assert text == "A: Hej 😀 där.\nM: Ja, vi var många.\nJust det."
    spans = [
        text[int(one.get("startPosition")) : int(one.get("endPosition"))]
        for one in source.findall("q:PlainTextSelection", {"q": "urn:QDA-XML:project:1.0"})
    ]
    assert spans == ["😀 där", "Ja, vi var många.\nJust det."]


def test_without_labels_the_text_is_the_project_s_own() -> None:
    written = Written(small(), ExportWishes(labels=False))
    (source,) = written.all("q:Sources/q:TextSource")
    assert written.text_of(source).decode() == TEXT


def test_codings_of_one_passage_share_its_selection_each_with_its_coder() -> None:
    written = Written(small())
    first, second = written.all("q:Sources/q:TextSource/q:PlainTextSelection")
    signed = [(one.get("guid"), one.get("creatingUser")) for one in first.findall("{*}Coding")]
    assert signed == [(uid("c"), uid("1")), (uid("d"), uid("2"))]
    assert [one.get("targetGUID") for one in first.findall("{*}Coding/{*}CodeRef")] == [uid("8"), uid("9")]
    assert len(first.findall("{*}NoteRef")) == 1
    assert len(second.findall("{*}Coding")) == 1


def test_codes_themes_and_cases_tell_what_they_are() -> None:
    written = Written(small())
    (code,) = written.all("q:CodeBook/q:Codes/q:Code")
    assert (code.get("guid"), code.get("color"), code.get("isCodable")) == (uid("8"), "#ffaa00", "true")
    assert code.findtext("{*}Description") == "När.\nInclude: Klockan\nExample: ett\nExample: två"
    assert [one.get("name") for one in code.findall("{*}Code")] == ["brist"]
    sets = [(one.get("name"), one.findtext("{*}Description")) for one in written.all("q:Sets/q:Set")]
    assert sets == [("Huvud", None), ("Huvud > Tema", "Claim: Så är det")]
    cases = [one.get("name") for one in written.all("q:Cases/q:Case")]
    assert cases == ["Grupp 1", "Grupp 1: Anna", "Grupp 1: Mod"]
    assert len(written.all("q:Cases/q:Case/q:SourceRef")) == 3
    types = {one.get("name"): one.get("typeOfVariable") for one in written.all("q:Variables/q:Variable")}
    assert types == {
        "kommun": "Text",
        "antal": "Integer",
        "ålder": "Integer",
        "Group": "Text",
        "Role": "Text",
    }
    (link,) = written.all("q:Links/q:Link")
    assert link.get("targetGUID") == uid("4")


def test_themes_become_codes_that_are_not_to_be_coded() -> None:
    codes = (*small().codes, Code("0000000c" + uid("0")[8:], "rum"))
    theme = Theme(uid("b"), "Tema", uid("a"), codes=(uid("8"), codes[2].uid))
    written = Written(small(codes=codes, themes=(small().themes[0], theme)), ExportWishes(themes="codes"))
    assert written.all("q:Sets") == []
    nested = {one.get("name"): one.getparent().get("name") for one in written.root.iter("{*}Code")}
    assert nested == {"Huvud": None, "Tema": "Huvud", "tid": "Tema", "brist": "tid", "rum": "Tema"}
    codable = {one.get("name"): one.get("isCodable") for one in written.root.iter("{*}Code")}
    assert [name for name, flag in codable.items() if flag == "false"] == ["Huvud", "Tema"]


def test_turns_of_participants_are_selections_of_their_cases_where_that_is_wished() -> None:
    written = Written(small(), ExportWishes(turns=True))
    referred = [one.get("targetGUID") for one in written.all("q:Cases/q:Case/q:SelectionRef")]
    there = {one.get("guid") for one in written.all("q:Sources/q:TextSource/q:PlainTextSelection")}
    assert len(referred) == 2
    assert set(referred) <= there
    assert Written(small()).all("q:Cases/q:Case/q:SelectionRef") == []


def test_coders_are_named_or_under_pseudonyms_or_nobody() -> None:
    told = replace(
        small(),
        settings={"coder": "Åsa", "facts": {"coreq.1": "Åsa Berg"}, "round": "1"},
        queries=(
            SavedQuery(uid("0"), "hennes", {"where": "kodare:åsa"}),
            SavedQuery(uid("1"), "tid", {"n": 1}),
        ),
    )
    named, hidden = Written(told), Written(told, ExportWishes(coders="pseudonyms"))
    nobody = Written(told, ExportWishes(coders="none"))
    assert [one.get("name") for one in named.all("q:Users/q:User")] == ["Åsa", "Bo"]
    assert [one.get("guid") for one in hidden.all("q:Users/q:User")] == [uid("1"), uid("2")]
    for written in (hidden, nobody):
        for member in written.container.namelist():
            assert "Åsa".encode() not in written.container.read(member)
        assert "åsa" not in written.container.read("qualwb.json").decode()
        assert '"tid"' in written.container.read("qualwb.json").decode()
        assert [one.what for one in written.ledger.refused] == ["1 saved query"]
    assert nobody.all("q:Users") == []
    assert not any(one.get("creatingUser") for one in nobody.root.iter())


@pytest.mark.parametrize("tool", [*TARGETS])
def test_positions_count_as_the_program_counts_them(tool: str) -> None:
    """As interchange with each was measured: UTF-16 and CR LF as two for NVivo, CR LF as one for two more."""
    written = Written(small(), ExportWishes(tool=tool))
    (source,) = written.all("q:Sources/q:TextSource")
    stored = written.text_of(source)
    assert stored.startswith(b"\xef\xbb\xbf") == (tool == "nvivo")
    assert (b"\r\n" in stored) == (tool != "qualcoder")
    text = stored.decode("utf-8-sig")
    units = text.encode("utf-16-le") if tool == "nvivo" else text.replace("\r\n", "\n").encode("utf-32-le")
    width, kind = (2, "utf-16-le") if tool == "nvivo" else (4, "utf-32-le")
    words = {
        units[int(one.get("startPosition")) * width : int(one.get("endPosition")) * width].decode(kind)
        for one in written.root.iter("{*}PlainTextSelection")
    }
    assert {one.replace("\r\n", "\n") for one in words} == {"😀 där", "Ja, vi var många.\nJust det."}
    assert "qualwb.json" not in written.container.namelist()


def test_notes_that_begin_alike_have_names_of_their_own() -> None:
    memos = tuple(Memo(f"{n:08}" + uid("f")[8:], "Se (2)" if n == 1 else "Se", uid("1")) for n in range(4))
    names = [note.get("name") for note in Written(small(memos=memos)).all("q:Notes/q:Note")]
    assert names == ["Se", "Se (2)", "Se (3)", "Se (4)"]


def test_programs_without_notes_get_memos_as_descriptions() -> None:
    written = Written(small(), ExportWishes(tool="qualcoder"))
    assert written.all("q:Notes") == []
    assert "Om koden" in written.all("q:CodeBook/q:Codes/q:Code/q:Description")[0].text
    assert written.all("q:Cases/q:Case/q:Description")[0].text == "Om gruppen"
    bare = [
        one
        for one in written.all("q:Sources/q:TextSource/q:PlainTextSelection")
        if one.find("{*}Coding") is None
    ]
    assert [one.findtext("{*}Description") for one in bare] == ["Om orden"]


def test_themes_are_categories_in_qualcoder_which_reads_no_sets() -> None:
    written = Written(small(), ExportWishes(tool="qualcoder"))
    assert written.all("q:Sets") == []
    assert [one.get("name") for one in written.root.iter("{*}Code") if one.get("isCodable") == "false"] == [
        "Huvud",
        "Tema",
    ]
    unread = Written(small(), ExportWishes(tool="qualcoder", themes="sets")).ledger.refused
    assert ("theme", "2 themes", "QualCoder reads no sets") in unread


def test_a_coder_in_qualcoder_is_that_of_the_selection() -> None:
    for one in Written(small(), ExportWishes(tool="qualcoder")).root.iter("{*}PlainTextSelection"):
        coders = {coding.get("creatingUser") for coding in one.findall("{*}Coding")}
        assert coders <= {one.get("creatingUser")}


def test_what_a_program_has_no_place_for_is_told() -> None:
    twice = (*small().codings, small().codings[0]._replace(uid=uid("0"), round=uid("2")))
    long = Code(uid("8"), "x" * 64)
    told = small(
        codings=twice, rounds=(Round(uid("3"), "1"), Round(uid("2"), "2")), codes=(long, small().codes[1])
    )
    ledger = Written(told, ExportWishes(tool="maxqda")).ledger
    assert [(one.kind, one.what) for one in ledger.refused] == [
        ("round", "2 rounds"),
        ("coding", "2 key quotes"),
        ("coding", "1 coding"),
    ]
    assert [(one.kind, one.what) for one in ledger.changed] == [("code", "x" * 64), ("memo", "3 memos")]
    kinds = small(memos=(replace(small().memos[0], kind="idea"),))
    unlabelled = Written(kinds, ExportWishes(tool="nvivo", labels=False)).ledger
    assert [one.what for one in unlabelled.refused] == ["1 key quote", "1 kind of a memo", "2 turns"]
    lossless = Written(told).ledger
    assert lossless.refused == []
    assert "2 rounds" in lossless.notices[0]
    assert lossless.found["coding"] == 4


@pytest.mark.parametrize("tool", ["maxqda", "qualcoder"])
def test_memos_that_share_a_description_are_counted(tool: str) -> None:
    project = small()
    (first, *_others) = (memo for memo in project.memos if memo.on == "code")
    more = [replace(first, uid=f"{number:08}" + uid("f")[8:], text="Mer") for number in (7, 8)]
    once = Written(project, ExportWishes(tool)).ledger.changed
    told = Written(replace(project, memos=(*project.memos, *more)), ExportWishes(tool)).ledger.changed
    assert not any("joined" in one.why for one in once)
    (joined,) = (one for one in told if "joined" in one.why)
    assert joined.what == "3 memos"
    assert "into 1" in joined.why


@pytest.mark.parametrize("coders", ["pseudonyms", "none"])
def test_coders_who_are_named_in_memos_and_descriptions_are_told(coders: str) -> None:
    project = small(coders=(Coder(uid("1"), "Åsa Ek"), Coder(uid("2"), "Bo")))
    texts = ("åsa tyckte så", "Bos förslag", "ÅE såg det", "Åsas", "Boende vid ek... nej, Åsar", "bo")
    memos = tuple(Memo(f"{number:08}" + uid("f")[8:], text, uid("1")) for number, text in enumerate(texts, 1))
    project = replace(project, memos=memos, description="Med Bo.")
    told = Written(project, ExportWishes(coders=coders)).ledger.notices
    assert "4 memos seem to name a coder: they stand in the file as they are." in told
    assert "1 description seems to name a coder: it stands in the file as it is." in told
    assert not any("name a coder" in one for one in Written(project).ledger.notices)
