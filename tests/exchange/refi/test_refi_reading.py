"""What each part of a REFI-QDA project becomes."""

import io
from pathlib import Path

import docx
import pytest

from qualwb.errors import QualwbError
from qualwb.exchange.refi.project_reader import read_refi
from qualwb.exchange.signatures import Signatures
from qualwb.portable.arrival import Arrival, Wishes
from qualwb.portable.records import PortableProject
from tests.exchange.refi.refi_files import (
    ANN,
    BO,
    CODES,
    ROOM,
    TEXT,
    TIME,
    USERS,
    coding,
    note,
    packed,
    project_xml,
    selection,
    text_source,
)

WORDS = "Vi var många i rummet.\nIngen visste varför."


def _read(tmp_path: Path, *parts: str, wishes: Wishes = Wishes(), **attributes: str) -> Arrival:  # noqa: B008
    return read_refi(packed(tmp_path / "p.qdpx", project_xml(*parts, **attributes)), wishes)


def _coded(project: PortableProject) -> list[tuple[str, str, str]]:
    """Words, code and coder of each coding."""
    texts = {one.uid: one.text for one in project.sources}
    codes = {one.uid: one.name for one in project.codes}
    coders = {one.uid: one.name for one in project.coders}
    return [
        (texts[one.source][one.start : one.end], codes[one.code], coders[one.coder])
        for one in project.codings
    ]


def _memos(project: PortableProject) -> dict[str, tuple[str, str | None, int | None, int | None]]:
    return {one.text: (one.on, one.thing, one.start, one.end) for one in project.memos}


def test_a_text_coded_by_several_people_in_repeated_selections(tmp_path: Path) -> None:
    sources = text_source(
        WORDS,
        selection(0, 6, TIME),
        selection(0, 6, TIME, user=BO),
        selection(7, 12, TIME, ROOM),
    )
    arrival = _read(tmp_path, USERS, CODES, f"<Sources>{sources}</Sources>")
    assert _coded(arrival.project) == [
        ("Vi var", "tid", "Ann"),
        ("Vi var", "tid", "Bo"),
        ("många", "tid", "Ann"),
        ("många", "rum", "Ann"),
    ]
    assert not arrival.ledger.refused
    assert arrival.project.codes[0].colour == "#ff0000"


def test_order_namespace_mark_name_and_ids_are_as_they_come(tmp_path: Path) -> None:
    xml = project_xml(
        f"<Sources>{text_source('', selection(0, 6, 'c1', user='u1'), plainTextPath='Möte.TXT')}</Sources>",
        '<CodeBook><Codes><Code guid="c1" name="tid" description="När?"/></Codes></CodeBook>',
        '<Users><User guid="u1" name="Ann"/></Users>',
        xmlns="urn:QDA-XML:project:0:4",
    ).replace("<PlainTextContent></PlainTextContent>", "")
    file = packed(
        tmp_path / "p.qdpx",
        b"\xef\xbb\xbf" + xml.encode(),
        {"Trial/SOURCES/möte.txt": WORDS.encode(), "__MACOSX/Trial/._x.qde": b"x"},
        member="Trial/My project.QDE",
    )
    arrival = read_refi(file, Wishes())
    assert _coded(arrival.project) == [("Vi var", "tid", "Ann")]
    assert arrival.project.codes[0].definition == "När?"
    assert any("project:0:4" in notice for notice in arrival.ledger.notices)
    assert read_refi(file, Wishes()).project == arrival.project


def test_ids_that_are_no_guids_differ_between_projects(tmp_path: Path) -> None:
    codes = '<CodeBook><Codes><Code guid="c1" name="tid"/></Codes></CodeBook>'
    first, second = (_read(tmp_path, codes, name=name).project for name in "ab")
    assert first.codes[0].uid != second.codes[0].uid


