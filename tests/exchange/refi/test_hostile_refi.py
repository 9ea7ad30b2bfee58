"""Files made to do harm, or damaged: one clear line, or what is sound in them; no traceback, no hang."""

import copy
import random
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from qualwb.errors import QualwbError
from qualwb.exchange.refi.project_reader import read_refi
from qualwb.exchange.refi.reading import package
from qualwb.portable.arrival import Wishes
from qualwb.transcripts.formats import archive
from tests.conftest import SHARED
from tests.exchange.refi.refi_files import (
    ANN,
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

pytestmark = pytest.mark.file_only

SAMPLES = SHARED / "samples" / "refi"
ENTITIES = """<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>"""


def _refused(file: Path) -> str:
    """The one line that says why; it comes soon and costs little."""
    start = time.process_time()
    tracemalloc.start()
    try:
        with pytest.raises(QualwbError) as caught:
            read_refi(file, Wishes())
        assert tracemalloc.get_traced_memory()[1] < 150 * 2**20
    finally:
        tracemalloc.stop()
    assert time.process_time() - start < 10
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_entities_are_not_read(tmp_path: Path) -> None:
    xml = ENTITIES + project_xml("<Description>&c;&c;</Description>")
    assert "entities" in _refused(packed(tmp_path / "p.qdpx", xml))
    outside = '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + project_xml("&x;")
    assert "entities" in _refused(packed(tmp_path / "q.qdpx", outside))


@pytest.mark.parametrize("member", ["project.qde", "sources/a.txt"])
def test_a_member_that_unpacks_to_far_more_is_not_unpacked(tmp_path: Path, member: str) -> None:
    source = f"<Sources><TextSource guid='{TEXT}' plainTextPath='internal://a.txt'/></Sources>"
    file = tmp_path / "p.qdpx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        if member != "project.qde":
            made.writestr("project.qde", project_xml(source))
        with made.open(member, "w", force_zip64=True) as stream:
            for _n in range(300):
                stream.write(b" " * 2**20)
    assert "far more" in _refused(file)


def test_members_that_are_large_together_are_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "TOTAL_LIMIT", 5_000_000)
    names = [f"{n}.txt" for n in range(3)]
    sources = "".join(f"<TextSource guid='{name}' plainTextPath='{name}'/>" for name in names)
    xml = project_xml(f"<Sources>{sources}</Sources>")
    assert "far more" in _refused(packed(tmp_path / "p.qdpx", xml, dict.fromkeys(names, b"ord " * 500_000)))
    file = packed(tmp_path / "q.qdpx", xml, dict.fromkeys(names, b"ord " * 400_000))
    assert len(read_refi(file, Wishes()).project.sources) == 3


def test_texts_in_a_folder_that_are_large_together_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "TOTAL_LIMIT", 5_000_000)
    (tmp_path / "a.txt").write_bytes(b"ord " * 500_000)
    sources = "".join(f"<TextSource guid='{n}' plainTextPath='a.txt'/>" for n in range(3))
    (tmp_path / "p.qde").write_text(project_xml(f"<Sources>{sources}</Sources>"), "utf-8")
    assert "p.qde: its texts are larger together" in _refused(tmp_path / "p.qde")


def test_a_claimed_size_costs_nothing(tmp_path: Path) -> None:
    file = packed(tmp_path / "p.qdpx", project_xml(USERS))
    data = bytearray(file.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (2**30).to_bytes(4, "little")
    file.write_bytes(data)
    tracemalloc.start()
    try:
        assert len(read_refi(file, Wishes()).project.coders) == 2
        assert tracemalloc.get_traced_memory()[1] < 2**22
    finally:
        tracemalloc.stop()


def test_media_are_neither_unpacked_nor_counted(tmp_path: Path) -> None:
    file = tmp_path / "p.qdpx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("project.qde", project_xml(USERS, CODES))
        for n in range(3):
            with made.open(f"sources/{n}.m4a", "w") as stream:
                for _n in range(200):
                    stream.write(b"\0" * 2**20)
    assert len(read_refi(file, Wishes()).project.codes) == 2


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "C:\\out.txt", "sources/../../out.txt"])
def test_members_that_lie_outside_the_archive(tmp_path: Path, name: str) -> None:
    assert "outside" in _refused(packed(tmp_path / "p.qdpx", project_xml(USERS), {name: b"x"}))


