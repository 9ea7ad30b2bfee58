"""Printed reports: each irregularity of a print, in a made-up report, and the learning-seminar study's
excerpt.
"""

from collections import Counter
from pathlib import Path

import pytest

from qualwb.transcripts.formats.printed_report.line_joining import HyphenatedWords, join_lines
from qualwb.transcripts.formats.printed_report.report_contents import PrintedReport
from qualwb.transcripts.formats.printed_report.report_reader import read_report
from qualwb.transcripts.reading import read

HERE = Path(__file__).parent
EXCERPT = Path(__file__).resolve().parents[4] / "shared" / "study" / "excerpt.txt"


def printed(name: str) -> PrintedReport:
    return read_report((HERE / name).read_bytes(), name)


BEFORE, AFTER = "Före omläggningen", "Efteråt"
QUOTES = [
    ("Grupp 1", (BEFORE, "Ingen hade frågat oss"), 24, ["Vi fick", "Fick ni", "Nej, det"]),
    ("Grupp 4", (BEFORE, "Ingen hade frågat oss"), 28, ["Chefen stod"]),
    ("Grupp 2", (BEFORE, "Automaten som aldrig kom"), 37, ["Den skulle"]),
    ("Grupp 3", (BEFORE, "Automaten som aldrig kom"), 39, ["Hos oss"]),
    ("Grupp 1", (BEFORE, "Automaten som aldrig kom"), 42, ["Vi fick"]),
    (
        "Grupp 2",
        (AFTER, "Gemensamma raster – lyx eller plikt"),
        53,
        ["Jag gick", "För att du", "…för att", "och sen", "…som man"],
    ),
    ("Grupp 4", (AFTER, "Gemensamma raster – lyx eller plikt"), 65, ["Man satt"]),
    ("Grupp 10", (AFTER, "Tid till ingenting"), 86, ["Vem är"]),
    ("Grupp 2", (AFTER, "Tid till ingenting"), 87, ["Inte jag", "Inte vi"]),
]


def test_quotes_with_their_groups_headings_and_turns() -> None:
    quotes = printed("printed_report.txt").quotes
    assert [(q.group, q.path, q.line) for q in quotes] == [(g, p, n) for g, p, n, _turns in QUOTES]
    for quote, (_group, _path, _line, beginnings) in zip(quotes, QUOTES, strict=True):
        assert len(quote.turns) == len(beginnings)
        assert all(turn.startswith(start) for turn, start in zip(quote.turns, beginnings, strict=True))


def test_words_over_line_ends() -> None:
    quotes = printed("printed_report.txt").quotes
    assert quotes[2].turns[0] == "Den skulle stå i korridoren utanför kopieringsrummet, det var sagt så."
    assert "en power-pointbild på den" in quotes[3].turns[0]
    assert quotes[4].turns == ("Vi fick en termos",)


def test_a_page_head_inside_a_turn_is_left_aside() -> None:
    report = printed("printed_report.txt")
    assert report.quotes[6].turns == (
        "Man satt där, kvart över nio, alla på sin plats, och så var det ingen som sa något på en lång "
        "stund. Det var [i lunchrummet] bara kaffebryggaren som hördes.",
    )
    assert [a.text for a in report.left_aside if a.reason == "page head or number"] == ["23", "4. Resultat"]


def test_headings_are_those_with_quotes() -> None:
    report = printed("printed_report.txt")
    assert [(h.name, h.quotes, h.total) for h in report.headings] == [
        (BEFORE, 0, 5),
        ("Ingen hade frågat oss", 2, 2),
        ("Automaten som aldrig kom", 3, 3),
        (AFTER, 0, 4),
        ("Gemensamma raster – lyx eller plikt", 2, 2),
        ("Tid till ingenting", 2, 2),
    ]
    assert [h.number for h in report.headings if h.number] == ["4.1", "4.2"]


def test_what_cannot_be_placed_is_listed() -> None:
    report = printed("printed_report.txt")
    assert [(place.line, place.reason) for place in report.unplaced] == [
        (77, "a quote without a tag"),
        (81, "a tag without a quote"),
    ]
    assert report.warnings == ("Line 12: dash lines in a chapter without quotes are taken for a list.",)


def test_groups_in_natural_order() -> None:
    groups = printed("printed_report.txt").groups
    assert {tag: len(quotes) for tag, quotes in groups.items()} == {
        "Grupp 1": 2,
        "Grupp 2": 3,
        "Grupp 3": 1,
        "Grupp 4": 2,
        "Grupp 10": 1,
    }
    assert list(groups) == ["Grupp 1", "Grupp 2", "Grupp 3", "Grupp 4", "Grupp 10"]