def test_users_without_names_and_with_equal_ones(tmp_path: Path) -> None:
    users = f'<Users><User guid="{ANN}"/><User guid="{BO}" name="Bo"/><User guid="x" name="Bo"/></Users>'
    names = [one.name for one in _read(tmp_path, users).project.coders]
    assert names == ["Coder 1", "Bo", "Bo 2"]


TWO_BOS = f'<User guid="{ANN}" name="Bo"/><User guid="{BO}" name="Bo"/>'


@pytest.mark.parametrize(
    ("users", "wished", "coder"),
    [
        (USERS, "Cia", "Cia"),
        (USERS, "Bo", "Bo"),
        (USERS, "BO", "Bo"),
        (f"<Users>{TWO_BOS}</Users>", "Bo", "Bo"),
        (USERS, "", "Unknown"),
        (f'<Users><User guid="{ANN}" name="Ann"/></Users>', "", "Ann"),
        ("", "", "Unknown"),
    ],
)
def test_what_nobody_signed(tmp_path: Path, users: str, wished: str, coder: str) -> None:
    source = text_source(WORDS, selection(0, 6, TIME, user="nobody"))
    arrival = _read(tmp_path, users, CODES, f"<Sources>{source}</Sources>", wishes=Wishes(coder=wished))
    assert _coded(arrival.project) == [("Vi var", "tid", coder)]
    assert any("1 coding is signed by nobody" in notice for notice in arrival.ledger.notices)


def test_what_nobody_signed_is_by_the_coder_and_in_the_round_of_every_format(
    tmp_path: Path,
) -> None:
    source = text_source(WORDS, selection(0, 6, TIME, user="nobody"))
    for coder in ("", "Cia"):
        wishes = Wishes(coder=coder, round="Första")
        project = _read(tmp_path, "", CODES, f"<Sources>{source}</Sources>", wishes=wishes).project
        elsewhere = Signatures(wishes)
        assert [one.uid for one in project.coders] == [elsewhere.coder()]
        assert project.rounds == elsewhere.rounds


def test_codes_nest_with_folders_and_rules_beneath_labels(tmp_path: Path) -> None:
    codes = f"""<CodeBook><Codes><Code guid="{ROOM}" name="Mapp" isCodable="false">
        <Code guid="{TIME}" name="tid" isCodable="true"><Description>När.
Include: klockan
Exclude: väder
Example: klockan tre</Description></Code></Code></Codes></CodeBook>"""
    arrival = _read(tmp_path, codes)
    folder, code = arrival.project.codes
    assert (folder.name, folder.parent, code.parent) == ("Mapp", None, folder.uid)
    assert (code.definition, code.include, code.exclude, code.examples) == (
        "När.",
        "klockan",
        "väder",
        "klockan tre",
    )
    assert any("folder" in notice for notice in arrival.ledger.notices)


def test_sets_of_codes_are_themes_and_sets_of_sources_groups(tmp_path: Path) -> None:
    sets = f"""<Sets><Set guid="t1" name="Huvud > Tema"><Description>Om tid</Description>
        <MemberCode targetGUID="{{{TIME.lower()}}}"/><MemberNote targetGUID="n1"/></Set>
        <Set guid="g1" name="Avdelning"><MemberSource targetGUID="{TEXT}"/></Set>
        <Set guid="n" name="Bara anteckningar"><MemberNote targetGUID="n1"/></Set></Sets>"""
    arrival = _read(
        tmp_path,
        CODES,
        f"<Sources>{text_source(WORDS)}</Sources>",
        sets,
        f"<Notes>{note('n1', 'Märk väl')}</Notes>",
    )
    project = arrival.project
    above, theme = project.themes
    assert (above.name, theme.name, theme.definition, theme.parent) == ("Huvud", "Tema", "Om tid", above.uid)
    assert theme.codes == (project.codes[0].uid,)
    assert [one.name for one in project.groups] == ["Avdelning"]
    assert _memos(project)["Märk väl"] == ("theme", theme.uid, None, None)
    assert [one.what for one in arrival.ledger.refusals("set")] == ["Bara anteckningar"]


