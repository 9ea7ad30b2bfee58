"""Speech recognition as JSON, oTranscribe, CHAT, ELAN, EXMARaLDA, TEI: small files made by hand."""

import builtins
import json
import sys

import pytest

from qualwb.errors import MissingExtra
from qualwb.transcripts import reading
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import cha, eaf, exb, otr, speech_json, tei
from qualwb.transcripts.transcript import Role, TurnKind
from tests.transcripts.formats.samples import assert_sound, said, turn_texts


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


WHISPER = {
    "text": " Hej på er. Ja.",
    "segments": [
        {"id": 0, "seek": 0, "start": 0.0, "end": 2.5, "text": " Hej på er."},
        {"id": 1, "seek": 0, "start": 2.5, "end": 3.0, "text": " Ja."},
    ],
    "language": "sv",
}
WHISPERX = {
    "segments": [
        {"start": 0.1, "end": 2.5, "text": " Hej på er.", "speaker": "SPEAKER_00", "words": []},
        {"start": 2.6, "end": 3.0, "text": " Då börjar vi.", "speaker": "SPEAKER_00"},
        {"start": 3.1, "end": 4.0, "text": " Ja.", "speaker": "SPEAKER_01"},
        {"start": 4.1, "end": 4.2, "text": " mm"},
    ],
    "word_segments": [{"word": "Hej", "start": 0.1}],
}
SPEAKERS = [("SPEAKER_00", "Hej på er. Då börjar vi."), ("SPEAKER_01", "Ja."), (None, "mm")]


def test_whisper_segments_are_turns_with_times() -> None:
    transcript = speech_json.read(_json(WHISPER), "w.json")
    assert said(transcript) == [(None, "Hej på er."), (None, "Ja.")]
    assert [(t.time_start, t.time_end) for t in transcript.turns] == [(0.0, 2.5), (2.5, 3.0)]


def test_whisperx_speakers() -> None:
    transcript = speech_json.read(_json(WHISPERX), "w.json")
    assert said(transcript) == SPEAKERS
    assert (transcript.turns[0].time_start, transcript.turns[0].time_end) == (0.1, 3.0)
    assert any("1 segments have no speaker" in warning for warning in transcript.warnings)


@pytest.mark.parametrize(
    "value",
    [
        {"chunks": [{"timestamp": [0.0, 2.5], "text": " Hej."}, {"timestamp": [2.5, None], "text": " Ja."}]},
        {
            "transcription": [
                {"timestamps": {"from": "00:00:00,000", "to": "00:00:02,500"}, "text": " Hej."},
                {"timestamps": {"from": "00:00:02,500", "to": "00:00:04,000"}, "text": " Ja."},
            ]
        },
        {
            "speeches": [
                {
                    "start": 0,
                    "end": 9,
                    "text": None,
                    "chunks": [
                        {"start": 0.0, "end": 2.5, "text": "Hej. "},
                        {"start": 2.5, "end": 4, "text": "Ja."},
                    ],
                }
            ]
        },
        [{"start": "0.0", "end": "2.5", "text": "Hej."}, {"start": 2.5, "text": "Ja."}],
        {
            "speakers": [{"spkid": "s1", "name": "A"}],
            "segments": [
                {"words": [{"text": "Hej.", "start": 0.0, "end": 2.5}]},
                {"words": [{"text": "Ja.", "start": 2.5, "end": 4.0}]},
            ],
        },
        {
            "results": {
                "utterances": [
                    {"start": 0.0, "end": 2.5, "transcript": "Hej."},
                    {"start": 2.5, "end": 4, "transcript": "Ja."},
                ]
            }
        },
    ],
    ids=["transformers", "whisper.cpp", "easytranscriber", "list", "amberscript", "deepgram"],
)
def test_other_recognisers(value: object) -> None:
    transcript = speech_json.read(_json(value), "x.json")
    assert turn_texts(transcript) == ["Hej.", "Ja."]
    assert [turn.time_start for turn in transcript.turns] == [0.0, 2.5]


@pytest.mark.parametrize(
    "value", [{}, [], 3, "text", {"segments": []}, {"segments": [1]}, {"paragraphs": [""]}]
)
def test_json_without_speech_is_refused(value: object) -> None:
    with pytest.raises(TranscriptError):
        speech_json.read(_json(value), "x.json")


def test_damaged_json_says_the_line() -> None:
    with pytest.raises(TranscriptError, match=r"x\.json:2"):
        speech_json.read(b'{"segments":\n [}', "x.json")


OTR = {
    "text": '<p><span class="timestamp" contenteditable="false" data-timestamp="4.25">00:04</span> '
    "<b>Anna:</b>"
    ' Hej&nbsp;på er.</p><p><span class="timestamp" data-timestamp="62.1">01:02</span>Bo: Det var '
    '<span class="timestamp" data-timestamp="65">01:05</span>otydligt.<br>Anna: Jaså?<br />Bo: Ja.</p>',
    "media": "intervju.mp3",
    "media-time": 70.5,
}


def test_otranscribe() -> None:
    data = _json(OTR)
    assert reading.detect(data, "x.otr")[0].name == "otr"
    transcript = otr.read(data, "x.otr")
    assert said(transcript) == [
        ("Anna", "Hej på er."),
        ("Bo", "Det var otydligt."),
        ("Anna", "Jaså?"),
        ("Bo", "Ja."),
    ]
    assert [turn.time_start for turn in transcript.turns] == [4.25, 62.1, None, None]
    assert "01:05" in [aside.text for aside in transcript.left_aside]
    assert_sound(transcript)


