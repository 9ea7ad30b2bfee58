"""Marks of transcription, by tradition: each example names the marks that a reader of it would see."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.language.transcription_marks import RULES, MarkKind, Preset, find_marks, transcribers_signs

K = MarkKind
EXAMPLES = [
    (
        "swedish",
        "Ja (Skratt) det var [SKRATTAR högt] roligt",
        [("(Skratt)", K.LAUGHTER), ("[SKRATTAR högt]", K.LAUGHTER)],
    ),
    (
        "swedish",
        "vi (paus) hade [ohörbart] inte (ohb 12:34) tid",
        [("(paus)", K.PAUSE), ("[ohörbart]", K.UNHEARD), ("(ohb 12:34)", K.UNHEARD)],
    ),
    (
        "swedish",
        "*lacht ein wenig* (griner) (06.46) (1.5) (3 sek.) (2010) (212)",
        [
            ("*lacht ein wenig*", K.LAUGHTER),
            ("(griner)", K.LAUGHTER),
            ("(06.46)", K.TIME),
            ("(1.5)", K.PAUSE),
            ("(3 sek.)", K.PAUSE),
        ],
    ),
    ("swedish", "xx kom och xxx gick", [("xx", K.UNHEARD), ("xxx", K.UNHEARD)]),
    (
        "swedish",
        "[alla skrattar] (hon skrattar till) [suckar] [dörren stängs] (bläddrar) (lera och sand)",
        [
            ("[alla skrattar]", K.LAUGHTER),
            ("(hon skrattar till)", K.LAUGHTER),
            ("[suckar]", K.COMMENT),
            ("[dörren stängs]", K.COMMENT),
            ("(bläddrar)", K.COMMENT),
        ],
    ),
    (
        "swedish",
        "[indecipherable] (ohörbart, två ord) [oklart] (oklart syfte)",
        [("[indecipherable]", K.UNHEARD), ("(ohörbart, två ord)", K.UNHEARD), ("[oklart]", K.UNHEARD)],
    ),
    ("swedish", "[pratar i mun på varandra]", [("[pratar i mun på varandra]", K.OVERLAP)]),
    ("swedish", "ja (avbryter) nej", [("(avbryter)", K.OVERLAP)]),
    ("swedish", "det var (mandat?) som (.) saknades", [("(mandat?)", K.UNSURE), ("(.)", K.PAUSE)]),
    *((preset, "[utgått]", [("[utgått]", K.WITHDRAWN)]) for preset in Preset),
    ("swedish", "sen [i kommunen] blev det [...] bra", [("[i kommunen]", K.ADDITION), ("[...]", K.OMISSION)]),
    ("swedish", "jag me- menar att…", [("-", K.CUT_OFF), ("…", K.PAUSE)]),
    ("swedish", "och så –", [("–", K.CUT_OFF)]),
    ("swedish", "och så –\nMen jag – nej\n– som sagt –  \nja", [("–", K.CUT_OFF), ("–", K.CUT_OFF)]),
    ("swedish", "kvalitets- och tid", [("-", K.CUT_OFF)]),
    (
        "swedish",
        "(telefonen ringer) hallå ((prassel))",
        [("(telefonen ringer)", K.COMMENT), ("((prassel))", K.COMMENT)],
    ),
    ("swedish", "så [00:12:34] sa han #00:12:34-5#", [("[00:12:34]", K.TIME), ("#00:12:34-5#", K.TIME)]),
    ("swedish", "EU:s S:t 17:30 (lärare) två saker: tid", []),
    ("swedish", "(2 s) °tyst nu°", [("(2 s)", K.PAUSE), ("°tyst nu°", K.LOW)]),
    (
        "jefferson",
        "ja [det va:r ] (0.5) hh (  ) (kanske)",
        [
            ("[det va:r ]", K.OVERLAP),
            ("(0.5)", K.PAUSE),
            ("hh", K.LAUGHTER),
            ("(  )", K.UNHEARD),
            ("(kanske)", K.UNSURE),
        ],
    ),
    (
        "jefferson",
        "nä:: men= =JA de- (.) ((hostar))",
        [
            ("::", K.STRETCH),
            ("=", K.LATCH),
            ("=", K.LATCH),
            ("JA", K.LOUD),
            ("-", K.CUT_OFF),
            ("(.)", K.PAUSE),
            ("((hostar))", K.COMMENT),
        ],
    ),
    (
        "gat2",
        "das is akZENT (--) <<f> laut> (xxx xxx) ((lacht))",
        [
            ("akZENT", K.STRESS),
            ("(--)", K.PAUSE),
            ("<<f> laut>", K.LOUD),
            ("(xxx xxx)", K.UNHEARD),
            ("((lacht))", K.LAUGHTER),
        ],
    ),
    (
        "goteborg",
        "ja [1 de e ]1 // så: (...) de+ (kanske)",
        [
            ("[1", K.OVERLAP),
            ("]1", K.OVERLAP),
            ("//", K.PAUSE),
            (":", K.STRETCH),
            ("(...)", K.UNHEARD),
            ("+", K.CUT_OFF),
            ("(kanske)", K.UNSURE),
        ],
    ),
]


@pytest.mark.parametrize(("preset", "text", "expected"), EXAMPLES)
def test_marks(preset: str, text: str, expected: list[tuple[str, MarkKind]]) -> None:
    assert [(text[m.start : m.end], m.kind) for m in find_marks(text, preset)] == expected


def test_an_unknown_preset() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        find_marks("ja", "nonsense")


@given(st.text(alphabet="ab[](){}<>*_:.…-–=+/°x?#@ 0123\nÅ"), st.sampled_from(Preset))
def test_marks_lie_in_order_inside_the_text(text: str, preset: Preset) -> None:
    position = 0
    for mark in find_marks(text, preset):
        assert position <= mark.start < mark.end <= len(text)
        position = mark.end


@given(st.text(alphabet="abeHhXA[](){}<>*_:.…-–—=+/°xʔ!?#@ 0123\nÅö"), st.sampled_from(Preset))
def test_a_mark_begins_with_a_sign_that_is_looked_for(text: str, preset: Preset) -> None:
    slow = re.compile(
        "|".join(f"(?:{expression})" for _kind, expression in RULES[preset]).replace(r"\ ", " ")
    )
    assert [(m.start, m.end) for m in find_marks(text, preset)] == [m.span() for m in slow.finditer(text)]


@given(st.text(alphabet="ab[](){}<>*_:.…-–=+/°x?#@ 0123\nÅ"), st.sampled_from(Preset))
def test_what_is_kept_of_a_mark_lies_within_it(text: str, preset: Preset) -> None:
    for mark in find_marks(text, preset):
        start, end = mark.kept
        assert mark.start <= start <= end <= mark.end
    place = 0
    for start, end in transcribers_signs(text, preset):
        assert place <= start <= end <= len(text)
        place = end


@pytest.mark.parametrize(
    ("preset", "text", "kept"),
    [
        ("swedish", "_så_ *mycket* °tyst° (mandat?) [skratt]", ["så", "mycket", "tyst", "mandat", ""]),
        ("swedish", "jag… me- nä::", ["…", "-", ""]),
        ("jefferson", "[det va] (kanske) JA ((hostar))", ["det va", "kanske", "JA", ""]),
        ("gat2", "<<f> laut> <<lachend> ja> akZENT", [" laut", " ja", "akZENT"]),
        ("goteborg", "[1 de ]1 <mm> (väl)", ["", "", "mm", "väl"]),
    ],
)
def test_what_is_said_within_a_mark_is_kept(preset: str, text: str, kept: list[str]) -> None:
    assert [text[slice(*mark.kept)] for mark in find_marks(text, preset)] == kept


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize(
    "unit", ["(", "[", "((", "<<", "*a ", "_a", "x ", "(a", "[ohb ", "°", ".-", "(paus ", "ha h"]
)
def test_hostile_lines_take_linear_time(preset: Preset, unit: str) -> None:
    text = unit * (50_000 // len(unit))
    started = time.process_time()
    find_marks(text, preset)
    assert time.process_time() - started < 5
