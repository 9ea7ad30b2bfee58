"""Reading as a whole: character sets, refusals in one line, a person's own verdicts."""

import random
import unicodedata
from pathlib import Path

import pytest

from qualwb.transcripts.decoding import decode
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import markdown, txt, zoom
from qualwb.transcripts.formats.printed_report import report_reader as printed_report
from qualwb.transcripts.reading import READERS, read
from qualwb.transcripts.transcript import Role, TurnKind, Verdict
from tests.transcripts.core.reconcile import check_form

TALK = "Moderator: Hur går det?\nÅsa: Så där – jag är trött.\nBjörn: Det är nog alla …\nÅsa: Ja.\n"


@pytest.mark.parametrize(
    ("encoding", "notice"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"),
     ("utf-32", "UTF-32"), ("cp1252", "Windows-1252")],
)  # fmt: skip
def test_character_sets(tmp_path: Path, encoding: str, notice: str) -> None:
    path = tmp_path / "samtal.txt"
    path.write_bytes(TALK.encode(encoding))
    transcript = read(path)
    assert transcript.text == "Hur går det?\nSå där – jag är trött.\nDet är nog alla …\nJa."
    assert (notice in " ".join(transcript.warnings)) if notice else not transcript.warnings


def test_named_encoding() -> None:
    assert decode("Åsa är här".encode("mac-roman"), "x", "mac-roman").text == "Åsa är här"
    for encoding in ("nonsense", "ascii", "hex", "utf-8\0"):
        with pytest.raises(TranscriptError):
            decode("Åsa".encode(), "x", encoding)


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\u2028", "\x85", "\v", "\f"])
def test_line_ends(ends: str) -> None:
    transcript = txt.read(TALK.replace("\n", ends).encode(), "x")
    assert [turn.speaker for turn in transcript.turns] == ["Moderator", "Åsa", "Björn", "Åsa"]
    assert "\r" not in transcript.text


def test_decomposed_letters_become_one() -> None:
    transcript = txt.read(unicodedata.normalize("NFD", TALK).encode(), "x")
    assert {turn.speaker for turn in transcript.turns} == {"Moderator", "Åsa", "Björn"}
    assert unicodedata.is_normalized("NFC", transcript.text)


def test_invisible_characters_are_reported() -> None:
    transcript = txt.read("Åsa: sam\u00adver\u00adkan \x07\nBo: 👩\u200d👩 ja\nÅsa: jo\n".encode(), "x")
    assert transcript.text == "samverkan\n👩\u200d👩 ja\njo"
    assert {(a.text, a.count) for a in transcript.left_aside} >= {("\u00ad", 2), ("\x07", 1)}
    assert any("soft hyphen" in warning for warning in transcript.warnings)


def test_a_few_spoilt_bytes_do_not_change_the_character_set() -> None:
    data = ("Åsa: åäö åäö åäö åäö\n" * 5).encode() + b"\xff slut\n"
    decoded = decode(data, "x")
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") == 1
    assert "line 6" in decoded.notices[0]