CHAT = """@UTF8
@Begin
@Languages:	swe
@Participants:	ANN Anna Participant, MOD Eva Investigator
@ID:	swe|x|ANN|||||Participant|||
*MOD:	vad tänkte ni om
	syftet ? \x150_1500\x15
%com:	ler
*ANN:	det var [/] var otydligt . \x151500_2750\x15
@Comment:	paus
*ANN:	xxx &=laughs .
@End
"""


def test_chat_with_times_roles_and_tiers() -> None:
    transcript = cha.read(CHAT.encode(), "x.cha")
    assert said(transcript) == [
        ("MOD", "vad tänkte ni om syftet ?"),
        ("ANN", "det var [/] var otydligt ."),
        ("ANN", "xxx &=laughs ."),
    ]
    assert [(turn.time_start, turn.time_end) for turn in transcript.turns] == [
        (0.0, 1.5),
        (1.5, 2.75),
        (None, None),
    ]
    assert {s.label: s.role for s in transcript.speakers} == {"MOD": Role.MODERATOR, "ANN": Role.PARTICIPANT}
    aside = [item.text for item in transcript.left_aside]
    assert "%com" in aside
    assert "@Comment:\tpaus" in aside


def test_chat_without_its_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def missing(name: str, *args: object, **kwargs: object) -> object:
        if name == "pylangacq":
            raise ImportError(name)
        return original(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "pylangacq", raising=False)
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(MissingExtra, match="linguistics"):
        cha.read(CHAT.encode(), "x.cha")


EAF = """<ANNOTATION_DOCUMENT><HEADER TIME_UNITS="milliseconds"/>
<TIME_ORDER><TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="1500"/>
<TIME_SLOT TIME_SLOT_ID="c"/><TIME_SLOT TIME_SLOT_ID="d" TIME_VALUE="900"/></TIME_ORDER>
<TIER TIER_ID="Anna" PARTICIPANT="Anna Ek">
 <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="1" TIME_SLOT_REF1="b" TIME_SLOT_REF2="c">
  <ANNOTATION_VALUE>Sedan &amp; då</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
 <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="2" TIME_SLOT_REF1="a" TIME_SLOT_REF2="d">
  <ANNOTATION_VALUE>Först</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="Bo"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="3" TIME_SLOT_REF1="d" TIME_SLOT_REF2="b">
  <ANNOTATION_VALUE>Emellan</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="ord" PARENT_REF="Anna"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="4" ANNOTATION_REF="1">
  <ANNOTATION_VALUE>ADV</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>
</ANNOTATION_DOCUMENT>"""


def test_elan_tiers_in_the_order_of_time() -> None:
    assert reading.detect(EAF.encode(), "x.xml")[0].name == "eaf"
    transcript = eaf.read(EAF.encode(), "x.eaf")
    assert said(transcript) == [("Anna Ek", "Först"), ("Bo", "Emellan"), ("Anna Ek", "Sedan & då")]
    assert [(turn.time_start, turn.time_end) for turn in transcript.turns] == [
        (0.0, 0.9),
        (0.9, 1.5),
        (1.5, None),
    ]
    assert [aside.text for aside in transcript.left_aside] == ["ADV"]
    assert any("Bo" in warning for warning in transcript.warnings)


def test_exmaralda_joins_what_follows_and_parts_at_gaps() -> None:
    text = """<basic-transcription><head><speakertable>
    <speaker id="S"><abbreviation>Åsa</abbreviation></speaker></speakertable></head>
    <basic-body><common-timeline><tli id="T9" time="0"/><tli id="T1" time="1"/>
    <tli id="T2" time="2"/><tli id="T3" time="3"/></common-timeline>
    <tier id="a" speaker="S" category="v" type="t"><event start="T2" end="T3">sist</event>
    <event start="T9" end="T1">ett </event></tier>
    <tier id="b" category="x" type="d"><event start="T1" end="T2">dörr</event></tier>
    <tier id="c" category="v" type="t"><event start="T1" end="T2">okänd</event></tier></basic-body>
    </basic-transcription>"""
    assert reading.detect(text.encode(), "x.exb")[0].name == "exb"
    transcript = exb.read(text.encode(), "x.exb")
    assert said(transcript) == [("Åsa", "ett"), (None, "okänd"), ("Åsa", "sist")]
    assert [turn.time_start for turn in transcript.turns] == [0.0, 1.0, 2.0]
    assert [aside.text for aside in transcript.left_aside] == ["dörr"]


def test_tei_words_events_and_header_names() -> None:
    text = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Samtal 4</title>
    </titleStmt></fileDesc><person xml:id="A"><persName>Anna Ek</persName></person></teiHeader><text>
    <timeline origin="#T0"><when xml:id="T0"/><when xml:id="T1" interval="2.5" since="#T0"/></timeline><body>
    <u who="#A" start="#T0" end="#T1"><seg><w>Hej</w><w join="right">du</w><pc>,</pc><w>Bo</w></seg>
    <vocal><desc>(skratt)</desc></vocal><seg>Ja.</seg></u><incident><desc>dörr</desc></incident>
    <u who="#B">Nej   <pause/>
      tack</u></body></text></TEI>"""
    assert reading.detect(text.encode(), "x.xml")[0].name == "tei"
    transcript = tei.read(text.encode(), "x.xml")
    assert said(transcript) == [("A", "Hej du, Bo\n(skratt)\nJa."), (None, "dörr"), ("B", "Nej tack")]
    assert transcript.turns[1].kind is TurnKind.TEXT
    assert (transcript.turns[0].time_start, transcript.turns[0].time_end) == (0.0, 2.5)
    assert "Anna Ek" in transcript.speakers[0].reason


@pytest.mark.parametrize("module", [eaf, exb, tei])
def test_other_xml_is_refused(module: object) -> None:
    with pytest.raises(TranscriptError, match="XML"):
        module.read(b"<html><body/></html>", "x.xml")  # type: ignore[attr-defined]