def test_block_quotes_without_tags() -> None:
    report = printed("printed_interviews.txt")
    assert [(q.group, q.path, q.line, q.end_line) for q in report.quotes] == [
        (None, ("Varför raster?",), 14, 16),
        (None, ("Varför raster?",), 19, 20),
        (None, ("Hårda och mjuka skäl",), 25, 26),
    ]
    assert report.quotes[0].turns[0].endswith("två stolar, och sedan kom folk av sig själva.")
    assert report.quotes[2].turns[0].startswith("De mjuka skälen")
    assert "”stämning stämning”" in report.quotes[2].turns[0]
    assert report.unplaced == ()


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["Lärande-", "seminarierna"], "Lärandeseminarierna"),
        (["kvalitets-", "och tidsfrågor"], "kvalitets- och tidsfrågor"),
        (["för-", "eller eftermiddag"], "för- eller eftermiddag"),
        (["en power-", "pointbild"], "en power-pointbild"),
        (["KBT-", "behandling"], "KBT-behandling"),
        (["X-", "hemmet"], "X-hemmet"),
        (["Case-", "Manager"], "Case-Manager"),
        (["12-", "stegsprogram"], "12-stegsprogram"),
        (["utan", "bindestreck"], "utan bindestreck"),
    ],
)
def test_join_lines(lines: list[str], joined: str) -> None:
    words = HyphenatedWords("det var en power-point om det")
    assert join_lines([(line, line.endswith("-")) for line in lines], words)[0] == joined


def test_a_hyphen_before_a_blank_is_suspended() -> None:
    assert join_lines([("sommar-", False), ("vinter", False)], HyphenatedWords(""))[0] == "sommar- vinter"


def test_no_quotes_is_said() -> None:
    report = read_report(b"Bara text.\n\nInget mer.\n", "x.txt")
    assert report.quotes == ()
    assert "No quotes" in report.warnings[0]


THEMES = {
    ("Inför Lärandeseminarierna", "Bristande förankring"): [1, 0, 0, 1, 0],
    ("Inför Lärandeseminarierna", "För mycket som pågår samtidigt"): [1, 1, 1, 0, 0],
    ("Inför Lärandeseminarierna", "Beordran eller erbjudande"): [0, 1, 1, 1, 1],
    ("Inför Lärandeseminarierna", "Otydligt syfte"): [1, 1, 1, 1, 1],
    ("Lärandeseminarierna", "Positivt att möta andra"): [1, 1, 0, 1, 0],
    ("Lärandeseminarierna", "För mycket prat"): [0, 1, 0, 1, 1],
    ("Lärandeseminarierna", "Teamen saknade ledare"): [1, 0, 1, 0, 1],
    ("Lärandeseminarierna", "Föreläsningarna – blandade reaktioner"): [1, 2, 2, 0, 0],
    ("Lärandeseminarierna", "Meningsfulla eller konstruerade arbetsuppgifter"): [1, 1, 2, 0, 1],
    ("Lärandeseminarierna", "Flödesscheman som grund för förståelse"): [0, 1, 0, 1, 1],
    ("Lärandeseminarierna", "Teamens olika målsättningar"): [1, 1, 1, 1, 1],
    ("Lärandeseminarierna", "Sprida kunskap till varandra"): [0, 2, 2, 0, 0],
    ("Lärandeseminarierna", "Sprida kunskap till andra"): [1, 2, 0, 1, 0],
}


@pytest.mark.skipif(not EXCERPT.exists(), reason="the study's excerpt is not here")
def test_the_study() -> None:
    report = read_report(EXCERPT.read_bytes(), EXCERPT.name)
    counts = Counter((quote.path, quote.group) for quote in report.quotes)
    table = {path: [counts[path, f"Grupp {n}"] for n in range(1, 6)] for path in THEMES}
    assert table == THEMES
    assert len(report.quotes) == 49
    assert sum(len(q.turns) for q in report.quotes if q.path[-1] == "Otydligt syfte") == 21
    assert [h.path for h in report.headings if h.quotes] == list(THEMES)
    assert [h.number for h in report.headings if not h.quotes] == ["4.1", "4.2"]
    assert report.unplaced == ()


@pytest.mark.skipif(not EXCERPT.exists(), reason="the study's excerpt is not here")
def test_auto_takes_the_report_reader() -> None:
    transcript = read(EXCERPT)
    assert transcript.reader == "report"
    assert "(Grupp 1)" in transcript.why
