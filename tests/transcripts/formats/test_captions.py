"""WebVTT and SRT: voices, labels in the words, joined turns, and lines outside the captions."""

import re

import pytest
import srt as srt_library
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.transcripts import reading
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import captions, otter, srt, vtt
from qualwb.transcripts.formats.txt import lines_of
from qualwb.transcripts.transcript import TurnKind
from tests.transcripts.formats.samples import assert_sound, said, turn_texts

TEAMS = """WEBVTT

3f2a-11aa/12-0
00:00:02.100 --> 00:00:05.000
<v Anna Ek>Välkomna till fokusgruppen.</v>

3f2a-11aa/12-1
00:00:05.000 --> 00:00:07.500
<v Anna Ek>Vad tänkte ni
om syftet?</v>

3f2a-11aa/15-0
00:00:08.000 --> 00:00:11.000
<v Bo Alm (extern)>Det var otydligt &amp; &lt;luddigt&gt;.</v>
<v Cilla>Ja!</v>

3f2a-11aa/19-0
01:00:12.000 --> 01:00:13.000
<v Anna Ek>Tack.</v>
"""


def test_teams_captions_become_turns() -> None:
    transcript = vtt.read(TEAMS.encode(), "m.vtt")
    assert said(transcript) == [
        ("Anna Ek", "Välkomna till fokusgruppen. Vad tänkte ni om syftet?"),
        ("Bo Alm (extern)", "Det var otydligt & <luddigt>."),
        ("Cilla", "Ja!"),
        ("Anna Ek", "Tack."),
    ]
    assert [(turn.time_start, turn.time_end) for turn in transcript.turns] == [
        (2.1, 7.5),
        (8.0, 11.0),
        (8.0, 11.0),
        (3612.0, 3613.0),
    ]
    assert "1 caption by the same speaker" in transcript.warnings[0]
    assert transcript.left_aside == ()
    assert_sound(transcript)


def test_zoom_captions_name_speakers_in_the_words() -> None:
    cues = [
        ("Anna Ek", "Hej"),
        ("Bo Alm", "Hej hej"),
        ("Anna Ek", "Problemet är två saker: tid och pengar."),
    ] * 2
    text = "WEBVTT\n\n" + "".join(
        f"{i}\n00:00:{i:02}.000 --> 00:00:{i:02}.900\n{name}: {words}\n\n"
        for i, (name, words) in enumerate(cues, 1)
    )
    transcript = vtt.read(text.encode(), "GMT-transcript.vtt")
    assert said(transcript) == cues
    assert [turn.time_start for turn in transcript.turns] == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]


def test_notes_styles_and_stray_lines_are_left_aside_with_their_line() -> None:
    text = (
        "WEBVTT - möte 3\nKind: captions\n\nNOTE Confidence: 0.9\n\nSTYLE\n::cue { color: red }\n\n"
        "00:01.000 --> 00:02.000 align:start\n<b>Hej</b> <00:01.500><c.gul>du</c>\n\nlös rad\n\n"
        "00:03.000 --> 00:02.000\nBaklänges\n"
    )
    transcript = vtt.read(text.encode(), "m.vtt")
    assert turn_texts(transcript) == ["Hej du", "Baklänges"]
    assert transcript.turns[1].time_end is None
    assert [(aside.text.split("\n")[0], aside.line) for aside in transcript.left_aside] == [
        ("WEBVTT - möte 3", 1),
        ("NOTE Confidence: 0.9", 4),
        ("STYLE", 6),
        ("lös rad", 12),
    ]


def test_less_than_signs_in_words_are_no_markup() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n3 < 4 men 5 > 2 <tror jag>\n"
    assert vtt.read(text.encode(), "m.vtt").text == "3 < 4 men 5 > 2 <tror jag>"


def test_windows_1252_captions_are_read_with_a_notice() -> None:
    transcript = srt.read("1\r\n00:00:01,000 --> 00:00:02,000\r\nÅäö på\r\n".encode("cp1252"), "x.srt")
    assert transcript.text == "Åäö på"
    assert any("1252" in warning for warning in transcript.warnings)


def test_srt_with_blank_lines_inside_and_missing_between() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nförsta\n\nannat stycke\n"
        "2\n00:00:03,5 --> 00:00:04,000\nandra\n\n\n3\n00:00:05.000 -> 00:00:06.000\n2024\n"
    )
    transcript = srt.read(text.encode(), "x.srt")
    assert turn_texts(transcript) == ["första annat stycke", "andra", "2024"]
    assert transcript.turns[1].time_start == 3.5


