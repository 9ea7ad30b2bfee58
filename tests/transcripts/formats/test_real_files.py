"""The real files: what a person counts in each, and each character against another reading of the file."""

import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
import srt
import webvtt
from lxml import etree
from striprtf.striprtf import rtf_to_text

from qualwb.transcripts import reading
from qualwb.transcripts.transcript import Transcript, TurnKind, Verdict
from tests.transcripts.formats.samples import (
    SAMPLES,
    assert_nothing_lost,
    assert_sound,
    needs_samples,
    turn_texts,
)

pytestmark = needs_samples

# file: (reader, turns, {speaker: turns}, why). Counted in the files by hand and with grep, never by qualwb.
TABLE: dict[str, tuple[str, int, dict[str, int], str]] = {
    "bristlenose_teams_style_S1.vtt": (
        "vtt",
        18,
        {"Sarah Chen": 9, "Tom Baker": 9},
        "18 cues, the two <v> voices alternate",
    ),
    "talkpython_000.vtt": ("vtt", 52, {}, "52 cues, nobody is named: each stays a turn with its times"),
    "talkpython_553_voice_tags.vtt": (
        "vtt",
        104,
        {"Michael Kennedy": 52, "Calvin Hendryx-Parker": 51},
        "1038 cues, 103 runs of one voice (uniq on the <v> tags), and one cue without voice at the end",
    ),
    "sv_intertitle_sf_1930_SF1953.1.srt": ("srt", 15, {}, "captions 0 to 14"),
    "sv_speech_kino_1939_Kino46.1.srt": ("srt", 62, {}, "captions 1 to 62"),
    "sv_speech_sf_1950_SF1446.1.srt": ("srt", 108, {}, "captions 1 to 108"),
    "sv_speech_sf_1959_SF1832B.1.srt": ("srt", 56, {}, "captions 1 to 56"),
    "childes_brown_eve_2019.cha": (
        "cha",
        1588,
        {"CHI": 741, "MOT": 804, "COL": 30, "RIC": 13},
        "main lines by grep '^\\*CODE:'",
    ),
    "readelan_example.eaf": (
        "eaf",
        3,
        {"s001": 3},
        "tier 'words' (I, like, cats); pos and syntax describe it",
    ),
    "exmaralda_Example_basic.exb": (
        "exb",
        9,
        {"SPK1": 4, "SPK2": 5},
        "SPK1: T0-T2, T3-T8, T9-T10, T12-T14; SPK2: T2-T4, T6-T7, T8-T9, T11-T12, T14-T15",
    ),
    "exmaralda_Example_multi.exb": (
        "exb",
        9,
        {"SPK1": 4, "SPK2": 5},
        "the same tiers of words; the Tag and Test tiers are annotations",
    ),
    "sv_riksdag_parlamint_excerpt.xml": (
        "tei",
        5,
        {"Q4980750": 1},
        "two <head>, a <note>, a <note type=speaker>, one <u> of three <seg>",
    ),
    "easytranscriber_taleoftwocities.json": ("json", 19, {}, "one stretch of speech in 19 chunks"),
    "teams_docx_paragraphs_2026-08-15.json": (
        "json",
        5,
        {"Martin Storey": 1},
        "five paragraphs: title, date, started, one turn, stopped",
    ),
    "teams_rebuilt.docx": (
        "teams",
        5,
        {"Martin Storey": 1},
        "five paragraphs: title, date, started, one turn of seven lines, stopped",
    ),
    "ecape_da_interview04.docx": (
        "docx",
        209,
        {"I": 104, "Y": 103},
        "218 paragraphs: title and legend, 207 labels, 7 go on with the turn above, 2 empty",
    ),
    "ecape_da_interview08.docx": (
        "docx",
        318,
        {"I": 140, "X": 151, "I2": 23, "Y": 1},
        "322 paragraphs: title and legend, 315 labels (one X without colon), 2 go on, 2 empty",
    ),
    "qualcoder_example_ID1.docx": ("docx", 3, {}, "three paragraphs of one writer"),
    "sheffield_Kelly.docx": ("docx", 143, {"Researcher 1": 75, "Kelly": 67}, "142 labels and the head"),
    "sheffield_Sam.docx": ("docx", 85, {"Researcher 1": 41, "Sam": 43}, "84 labels and the head"),
    "qualcoder_example_ID2.odt": ("odt", 3, {}, "three paragraphs of one writer"),
    "serdif_P2.odt": (
        "odt",
        207,
        {"MODERATOR": 7},
        "207 paragraphs, 7 of them 'MODERATOR:'; who works on the tasks has no label",
    ),
    "serdif_P7.odt": ("odt", 131, {"MODERATOR": 5}, "131 paragraphs, 5 of them 'MODERATOR:'"),
    "codereview_P1R1.rtf": ("rtf", 16, {}, "five heads, eight lines with a dash, three blocks without"),
    "codereview_P9R3.rtf": (
        "rtf",
        95,
        {"I": 4, "P9": 4},
        "96 lines, one of which goes on; notes with dashes under heads, then an interview of eight turns",
    ),
    "codereview_P2R2.rtf": ("rtf", 62, {}, "62 lines: five heads, 57 that begin with a dash"),
    "word_converted.rtf": ("rtf", 91, {}, "one paragraph of 91 lines parted by \\line"),
    "pdpilot_P1.pdf": ("pdf", 95, {"Dan": 47, "Participant": 47}, "94 labels and the title"),
    "scrum_focus_group_1.pdf": (
        "pdf",
        216,
        {
            "RESEARCHER": 110,
            "PARTICIPANT 2": 18,
            "PARTICIPANT 3": 19,
            "PARTICIPANT 12": 24,
            "PARTICIPANT 16": 18,
            "PARTICIPANT 18": 13,
            "PARTICIPANT 22": 13,
            "ALL PARTICIPANTS": 1,
        },
        "216 lines with a time and a label; one of PARTICIPANT 22's lacks the colon",
    ),
    "scrum_participant_18.pdf": (
        "pdf",
        130,
        {"RESEARCHER": 64, "PARTTICIPANT 18": 66},
        "130 lines '[time] LABEL', 20 of them without colon",
    ),
}


