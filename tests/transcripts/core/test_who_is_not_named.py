"""Words without a label: no one's by guess, and the end of a turn that goes on."""

from pathlib import Path

import pytest

from qualwb.transcripts.reading import read
from qualwb.transcripts.recognition.recognising import FileLine, transcript_from_lines
from qualwb.transcripts.transcript import Transcript

TRAPS = Path(__file__).parent / "traps"


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def test_paragraphs_between_the_only_labels_turns_are_nobodys() -> None:
    transcript = read(TRAPS / "33_bara_moderator.txt")
    assert said(transcript) == [
        ("Moderator", "Kan du berätta vad du ser?"),
        (None, "Här är en karta. Den är svår att läsa."),
        (None, "Jag letar efter förklaringen."),
        ("Moderator", "Ta den tid du behöver."),
        (None, "Nu hittade jag den: den låg längst ner."),
        ("Moderator", "Är den tydlig?"),
        (None, "Nej, den är för liten."),
    ]
    assert any("4 paragraphs" in warning and "Moderator" in warning for warning in transcript.warnings)


def test_the_only_labels_own_paragraph_goes_on(tmp_path: Path) -> None:
    """Words on the line after the label, and lines in the same paragraph of a wrapped text."""
    path = tmp_path / "a.txt"
    path.write_text("[00:01] Moderator:\nHur går\ndet nu?\n\nBra.\n\n[00:09] Moderator:\nSkönt.\n\nJa.\n")
    assert said(read(path)) == [
        ("Moderator", "Hur går\ndet nu?"),
        (None, "Bra."),
        ("Moderator", "Skönt."),
        (None, "Ja."),
    ]


def test_one_who_speaks_at_length_keeps_the_words(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Moderator: Välkomna.\nNu börjar vi.\nDet här är ett.\nDet här är två.\n")
    transcript = read(path)
    assert len(transcript.turns) == 1
    assert any("went on" in warning for warning in transcript.warnings)


def test_two_labels_go_on_as_before(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Moderator: Hur var det?\nBra eller dåligt?\nÅsa: Bra.\nMen långt.\nModerator: Tack.\n")
    transcript = read(path)
    assert len(transcript.turns) == 3
    assert not transcript.warnings


@pytest.mark.parametrize(
    ("talk", "numbers"),
    [
        ("Intervjuare: Hur funkar det?\nDet funkar bra.\nAnna: Ja.\n", "1"),
        ("Anna: Ja?\nJa.\nIntervjuare: Hej.\nOch du?\nAnna: Nej.\nIntervjuare: Varför?\nVet inte.\n", "4"),
        ("Intervjuare: Berätta.\nHur gick det?\nAnna: Bra.\nSå.\n", ""),
    ],
)
def test_an_answer_without_a_label_is_told(tmp_path: Path, talk: str, numbers: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(talk + "Intervjuare: Tack.\nAnna: Tack.\n" * 3)
    told = [warning for warning in read(path).warnings if "label may be missing" in warning]
    assert len(told) == bool(numbers)
    assert all(f"In turn {numbers} a question" in warning for warning in told)


def test_the_preamble_is_nobody() -> None:
    transcript = read(TRAPS / "31_ingress.txt")
    refused = {finding.label: finding.reason for finding in transcript.speakers if not finding.words}
    assert "Lärandeseminarier. Fokusgrupp" in refused
    assert transcript.text.startswith("Lärandeseminarier. Fokusgrupp: Grupp 3")


def test_a_time_without_colon_starts_the_turn() -> None:
    transcript = read(TRAPS / "32_tid_utan_kolon.txt")
    assert [(t.speaker, t.time_start) for t in transcript.turns][3:6] == [
        ("DELTAGARE 18", 31.0),
        ("INTERVJUARE", 40.0),
        ("DELTAGARE 18", 52.0),
    ]
    assert said(transcript)[3][1] == "Det gick bra.\nSka jag säga mer?"


def test_answers_of_one_word_behind_times_are_no_names(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    words = ["Mötet", "Ledningen", "Mötet", "Ledningen", "Mötet", "Ledningen"]
    path.write_text("".join(f"00:{n:02} {word}\n" for n, word in enumerate(words)))
    transcript = read(path)
    assert [text for _speaker, text in said(transcript)] == words


@pytest.mark.parametrize(("second", "end"), [(9.0, 9.0), (4.0, 5.0), (None, 5.0)])
def test_a_turn_ends_with_its_last_line(second: float | None, end: float) -> None:
    lines = [
        FileLine("Åsa: ja", 1, time_start=1.0, time_end=5.0),
        FileLine("och nej", 2, time_end=second),
        FileLine("Bo: så", 3, time_start=12.0),
        FileLine("Åsa: ja då", 4, time_start=13.0),
    ]
    turn = transcript_from_lines(lines, reader="x").turns[0]
    assert (turn.time_start, turn.time_end) == (1.0, end)


def test_no_turn_ends_before_it_begins() -> None:
    lines = [
        FileLine("Åsa: Ja", 1, time_start=100.0),
        FileLine("och nej", 2, time_end=50.0),
        FileLine("Bo: Så", 3, time_start=112.0),
    ]
    turn = transcript_from_lines(lines, reader="x").turns[0]
    assert (turn.time_start, turn.time_end) == (100.0, None)


def test_reasons_follow_a_change_of_language(monkeypatch: pytest.MonkeyPatch) -> None:
    reasons = []
    for language in ("sv", "en", "sv"):
        monkeypatch.setenv("QUALWB_LANG", language)
        reasons.append(read(TRAPS / "33_bara_moderator.txt").speakers[0].reason)
    assert reasons[0] == reasons[2] != reasons[1] == "the label names a role"


def test_a_line_given_to_the_speaker_before_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Anna: Hej på dig, hur är det?\nBo: Jo det är bra tack.\n\nREFERENSER\n\n"
        "Quinlan, en lång rad ord om böcker.\nAnna: Då så.\nBo: Ja, då går vi.\n",
        encoding="utf-8",
    )
    (warning,) = (one for one in read(path).warnings if "speaker before" in one)
    assert warning.endswith(": ”Quinlan, en lång rad ord om b…” (Bo).")