VARIABLES = """<Variables><Variable guid="v1" name="ålder" typeOfVariable="Integer"/>
    <Variable guid="v2" name="yrke" typeOfVariable="Text"/>
    <Variable guid="v3" name="tom" typeOfVariable="Text"/></Variables>"""


def _value(variable: str, kind: str, written: str) -> str:
    return (
        f'<VariableValue><VariableRef targetGUID="{variable}"/><{kind}Value>{written}</{kind}Value>'
        "</VariableValue>"
    )


def _case(guid: str, name: str, *inside: str) -> str:
    return f'<Case guid="{guid}" name="{name}">{"".join(inside)}</Case>'


def _ref(kind: str, guid: str) -> str:
    return f'<{kind}Ref targetGUID="{guid}"/>'


def test_a_case_with_several_sources_is_a_group_and_those_in_one_of_them_are_people(tmp_path: Path) -> None:
    sources = text_source(WORDS, guid="s1", name="M1") + text_source(WORDS, guid="s2", name="M2")
    cases = "".join(
        (
            _case("g", "Lag", _value("v2", "Text", "vård"), _ref("Source", "s1"), _ref("Source", "s2")),
            _case(
                "p",
                "Åsa",
                "<Description>Chef</Description>",
                _value("v1", "Integer", "40"),
                _ref("Source", "s1"),
            ),
            _case("q", "Bo", _ref("Source", "s2")),
        )
    )
    arrival = _read(tmp_path, VARIABLES, f"<Cases>{cases}</Cases>", f"<Sources>{sources}</Sources>")
    project = arrival.project
    assert [(one.name, one.attributes) for one in project.groups] == [("Lag", {"yrke": "vård"})]
    assert [(one.alias, one.attributes, one.group) for one in project.participants] == [
        ("Åsa", {"ålder": 40}, project.groups[0].uid),
        ("Bo", {}, project.groups[0].uid),
    ]
    assert _memos(project)["Chef"][:2] == ("participant", project.participants[0].uid)
    assert [one.what for one in arrival.ledger.refusals("variable")] == ["tom"]
    first, second = arrival.ledger.notices
    assert first.startswith("1 case is taken as a group")
    assert second.startswith("2 cases are taken as participants")


def test_cases_that_are_passages_are_people_and_nameless_ones_values_of_their_source(tmp_path: Path) -> None:
    source = text_source(WORDS, selection(0, 6), selection(23, 43))
    cases = "".join(
        (
            _case("p", "Åsa", _ref("Selection", "s0-6")),
            _case("n", "", _value("v1", "Integer", "7"), _ref("Source", TEXT)),
        )
    )
    arrival = _read(tmp_path, VARIABLES, f"<Cases>{cases}</Cases>", f"<Sources>{source}</Sources>")
    project = arrival.project
    assert [(one.alias, one.group) for one in project.participants] == [("Åsa", project.sources[0].group)]
    assert project.sources[0].attributes == {"ålder": 7}
    assert [(one.kind, one.what, one.why) for one in arrival.ledger.refusals("case_passage")] == [
        ("case_passage", "Åsa 0-6", "it is no whole turn")
    ]
    assert [one.what for one in arrival.ledger.refusals("selection")] == ["23-43"]


def test_turns_within_the_passages_of_one_person_are_said_by_that_person(tmp_path: Path) -> None:
    text = "Hej.\nVi var många.\nJa.\nNej."
    source = text_source(text, selection(0, 18), selection(19, 22), selection(23, 27), selection(19, 27))
    cases = "".join(
        (
            _case("p", "Åsa", _ref("Selection", "s0-18"), _ref("Selection", "s19-22")),
            _case("q", "Bo", _ref("Selection", "s23-27")),
            _case("r", "Cia", _ref("Selection", "s19-27")),
        )
    )
    project = _read(tmp_path, f"<Cases>{cases}</Cases>", f"<Sources>{source}</Sources>").project
    (only,) = project.sources
    assert [(turn.speaker, turn.kind) for turn in only.turns] == [
        ("Åsa", "speech"),
        ("Åsa", "speech"),
        (None, "text"),
        (None, "text"),
    ]
    assert [one.label for one in only.speakers] == ["Åsa"]
    assert only.speakers[0].participant == project.participants[0].uid