def _read(file: str) -> Transcript:
    return reading.read(SAMPLES / file)


@pytest.mark.parametrize("file", TABLE)
def test_reader_turns_and_speakers(file: str) -> None:
    reader, turns, speakers, _why = TABLE[file]
    transcript = _read(file)
    assert_sound(transcript)
    assert transcript.reader == reader
    found = {s.label: s.turns for s in transcript.speakers if s.verdict is Verdict.SPEAKER}
    assert (len(transcript.turns), found) == (turns, speakers)


def test_every_sample_is_read_soundly() -> None:
    files = [file for file in sorted(SAMPLES.iterdir()) if file.suffix not in (".md", ".tsv")]
    assert len(files) == 36
    for file in files:
        assert_sound(reading.read(file))


def _word_text(file: str) -> str:
    """A document's text by the simplest means: tags cut from the XML, tab and break elements put in."""
    with zipfile.ZipFile(SAMPLES / file) as archive:
        xml = archive.read("word/document.xml").decode()
    xml = re.sub(r"<w:pPr>.*?</w:pPr>", "", xml, flags=re.DOTALL)
    xml = re.sub(r"<w:instrText.*?</w:instrText>", "", xml, flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", "", re.sub(r"<w:br/>|</w:p>", "\n", re.sub(r"<w:tab/>", "\t", xml)))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


@pytest.mark.parametrize("file", [file for file in TABLE if file.endswith(".docx")])
def test_docx_has_each_character_of_its_xml(file: str) -> None:
    assert_nothing_lost(_read(file), _word_text(file))


@pytest.mark.parametrize("file", ["qualcoder_example_ID2.odt", "serdif_P2.odt", "serdif_P7.odt"])
def test_odt_has_each_character_of_its_xml(file: str) -> None:
    with zipfile.ZipFile(SAMPLES / file) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    body = next(root.iter("{*}text"))
    assert_nothing_lost(_read(file), "".join(body.itertext()))


@pytest.mark.slow
@pytest.mark.parametrize("file", ["qualcoder_example_ID2.odt", "serdif_P2.odt", "serdif_P7.odt"])
def test_odt_is_what_libreoffice_reads(file: str, tmp_path: Path) -> None:
    import shutil

    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "txt:Text", "--outdir", tmp_path, SAMPLES / file],
        check=True,
        timeout=240,
        capture_output=True,
    )
    text = (tmp_path / file).with_suffix(".txt").read_text("utf-8-sig")
    assert_nothing_lost(_read(file), text)


@pytest.mark.parametrize("file", [f"codereview_{name}.rtf" for name in ("P1R1", "P2R2", "P9R3")])
def test_rtf_is_what_striprtf_reads(file: str) -> None:
    assert_nothing_lost(_read(file), rtf_to_text((SAMPLES / file).read_text("latin-1")))


def test_rtf_reads_apostrophes_and_ellipses_of_windows_1252() -> None:
    text = _read("codereview_P9R3.rtf").text
    assert "it’s relevant" in text
    assert "“optimize this svg file”…" in text


@pytest.mark.parametrize("file", [file for file in TABLE if file.endswith(".vtt")])
def test_vtt_has_each_caption_that_webvtt_reads(file: str) -> None:
    captions = webvtt.read(str(SAMPLES / file)).captions
    transcript = _read(file)
    assert transcript.text.split() == " ".join(caption.text for caption in captions).split()
    speakers = [name for caption in captions if (name := caption.voice)]
    changes = [name for i, name in enumerate(speakers) if i == 0 or speakers[i - 1] != name]
    assert [turn.speaker for turn in transcript.turns if turn.speaker] == changes