@pytest.mark.parametrize(
    "path", ["../secret.txt", "absolute:///etc/passwd", "relative://../../secret.txt", "C:\\x"]
)
def test_paths_out_of_the_archive_find_nothing(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.txt").write_text("Hemligt.")
    (tmp_path / "in").mkdir()
    xml = project_xml(f"<Sources><TextSource guid='{TEXT}' plainTextPath='{path}'/></Sources>")
    arrival = read_refi(packed(tmp_path / "in" / "p.qdpx", xml), Wishes())
    assert arrival.project.sources == ()
    assert len(arrival.ledger.refusals("source")) == 1


def test_codes_a_hundred_thousand_levels_deep(tmp_path: Path) -> None:
    deep = '<Code guid="c" name="k">' * 100_000 + "</Code>" * 100_000
    xml = project_xml(f"<CodeBook><Codes>{deep}</Codes></CodeBook>")
    assert "deep" in _refused(packed(tmp_path / "p.qdpx", xml))
    less = '<Code guid="c" name="k">' * 90 + "</Code>" * 90
    assert "levels" in _refused(
        packed(tmp_path / "q.qdpx", project_xml(f"<CodeBook><Codes>{less}</Codes></CodeBook>"))
    )


def test_more_tags_than_any_project_has(tmp_path: Path) -> None:
    assert "far more" in _refused(
        packed(tmp_path / "p.qdpx", "<Project>" + "<a/>" * 4_100_000 + "</Project>")
    )


def test_things_that_refer_to_themselves_and_each_other(tmp_path: Path) -> None:
    xml = project_xml(
        USERS,
        f'<CodeBook><Codes><Code guid="{TIME}" name="tid"><Code guid="{TIME}" name="tid"/></Code></Codes>'
        "</CodeBook>",
        f'<Sets><Set guid="x" name="A > B > A"><MemberCode targetGUID="x"/><MemberCode targetGUID="{TIME}"/>'
        '<MemberSource targetGUID="x"/></Set></Sets>',
        "<Cases><Case guid='x' name='x'><SourceRef targetGUID='x'/><SelectionRef targetGUID='x'/></Case>"
        "</Cases>",
        f"<Notes>{note('x', 'Jag')}</Notes><Links><Link guid='x' originGUID='x' targetGUID='x'/></Links>",
    )
    project = read_refi(packed(tmp_path / "p.qdpx", xml), Wishes()).project
    assert [(one.name, one.parent) for one in project.codes] == [
        ("tid", None),
        ("tid (tid)", project.codes[0].uid),
    ]


def test_equal_ids_lose_nothing(tmp_path: Path) -> None:
    twice = selection(0, 2, TIME, guid="x") + selection(3, 6, TIME, guid="x")
    same = twice.replace("k0-2-", "k").replace("k3-6-", "k")
    sources = text_source("Vi var", same) + text_source("Vi åkte", selection(0, 2, ROOM))
    codes = CODES.replace(ROOM, TIME)
    notes = note(TEXT, "Ett") + note(TEXT, "Två")
    xml = project_xml(USERS + USERS, codes, f"<Sources>{sources}</Sources>", f"<Notes>{notes}</Notes>")
    arrival = read_refi(packed(tmp_path / "p.qdpx", xml), Wishes())
    project = arrival.project
    assert [one.name for one in project.coders] == ["Ann", "Bo", "Ann 2", "Bo 2"]
    assert [one.text for one in project.sources] == ["Vi var", "Vi åkte"]
    assert [one.text for one in project.memos] == ["Ett", "Två"]
    assert len(project.codings) == 2
    assert [one.why for one in arrival.ledger.refused] == ["its code is not in the file"]


def test_many_equal_names_and_passages_take_time_in_proportion(tmp_path: Path) -> None:
    number = 20_000
    source = text_source("a b\n" * number, *(selection(0, 4 * number, guid=f"s{n}") for n in range(number)))
    references = "".join(f'<SelectionRef targetGUID="s{n}"/>' for n in range(number))
    xml = project_xml(
        "<Users>" + '<User name="Bo"/>' * number + "</Users>",
        f"<Sources>{source}</Sources><Cases><Case name='x'>{references}</Case></Cases>",
    )
    start = time.process_time()
    project = read_refi(packed(tmp_path / "p.qdpx", xml), Wishes()).project
    assert time.process_time() - start < 10
    assert len({one.name for one in project.coders}) == number


def test_characters_that_a_terminal_obeys_are_taken_out_of_names(tmp_path: Path) -> None:
    users = f'<Users><User guid="{ANN}" name="A&#x202e;nn&#xa;x"/></Users>'
    project = read_refi(packed(tmp_path / "p.qdpx", project_xml(users)), Wishes()).project
    assert project.coders[0].name == "Ann x"


def test_a_text_that_is_none_is_refused_alone(tmp_path: Path) -> None:
    source = f"<TextSource guid='{TEXT}' plainTextPath='a.txt'>{selection(0, 6, TIME)}</TextSource>"
    xml = project_xml(USERS, CODES, f"<Sources>{source}{text_source('Vi var', guid='s2')}</Sources>")
    arrival = read_refi(packed(tmp_path / "p.qdpx", xml, {"sources/a.txt": bytes(range(256)) * 20}), Wishes())
    assert [one.text for one in arrival.project.sources] == ["Vi var"]
    assert sorted(one.kind for one in arrival.ledger.refused) == ["coding", "selection", "source"]


def _xml() -> str:
    """A project with a little of everything."""
    referring = coding(TIME, ANN, "k", '<NoteRef targetGUID="n1"/>')
    source = text_source(
        "Vi var många 😀 i rummet.\r\nIngen visste.",
        selection(0, 6, TIME, ROOM, inside="<Description>Å</Description>"),
        f'<PlainTextSelection guid="x" startPosition="7" endPosition="12">{referring}</PlainTextSelection>',
    )
    audio = """<AudioSource guid="a" name="I"><Transcript guid="t" plainTextPath="internal://b.txt">
        <SyncPoint guid="p" timeStamp="0" position="0"/><SyncPoint guid="q" timeStamp="9" position="3"/>
        <TranscriptSelection guid="y" fromSyncPoint="p" toSyncPoint="q"/></Transcript></AudioSource>"""
    return project_xml(
        USERS,
        CODES,
        '<Variables><Variable guid="v" name="ålder" typeOfVariable="Integer"/></Variables>',
        '<Cases><Case guid="c" name="Lag"><VariableValue><VariableRef targetGUID="v"/>'
        "<IntegerValue>4</IntegerValue></VariableValue>"
        f'<SourceRef targetGUID="{TEXT}"/><SelectionRef targetGUID="x"/></Case></Cases>',
        f"<Sources>{source}{audio}</Sources>",
        f"<Notes>{note('n1', 'Jag')}</Notes><Links><Link guid='l' originGUID='n1' targetGUID='x'/></Links>",
        f"<Sets><Set guid='s' name='A > B'><MemberCode targetGUID='{TIME}'/></Set></Sets>",
        origin="NVivo",
    )


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them changed, cut out, doubled or put elsewhere."""
    changed = bytearray(data)
    for _n in range(chance.choice((1, 1, 2, 5, 20))):
        at, length = chance.randrange(len(changed) + 1), chance.choice((1, 1, 4, 30, 200))
        match chance.randrange(5):
            case 0:
                changed[at : at + length] = chance.randbytes(min(length, 8))
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length]
            case 3:
                changed[at : at + 1] = chance.choice(
                    (b"<", b">", b'"', b"&", b"0", b"-1", b"99999999999", b"\0")
                )
            case _:
                other = chance.randrange(len(changed) + 1)
                changed[at:at] = changed[other : other + length]
        changed = changed or bytearray(b"x")
    return bytes(changed)


def _with_other_elements(xml: str, chance: random.Random) -> bytes:
    """The project with elements taken out, doubled, put elsewhere or told otherwise: XML still."""
    root = etree.fromstring(xml)
    for _n in range(chance.choice((1, 2, 3, 6))):
        elements = list(root.iter())
        element, other = chance.choice(elements), chance.choice(elements)
        inside = element.getparent() is not None and other not in element.iter()
        match chance.randrange(6):
            case 0 if inside:
                element.getparent().remove(element)
            case 1 if inside:
                other.append(element)
            case 2 if inside:
                element.addnext(copy.deepcopy(element))
            case 3 if element.attrib:
                element.set(chance.choice(list(element.attrib)), chance.choice(_VALUES))
            case 4 if element.attrib and other.attrib:
                value = other.get(chance.choice(list(other.attrib)))
                element.set(chance.choice(list(element.attrib)), value)
            case _:
                element.text = chance.choice(_VALUES)
    return etree.tostring(root, encoding="utf-8")


_VALUES = (
    "",
    " ",
    "0",
    "-1",
    "7",
    "1e9",
    "99999999999999999999999",
    "x",
    "{}",
    TEXT,
    TIME,
    ANN,
    "internal://",
    "..",
    "false",
    "2026-13-45",
    "\u202e",
    "å" * 300,
    "A > B > C",
    "utf16",
    "\n\n",
)


def _read_mutants(folder: Path, number: int, seed: int) -> int:
    """Read so many mutants of the XML and of archives; how many were read to the end."""
    chance = random.Random(seed)
    archives = [packed(folder / "whole.qdpx", _xml(), {"sources/b.txt": b"Ett tv\xc3\xa5"}).read_bytes()]
    archives += [file.read_bytes() for file in sorted(SAMPLES.glob("*.qdpx")) if file.stat().st_size < 60_000]
    read, refusals = 0, []
    for n in range(number):
        file = folder / "mutant.qdpx"
        if n % 4 == 0:
            file.write_bytes(_mutated(chance.choice(archives), chance))
        else:
            xml = _xml()
            changed = _mutated(xml.encode(), chance) if n % 4 == 1 else _with_other_elements(xml, chance)
            packed(file, changed, {"sources/b.txt": _mutated("Ett två".encode(), chance)})
        start = time.process_time()
        try:
            arrival = read_refi(file, Wishes())
            read += 1
            ledger = arrival.ledger
            assert len(arrival.project.codings) + len(ledger.refusals("coding")) == ledger.found["coding"]
            for kind in ("selection", "source", "note", "link", "area"):
                assert len(ledger.refusals(kind)) <= ledger.found[kind], kind
            lengths = {source.uid: len(source.text) for source in arrival.project.sources}
            assert all(0 <= one.start < one.end <= lengths[one.source] for one in arrival.project.codings)
        except QualwbError as error:
            refusals.append(str(error))
        assert time.process_time() - start < 5
    assert not any("\n" in refusal for refusal in refusals)
    return read


def test_mutated_files_are_read_or_refused(tmp_path: Path) -> None:
    assert _read_mutants(tmp_path, 300, 1) > 150


@pytest.mark.slow
def test_ten_thousand_mutated_files_are_read_or_refused(tmp_path: Path) -> None:
    assert _read_mutants(tmp_path, 10_000, 2) > 5000