def test_one_case_for_each_source_is_its_group(tmp_path: Path) -> None:
    sources = text_source(WORDS, guid="s1", name="M1") + text_source(WORDS, guid="s2", name="M2")
    cases = _case("a", "Nord", _ref("Source", "s1")) + _case("b", "Syd", _ref("Source", "s2"))
    project = _read(tmp_path, f"<Sources>{sources}</Sources>", f"<Cases>{cases}</Cases>").project
    groups = {one.uid: one.name for one in project.groups}
    assert [groups[one.group] for one in project.sources] == ["Nord", "Syd"]
    assert project.participants == ()


def test_notes_are_memos_on_what_refers_to_them(tmp_path: Path) -> None:
    reference = '<NoteRef targetGUID="{}"/>'
    codes = CODES.replace("/>", f">{reference.format('n1')}</Code>", 1)
    source = text_source(
        WORDS,
        selection(0, 6, inside=reference.format("n2")),
        selection(7, 12, inside="<Description>Hur många?</Description>"),
        f'<PlainTextSelection guid="x" startPosition="13" endPosition="21">'
        f"{coding(TIME, ANN, 'k', reference.format('n3'))}</PlainTextSelection>",
        selection(23, 28, TIME, guid="linked"),
        reference.format("n4"),
    )
    notes = "".join(note(f"n{n}", f"Memo {n}") for n in range(1, 8))
    links = (
        '<Link guid="l1" originGUID="n5" targetGUID="linked"/><Link guid="l2" originGUID="a" targetGUID="b"/>'
    )
    arrival = _read(
        tmp_path,
        USERS,
        codes,
        f"<Sources>{source}</Sources>",
        f"<Notes>{notes}</Notes><Links>{links}</Links>",
        "<Graphs><Graph guid='g' name='Nät'/></Graphs>",
        reference.format("n6"),
    )
    project = arrival.project
    uid = project.sources[0].uid
    assert _memos(project) == {
        "Hur många?": ("source", uid, 7, 12),
        "Memo 1": ("code", project.codes[0].uid, None, None),
        "Memo 2": ("source", uid, 0, 6),
        "Memo 3": ("source", uid, 13, 21),
        "Memo 4": ("source", uid, None, None),
        "Memo 5": ("source", uid, 23, 28),
        "Memo 6": ("project", None, None, None),
        "Memo 7": ("project", None, None, None),
    }
    bo = next(one.uid for one in project.coders if one.name == "Bo")
    assert {one.coder for one in project.memos if one.text.startswith("Memo")} == {bo}
    assert [(one.kind, one.what) for one in arrival.ledger.refused] == [("link", "l2"), ("graph", "Nät")]


def test_a_note_is_a_memo_on_each_thing_that_refers_to_it(tmp_path: Path) -> None:
    reference = '<NoteRef targetGUID="n1"/>'
    source = text_source(WORDS, selection(0, 6, inside=reference), reference)
    project = _read(
        tmp_path, f"<Sources>{source}</Sources>", f"<Notes>{note('n1', 'Jag', name='Rubrik')}</Notes>"
    ).project
    assert [(one.text, one.start) for one in project.memos] == [
        ("Rubrik\n\nJag", None),
        ("Rubrik\n\nJag", 0),
    ]
    assert len({one.uid for one in project.memos}) == 2


