"""The real text files: which reader, how many turns, who speaks. Counted by hand in the files (grep, wc)."""

from pathlib import Path

import pytest

from qualwb.transcripts.reading import read
from qualwb.transcripts.transcript import Role, TurnKind, Verdict

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples" / "transcripts"
pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="the sample files are not here")

FILES = {
    # 49 lines '- ...' under headings in capitals: notes, no speakers
    "codereview_P1R3.txt": ("txt", 49, {}),
    # three students, '[id1] ...' 3, 2 and 2 times
    "qualcoder_transcript_id_labels.txt": ("txt", 7, {"id1": 3, "id2": 2, "id3": 2}),
    # '00:00:00 text' on every second line: times and no names
    "talkpython_000_timestamped.txt": ("txt", 52, {}),
    # 'hh:mm:ss <v Name>text'
    "talkpython_553_v_tags.txt": ("txt", 933, {"Michael Kennedy": 536, "Calvin Hendryx-Parker": 397}),
    # '[Name] 11:02:09' alone, text on the next line
    "zoom_saved_caption.txt": ("zoom", 12, {"Johnny Doe": 6, "Janet Dough": 6}),
}


@pytest.mark.parametrize("name", FILES)
def test_reader_turns_and_speakers(name: str) -> None:
    reader, turns, speakers = FILES[name]
    transcript = read(SAMPLES / name)
    assert transcript.reader == reader
    found: dict[str, int] = {}
    for turn in transcript.turns:
        if turn.speaker is not None:
            found[turn.speaker] = found.get(turn.speaker, 0) + 1
    assert found == speakers
    if speakers or "timestamped" in name:
        assert sum(turn.kind is TurnKind.SPEECH for turn in transcript.turns) == turns
    else:
        assert sum(aside.count for aside in transcript.left_aside if aside.text == "-") == turns


def test_an_interview_with_a_header_line() -> None:
    transcript = read(SAMPLES / "sheffield_Peter.txt")
    speakers = {f.label: f for f in transcript.speakers if f.verdict is Verdict.SPEAKER}
    assert set(speakers) == {"Researcher 1", "Peter"}
    assert speakers["Researcher 1"].role is Role.MODERATOR
    lines = (SAMPLES / "sheffield_Peter.txt").read_text(encoding="utf-8").splitlines()
    labelled = sum(line.startswith(("Researcher 1:", "Peter:")) for line in lines)
    asides = sum(a.count for a in transcript.left_aside if a.text in ("Researcher 1:", "Peter:"))
    assert asides == labelled
    assert transcript.turns[0].kind is TurnKind.TEXT


def test_a_voice_tagged_again_in_a_line_is_no_word_of_it() -> None:
    transcript = read(SAMPLES / "talkpython_553_v_tags.txt")
    assert "<v" not in transcript.text
    assert "models, Anthropic models." in transcript.text


def test_times_are_seconds() -> None:
    transcript = read(SAMPLES / "talkpython_553_v_tags.txt")
    assert [turn.time_start for turn in transcript.turns[:4]] == [0.0, 5.0, 7.0, 13.0]
    assert read(SAMPLES / "zoom_saved_caption.txt").turns[0].time_start == 11 * 3600 + 2 * 60 + 9