def test_a_number_as_the_words_of_a_caption_is_no_number_of_the_next() -> None:
    text = "00:00:01,000 --> 00:00:02,000\n42\n00:00:03,000 --> 00:00:04,000\nja\n"
    assert turn_texts(srt.read(text.encode(), "x.srt")) == ["42", "ja"]


def test_a_time_in_the_words_that_contradicts_the_captions_own_gives_no_end() -> None:
    caption = "1\n00:00:01,000 --> 00:000:01,000 --> 00:\n00:02,000\nAnna: Hej\n\n"
    good = "1\n00:00:01,000 --> 00:00:02,000\nAnna: Hej\n\n"
    transcript = srt.read(f"{good}{caption}{good}".encode(), "a.srt")
    assert [(turn.time_start, turn.time_end) for turn in transcript.turns] == [(1, 2), (2, None), (1, 2)]


def test_dashes_in_a_caption_part_two_people() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\n- Kommer du?\n- Ja.\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\n- Bra.\n- Hej då.\n"
    )
    transcript = srt.read(text.encode(), "x.srt")
    assert len(transcript.turns) == 4
    assert [turn.time_start for turn in transcript.turns] == [1.0, 1.0, 3.0, 3.0]


@pytest.mark.parametrize("reader", [vtt, srt])
def test_a_file_without_captions_is_refused(reader: object) -> None:
    with pytest.raises(TranscriptError, match="no captions"):
        reader.read(b"WEBVTT\n\nNOTE inget\n", "x.vtt")  # type: ignore[attr-defined]


def test_detection_is_by_content() -> None:
    assert reading.detect(b"\xef\xbb\xbfWEBVTT\n\n", "x.txt")[0].name == "vtt"
    assert reading.detect(b"1\n00:00:01,000 --> 00:00:02,000\nHej\n", "x.txt")[0].name == "srt"


_words = st.text(alphabet="abcåäö ,!?", min_size=1, max_size=30).filter(lambda text: text.strip())


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**5), _words), min_size=1, max_size=20))
@settings(max_examples=80, deadline=None)
def test_captions_written_by_the_library_are_cut_as_written(rows: list[tuple[int, int, str]]) -> None:
    from datetime import timedelta

    made = [
        srt_library.Subtitle(i, timedelta(milliseconds=a), timedelta(milliseconds=a + b), text)
        for i, (a, b, text) in enumerate(rows, 1)
    ]
    cues, outside = captions.cut(srt_library.compose(made, reindex=False), blank_ends=False)
    assert outside == []
    assert [(round(cue.start * 1000), round((cue.end or 0) * 1000), " ".join(cue.lines)) for cue in cues] == [
        (a, a + b, text.strip()) for a, b, text in rows
    ]


OTTER = """Intervju 3
Tue, May 06, 2026 10:00AM • 32:11

SUMMARY KEYWORDS
mandat, syfte, grupp

SPEAKERS
Anna Ek, Speaker 2

Anna Ek  00:04
Hej och välkommen.
Vi börjar.

Speaker 2  1:02:10
Tack. Problemet är två saker: tid och pengar.

Transcribed by https://otter.ai
"""


def test_otter_text() -> None:
    assert reading.detect(OTTER.encode(), "o.txt")[0].name == "otter"
    transcript = otter.read(OTTER.encode(), "o.txt")
    assert [pair for pair in said(transcript) if pair[0]] == [
        ("Anna Ek", "Hej och välkommen.\nVi börjar."),
        ("Speaker 2", "Tack. Problemet är två saker: tid och pengar."),
    ]
    assert [turn.time_start for turn in transcript.turns if turn.speaker] == [4.0, 3730.0]
    nobody = [
        text
        for turn, text in zip(transcript.turns, turn_texts(transcript), strict=True)
        if turn.kind is TurnKind.TEXT
    ]
    assert nobody[-1] == "Transcribed by https://otter.ai"
    assert len(nobody) == 7
    assert re.sub(r"\s", "", transcript.text + "".join(a.text for a in transcript.left_aside)) != ""


def test_lines_of_text_with_several_voices_are_one_for_each() -> None:
    lines, again = lines_of("00:01 <v Anna>Hej. <v Anna>Hur?<v Bo>Bra.\n<v Bo> ensam\n1 <v 2 och <v")
    assert [(line.number, line.text) for line in lines] == [
        (1, "00:01 <v Anna>Hej. Hur?"),
        (1, "<v Bo>Bra."),
        (2, "<v Bo> ensam"),
        (3, "1 <v 2 och <v"),
    ]
    assert [(aside.text, aside.line) for aside in again] == [("<v Anna>", 1)]