def test_a_recording_is_its_transcript_with_times_and_a_pdf_its_text(tmp_path: Path) -> None:
    transcript = f"""<AudioSource guid="a" name="Inspelning"><Transcript guid="t">
        <PlainTextContent>Ett två.\nTre fyra.</PlainTextContent>
        <SyncPoint guid="p0" timeStamp="0" position="0"/><SyncPoint guid="p1" timeStamp="2500" position="9"/>
        <SyncPoint guid="p2" timeStamp="4000" position="18"/>
        <TranscriptSelection guid="x" fromSyncPoint="p1" toSyncPoint="p2">{coding(TIME, ANN, "k")}
        </TranscriptSelection></Transcript>
        <AudioSelection guid="y" begin="0" end="10">{coding(TIME, ANN, "k2")}</AudioSelection></AudioSource>
        <PDFSource guid="b" name="Blad"><Representation guid="r"><PlainTextContent>Om tid</PlainTextContent>
        <PlainTextSelection guid="z" startPosition="3" endPosition="6">{coding(ROOM, ANN, "k3")}
        </PlainTextSelection></Representation></PDFSource>
        <VideoSource guid="c" name="Film"/>"""
    arrival = _read(tmp_path, USERS, CODES, f"<Sources>{transcript}</Sources>")
    project = arrival.project
    assert _coded(project) == [("Tre fyra.", "tid", "Ann"), ("tid", "rum", "Ann")]
    assert [(one.time_start, one.time_end) for one in project.sources[0].turns] == [(0.0, 2.5), (2.5, 4.0)]
    assert sorted(one.kind for one in arrival.ledger.refused) == ["area", "coding", "source"]


def test_of_a_recording_with_two_transcripts_nothing_is_taken_twice(tmp_path: Path) -> None:
    transcript = "<Transcript guid='{0}'><PlainTextContent>Rad {0}</PlainTextContent></Transcript>"
    audio = f"""<AudioSource guid="a" name="I"><Description>Om den</Description>{transcript.format("t")}
        {transcript.format("u")}<AudioSelection guid="y" begin="0" end="10">{coding(TIME, ANN, "k2")}
        </AudioSelection>{coding(TIME, ANN, "k")}</AudioSource>"""
    arrival = _read(tmp_path, USERS, CODES, f"<Sources>{audio}</Sources>")
    assert [one.text for one in arrival.project.sources] == ["Rad t", "Rad u"]
    assert _coded(arrival.project) == [("Rad t", "tid", "Ann")]
    assert list(_memos(arrival.project)) == ["Om den"]
    assert [one.kind for one in arrival.ledger.refused] == ["area", "coding"]


def test_what_stands_where_none_is_read_is_said(tmp_path: Path) -> None:
    picture = f"""<PictureSource guid="p" name="Tavla"><TextDescription guid="d"><PlainTextContent>Text
        </PlainTextContent>{selection(0, 4, TIME)}</TextDescription></PictureSource>"""
    coded_note = note("n", "Jag").replace("</Note>", f"{selection(0, 3, ROOM)}</Note>")
    odd = f"<Set guid='s' name='S'>{coding(TIME, ANN, 'k')}<MemberCode targetGUID='{TIME}'/></Set>"
    arrival = _read(
        tmp_path,
        USERS,
        CODES,
        f"<Sources>{picture}</Sources><Notes>{coded_note}</Notes><Sets>{odd}</Sets>",
        selection(0, 1),
    )
    assert arrival.ledger.found["coding"] == len(arrival.ledger.refusals("coding")) == 3
    assert arrival.ledger.found["selection"] == len(arrival.ledger.refusals("selection")) == 3
    assert [one.what for one in arrival.ledger.refusals("source")] == ["Tavla"]


def test_a_source_that_is_coded_as_a_whole(tmp_path: Path) -> None:
    arrival = _read(
        tmp_path, USERS, CODES, f"<Sources>{text_source(WORDS, coding(TIME, ANN, 'k'))}</Sources>"
    )
    assert _coded(arrival.project) == [(WORDS, "tid", "Ann")]
    assert [one.kind for one in arrival.ledger.changed] == ["coding"]