@pytest.mark.parametrize("file", [file for file in TABLE if file.endswith(".srt")])
def test_srt_has_each_caption_that_the_library_reads(file: str) -> None:
    captions = list(srt.parse((SAMPLES / file).read_text()))
    transcript = _read(file)
    assert [text.split() for text in turn_texts(transcript)] == [c.content.split() for c in captions]
    assert [(turn.time_start, turn.time_end) for turn in transcript.turns] == [
        (c.start.total_seconds(), c.end.total_seconds()) for c in captions
    ]


def test_pdf_has_each_character_of_the_text_layer() -> None:
    import pypdfium2

    for file in ("pdpilot_P1.pdf", "scrum_focus_group_1.pdf", "scrum_participant_18.pdf"):
        with pypdfium2.PdfDocument(SAMPLES / file) as document:
            pages = [page.get_textpage().get_text_range() for page in document]
        transcript = _read(file)
        # PDFium marks hyphens that it takes for a word's division by a sign of its own.
        assert_nothing_lost(transcript, "\n".join(pages).replace("\ufffe", "-"))


def test_pdf_leaves_line_and_page_numbers_aside() -> None:
    transcript = _read("pdpilot_P1.pdf")
    assert not any(re.fullmatch(r"\d+(/\d)?", line) for line in transcript.text.split("\n"))
    reasons = {aside.reason for aside in transcript.left_aside}
    assert {"page number", "numbers of the lines"} <= reasons


def test_cha_utterances_are_the_main_lines() -> None:
    raw = (SAMPLES / "childes_brown_eve_2019.cha").read_text()
    main = re.findall(r"^\*\w+:\t(.*(?:\n\t.*)*)", raw, flags=re.MULTILINE)
    assert turn_texts(_read("childes_brown_eve_2019.cha")) == [
        re.sub(r"\n\t", " ", line).strip() for line in main
    ]


def test_eaf_agrees_with_pympi() -> None:
    pympi = pytest.importorskip("pympi")
    file = SAMPLES / "readelan_example.eaf"
    annotations = pympi.Elan.Eaf(str(file)).get_annotation_data_for_tier("words")
    transcript = _read(file.name)
    assert [
        (round(turn.time_start * 1000), round(turn.time_end * 1000), text)
        for turn, text in zip(transcript.turns, turn_texts(transcript), strict=True)
    ] == sorted(annotation[:3] for annotation in annotations)
    assert sum(aside.text == "pronoun" for aside in transcript.left_aside) == 1


def test_exb_follows_the_timeline_not_the_document() -> None:
    transcript = _read("exmaralda_Example_multi.exb")
    assert turn_texts(transcript)[:5] == [
        "this is a test file|it is just for one purpose|",
        "showing how it works|right|",
        "right|and maybe proving that it works at all|",
        "((laughs))",
        "so what does this show|",
    ]
    assert transcript.turns[4].time_start == 2.0
    assert transcript.turns[4].time_end == 4.0


def test_tei_keeps_segments_as_paragraphs_and_headings_as_text() -> None:
    transcript = _read("sv_riksdag_parlamint_excerpt.xml")
    assert [turn.kind for turn in transcript.turns] == [TurnKind.TEXT] * 4 + [TurnKind.SPEECH]
    paragraphs = turn_texts(transcript)[4].split("\n")
    assert [p[:11] for p in paragraphs] == ["Fru talman!", "Länsstyrels", "Jag delar A"]
    assert "ANNIKA STRANDHÄLL" in transcript.speakers[0].reason


def test_easytranscriber_text_and_times() -> None:
    value = json.loads((SAMPLES / "easytranscriber_taleoftwocities.json").read_text())
    chunks = value["speeches"][0]["chunks"]
    transcript = _read("easytranscriber_taleoftwocities.json")
    assert turn_texts(transcript) == [chunk["text"].strip() for chunk in chunks]
    assert [turn.time_start for turn in transcript.turns] == [chunk["start"] for chunk in chunks]


def test_teams_turn_is_the_paragraph_without_its_first_line() -> None:
    value = json.loads((SAMPLES / "teams_docx_paragraphs_2026-08-15.json").read_text())
    words = value["paragraphs"][3].split("\n", 1)[1]
    for file in ("teams_rebuilt.docx", "teams_docx_paragraphs_2026-08-15.json"):
        transcript = _read(file)
        assert turn_texts(transcript)[3] == words
        assert (transcript.turns[3].speaker, transcript.turns[3].time_start) == ("Martin Storey", 4.0)
        assert [turn.kind for turn in transcript.turns].count(TurnKind.TEXT) == 4