@pytest.mark.parametrize(
    "data",
    [b"", b"   \n\n", b"\0\1\2\3" * 99, bytes(range(256)) * 20, random.Random(1).randbytes(5000),
     b"\x89PNG\r\n\x1a\n\0\0"]
)  # fmt: skip
def test_refusals(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "skräp.txt"
    path.write_bytes(data)
    with pytest.raises(TranscriptError) as refusal:
        read(path)
    assert "\n" not in str(refusal.value)
    assert "skräp.txt" in str(refusal.value)


def test_folders_missing_files_and_unknown_readers(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Åsa: ja", encoding="utf-8")
    for path, reader in (
        (tmp_path, "auto"),
        (tmp_path / "none.txt", "auto"),
        (tmp_path / "a.txt", "nonsense"),
    ):
        with pytest.raises(TranscriptError):
            read(path, reader=reader)


def test_a_person_has_the_last_word(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Moderator: Vad hände?\nXeno: Inget.\nTips: fika.\nModerator: Jaha.\n", encoding="utf-8")
    before = read(path)
    assert {f.label: f.verdict for f in before.speakers}["Xeno"] is Verdict.UNSURE
    assert [turn.speaker for turn in before.turns] == ["Moderator", None, None, "Moderator"]
    after = read(path, verdicts={"Xeno": Verdict.SPEAKER, "Tips": Verdict.SPEAKER})
    assert [turn.speaker for turn in after.turns] == ["Moderator", "Xeno", "Tips", "Moderator"]
    none = read(path, verdicts={"Moderator": Verdict.NOT_A_SPEAKER})
    assert {turn.speaker for turn in none.turns} == {None}


def test_roles_and_their_reasons() -> None:
    talk = (
        "Eva: Hur var det?\nBo: Bra.\nEva: Varför?\nSiv: För maten.\nEva: Jaså?\nBo: Ja.\nSiv: Mm.\nBo: Jo.\n"
    )
    findings = {f.label: f for f in txt.read(talk.encode(), "x").speakers}
    assert findings["Eva"].role is Role.MODERATOR
    assert "3 of 3 turns" in findings["Eva"].reason
    assert findings["Bo"].role is Role.PARTICIPANT
    codes = {
        f.label: f.role for f in txt.read(b"M: Ja?\nM1: A.\nK1: B.\nM: C?\nM1: D.\nK1: E.\n", "x").speakers
    }
    assert codes == {"M": Role.MODERATOR, "M1": Role.PARTICIPANT, "K1": Role.PARTICIPANT}


def test_markdown() -> None:
    source = (
        "# Samtal 1\n\n**Åsa:** Hej *du*\n\n**Bo**: Hej\n\n> **Åsa:** Ja\n\n00:10 I: När då?\n\n## Slut\n"
    )
    transcript = markdown.read(source.encode(), "x.md")
    assert [(t.speaker, t.kind) for t in transcript.turns][:4] == [
        (None, TurnKind.TEXT), ("Åsa", TurnKind.SPEECH), ("Bo", TurnKind.SPEECH), ("Åsa", TurnKind.SPEECH)
    ]  # fmt: skip
    assert transcript.text.startswith("Samtal 1\n")


def test_readers_are_named_as_promised() -> None:
    assert set(READERS) == {
        "txt",
        "report",
        "md",
        "docx",
        "odt",
        "rtf",
        "pdf",
        "vtt",
        "srt",
        "otter",
        "zoom",
        "teams",
        "meet",
        "json",
        "otr",
        "cha",
        "eaf",
        "exb",
        "tei",
        "survey",
    }


def mutated(data: bytes, dice: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _n in range(dice.randint(1, 12)):
        at = dice.randrange(len(spoilt))
        what = dice.random()
        if what < 0.4:
            spoilt[at] = dice.randrange(256)
        elif what < 0.7:
            del spoilt[at : at + dice.randint(1, 40)]
        else:
            spoilt[at:at] = dice.choice(
                [b"\n", b": ", b"[", b"(Grupp 2)", b"\n- ", b"\xc3", b"\0", b"\r", b"00:12 ", b"\xe2\x80"]
            )
        if not spoilt:
            spoilt += b"a"
    return bytes(spoilt)


def check_refusal(refusal: TranscriptError) -> None:
    assert "\n" not in str(refusal)


def fuzz(rounds: int) -> None:
    here = Path(__file__).parent
    files = [
        path.read_bytes() for path in (*sorted(here.glob("traps/*.txt")), *sorted(here.glob("printed_*.txt")))
    ]
    dice = random.Random(7)
    for _n in range(rounds):
        data = mutated(dice.choice(files), dice)
        for reader in (txt, markdown, zoom, printed_report):
            try:
                reader.sniff(data, "x.txt")
                check_form(reader.read(data, "x.txt"))
            except TranscriptError as refusal:
                check_refusal(refusal)


def test_spoilt_files() -> None:
    fuzz(150)


@pytest.mark.slow
def test_ten_thousand_spoilt_files() -> None:
    fuzz(10_000)