def test_a_word_document_where_no_plain_text_is(tmp_path: Path) -> None:
    document, buffer = docx.Document(), io.BytesIO()
    for line in WORDS.split("\n"):
        document.add_paragraph(line)
    document.save(buffer)
    source = (
        f"<TextSource guid='{TEXT}' richTextPath='internal://a.docx'>{selection(0, 6, TIME)}</TextSource>"
    )
    xml = project_xml(USERS, CODES, f"<Sources>{source}</Sources>")
    file = packed(tmp_path / "p.qdpx", xml, {"sources/a.docx": buffer.getvalue()})
    assert _coded(read_refi(file, Wishes()).project) == [("Vi var", "tid", "Ann")]


def test_selections_that_lie_nowhere_are_refused_with_their_codings(tmp_path: Path) -> None:
    source = text_source(
        WORDS,
        selection(0, 999, TIME),
        selection(-3, 4, TIME),
        selection(5, 5, TIME),
        selection(9, 4, TIME),
        selection(0, 6, TIME, startPosition="noll"),
        selection(0, 6, "nowhere"),
    )
    arrival = _read(tmp_path, USERS, CODES, f"<Sources>{source}</Sources>")
    assert arrival.project.codings == ()
    assert len(arrival.ledger.refusals("coding")) == arrival.ledger.found["coding"] == 6
    assert len(arrival.ledger.refusals("selection")) == 5


@pytest.mark.parametrize(
    "path", ["a.txt", "internal://a.txt", "relative:///sub/../a.txt", "absolute://C:/x/a.txt"]
)
def test_the_texts_of_a_bare_qde_lie_beside_it_and_nowhere_else(tmp_path: Path, path: str) -> None:
    inside = tmp_path / "in"
    (inside / "sources").mkdir(parents=True)
    (tmp_path / "a.txt").write_text("Hemligt.")
    file = inside / "p.qde"
    source = f"<TextSource guid='{TEXT}' plainTextPath='{path}'/>"
    file.write_text(project_xml(f"<Sources>{source}</Sources>"), encoding="utf-8")
    assert read_refi(file, Wishes()).project.sources == ()
    (inside / "link").symlink_to(tmp_path)
    (inside / "sources" / "a.txt").write_text(WORDS, encoding="utf-8")
    found = [one.text for one in read_refi(file, Wishes()).project.sources]
    assert found == ([] if ".." in path else [WORDS])
    file.write_text(
        project_xml(f"<Sources>{source.replace('a.txt', 'link/a.txt')}</Sources>"), encoding="utf-8"
    )
    assert "Hemligt." not in [one.text for one in read_refi(file, Wishes()).project.sources]


def test_codings_keep_when_they_were_made_and_get_the_round_that_is_wished(tmp_path: Path) -> None:
    made = coding(TIME, ANN, "k").replace(
        "<Coding ", '<Coding creationDateTime="2025-06-08T13:09:35.1234567+02:00" '
    )
    source = text_source(
        WORDS, f'<PlainTextSelection guid="x" startPosition="0" endPosition="6">{made}</PlainTextSelection>'
    )
    project = _read(tmp_path, USERS, CODES, f"<Sources>{source}</Sources>", wishes=Wishes(round="2")).project
    assert project.codings[0].created_at == "2025-06-08T11:09:35+00:00"
    assert [one.name for one in project.rounds] == ["2"]


def test_what_is_no_project_is_refused_in_one_line(tmp_path: Path) -> None:
    for name, data in (
        ("a.qdpx", b"no zip"),
        ("b.qde", b"<CodeBook/>"),
        ("c.qde", b"nothing"),
        ("d.qde", b""),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(QualwbError) as caught:
            read_refi(tmp_path / name, Wishes())
        assert "\n" not in str(caught.value)
    for path in (tmp_path / "nowhere.qdpx", tmp_path, packed(tmp_path / "e.qdpx", "x", member="x.txt")):
        with pytest.raises(QualwbError):
            read_refi(path, Wishes())
