"""Printed reports: each irregularity of a print, in a made-up report, and the learning-seminar study's
excerpt.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from qualwb.transcripts.formats.printed_report.line_joining import HyphenatedWords, join_lines
from qualwb.transcripts.formats.printed_report.report_contents import PrintedReport, QuoteChoice
from qualwb.transcripts.formats.printed_report.report_reader import read_report
from qualwb.transcripts.reading import read

HERE = Path(__file__).parent
EXCERPT = Path(__file__).resolve().parents[4] / "shared" / "study" / "excerpt.txt"


def printed(name: str, **choice: Any) -> PrintedReport:
    return read_report((HERE / name).read_bytes(), name, choice=QuoteChoice(**choice))


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


WHO, TIME, DISHES = "Vem lagar maten", "Tiden vid bordet", "Disken"
CANDIDATES = [
    (1, False, WHO, 12, 12, "Vem är det egentligen som bestämmer vad"),
    (2, True, WHO, 14, 14, "man lagar det som finns"),
    (3, True, WHO, 14, 15, "det är barnen som bestämmer, så har det alltid varit"),
    (4, False, WHO, 17, 19, "Hos oss var det mormor som bestämde."),
    (5, True, WHO, 21, 21, "ett ständigt pusslande med tider och rester"),
    (6, True, TIME, 31, 32, "tiden har krympt för alla som äter där"),
    (7, False, TIME, 34, 34, "Vi åt i tre minuter."),
    (8, True, DISHES, 37, 37, "Ingen vill diska, alla vill äta"),
    (9, False, DISHES, 39, 39, "Disken är min."),
]


def test_quotes_inside_sentences_are_found_and_left_unless_they_are_asked_for() -> None:
    report = printed("printed_inline.txt")
    found = [(q.number, q.inline, q.path[-1], q.line, q.end_line) for q in report.candidates]
    assert found == [candidate[:5] for candidate in CANDIDATES]
    for quote, candidate in zip(report.candidates, CANDIDATES, strict=True):
        assert quote.turns[0].startswith(candidate[5])
    assert [quote.number for quote in report.quotes] == [1, 4, 7, 9]
    assert report.inline_left == 5


def test_quotes_inside_sentences_are_taken_with_the_headings_they_stand_under() -> None:
    report = printed("printed_inline.txt", inline=True)
    assert report.quotes == report.candidates
    assert report.inline_left == 0
    assert [(heading.name, heading.quotes) for heading in report.headings] == [
        (WHO, 5),
        (TIME, 2),
        (DISHES, 2),
    ]


def test_numbers_are_the_same_whatever_is_taken_and_those_refused_are_left() -> None:
    every = printed("printed_inline.txt", inline=True)
    report = printed("printed_inline.txt", inline=True, refused=frozenset({1, 6, 7}))
    assert [quote.number for quote in report.quotes] == [2, 3, 4, 5, 8, 9]
    assert report.candidates == every.candidates
    assert report.inline_left == 0
    assert [heading.name for heading in report.headings] == [WHO, DISHES]
    assert [aside.line for aside in report.left_aside if aside.reason == "refused by number"] == [12, 34]


def test_the_sign_of_the_numbers_is_the_texts_own() -> None:
    text = (HERE / "printed_inline.txt").read_text(encoding="utf-8")
    report = printed("printed_inline.txt")
    assert report.sign == printed("printed_inline.txt", inline=True, refused=frozenset({2})).sign
    assert len(report.sign) == 4
    changed = read_report(text.replace("tre minuter", "fyra minuter").encode(), "x.txt")
    assert changed.sign != report.sign
    assert printed("printed_interviews.txt").sign != report.sign


def test_a_quote_that_goes_on_after_a_blank_line_is_whole() -> None:
    report = printed("printed_inline.txt")
    (turn,) = report.quotes[1].turns
    assert turn.split("\n") == [
        "Hos oss var det mormor som bestämde. Hon stod vid spisen från klockan fem på morgonen och ingen "
        "vågade säga emot.",
        "Men sedan blev hon sjuk. Då fick vi lära oss själva, och det gick bra det också till slut.",
    ]
    assert "Line 19: a quote goes on after a blank line." in report.warnings


LONG = "en lång rad ord som ingen annan har sagt förut i det här huset"


@pytest.mark.parametrize(
    ("body", "quotes"),
    [
        (f"”Först {LONG}.\n\n”Sedan {LONG}.”", [f"Först {LONG}.\nSedan {LONG}."]),
        (f"”Först ”{LONG}” igen.\n\nSedan {LONG}.”", [f"Först ”{LONG}” igen.\nSedan {LONG}."]),
        # A mark that nobody closes swallows neither the prose nor the next quote.
        (f"”Först {LONG}.\n\nFler sade så.\n\n”Sedan {LONG}.”", [f"Sedan {LONG}."]),
        (f"”Ordet” är {LONG}.\n\nFler sade så.\n\n”Sedan {LONG}.”", [f"Sedan {LONG}."]),
        (f"”Först {LONG}.\n\n2.2 Nästa\n\n”Sedan {LONG}.”", [f"Sedan {LONG}."]),
    ],
)
def test_which_paragraphs_one_quote_has(body: str, quotes: list[str]) -> None:
    report = read_report(f"2 Resultat\n\n2.1 Ord\n\n{body}\n\nSlut.\n".encode(), "x.txt")
    assert [quote.turns for quote in report.quotes] == [(text,) for text in quotes]


def test_a_tag_behind_a_quote_inside_a_sentence_names_its_group() -> None:
    text = (
        "2 Resultat\n\n2.1 Syfte\n\n- Vi visste inget. (Grupp 1)\n\n"
        "En säger att ”det var väl ingen som\nvisste” (Grupp 2), och det var allt.\n"
    )
    report = read_report(text.encode(), "x.txt")
    assert [place.reason for place in report.unplaced] == ["a tag without a quote"]
    report = read_report(text.encode(), "x.txt", choice=QuoteChoice(inline=True))
    assert [(quote.group, quote.turns) for quote in report.quotes] == [
        ("Grupp 1", ("Vi visste inget.",)),
        ("Grupp 2", ("det var väl ingen som visste",)),
    ]
    assert report.unplaced == ()


def test_what_cannot_be_placed_stays_listed_with_the_quotes_inside_sentences() -> None:
    report = printed("printed_report.txt", inline=True)
    assert [(place.line, place.reason) for place in report.unplaced] == [
        (77, "a quote without a tag"),
        (81, "a tag without a quote"),
    ]
    assert [quote.turns for quote in report.quotes if quote.inline] == [("en lång väntan utan kaffe",)]


def test_a_chapter_number_that_is_passed_over_is_told() -> None:
    report = printed("printed_inline.txt")
    assert report.missing_chapters == ("2.3",)
    assert report.warnings[-1] == "Chapter 2.3 is missing: 2.2 (line 30) is followed by 2.4 (line 36)."


def chapters(*numbers: str, quote: str = "- Vi visste inget. (Grupp 1)\n\n") -> bytes:
    """A report with a quote under each of these numbers."""
    return ("1 Inledning\n\n" + "".join(f"{n} Rubrik {n[-1]}\n\n{quote}" for n in numbers)).encode()


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        (("4.1", "4.2", "4.4", "4.5"), ("4.3",)),
        (("4.1", "4.2", "4.3", "4.4"), ()),
        (("4.2", "4.5"), ("4.3", "4.4")),
        (("4.3", "4.4", "5.1"), ()),  # an excerpt begins anywhere
        (("4.1", "4.1.1", "4.1.3", "4.2"), ("4.1.2",)),
        (("4.1", "4.2", "4.3", "4.1", "4.3"), ("4.2",)),  # contents before the chapters
        (("2.1", "2.2", "2.90"), ()),  # no count of chapters
    ],
)
def test_which_chapter_numbers_are_missing(numbers: tuple[str, ...], missing: tuple[str, ...]) -> None:
    assert read_report(chapters(*numbers), "x.txt").missing_chapters == missing


def test_chapters_that_quote_nobody_may_jump() -> None:
    listed = chapters("7.1", "7.4", quote="Bara prosa här.\n\n")
    assert read_report(chapters("4.1", "4.2") + listed, "x.txt").missing_chapters == ()


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
    assert [(quote.path[-1], quote.turns) for quote in report.not_taken] == [
        ("För mycket prat", ("Lite mindre filosofi och lite mer praktik",))
    ]


@pytest.mark.skipif(not EXCERPT.exists(), reason="the study's excerpt is not here")
def test_auto_takes_the_report_reader() -> None:
    transcript = read(EXCERPT)
    assert transcript.reader == "report"
    assert "(Grupp 1)" in transcript.why
