"""Thirty typical coding acts, with the keys each needs; the guide shows this very table.

Letters of names and texts are typed as well and count as keys; the table gives them apart. To write the
table into the guide: python -m tests.workbench.test_keystrokes
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualwb.acts import codes, questions, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from tests.conftest import ROOT, transcript_of
from tests.workbench.screens.coded_material import rows
from tests.workbench.test_code_screen import opened, press

TALK = (
    ("Moderator", "Hur var det från början?"),
    ("Åsa", "Det var otydligt. Ingen visste vad det skulle bli. Vi bara åkte."),
    ("Björn", "Vi fick ett papper i handen. Sen åkte vi. Chefen var aldrig med."),
    ("Åsa", "Men mötena var bra. Dom gav mycket. Man fick ansikten."),
    ("Moderator", "Vad var mindre bra?"),
    ("Björn", "Resorna tog hela dagen. Och det var mycket prat."),
    ("Åsa", "Mycket prat och lite verkstad. Ja."),
    ("Björn", "Ingen ledde oss. Alla väntade på nån annan."),
)


@dataclass(frozen=True)
class Act:
    """What a coder wants, the keys for it, and a query that is true afterwards."""

    sv: str
    en: str
    keys: tuple[str, ...]
    true: str

    @property
    def strokes(self) -> int:
        """Keys pressed, without the letters typed."""
        return sum(not key.startswith("<") for key in self.keys)

    @property
    def letters(self) -> int:
        """Letters typed."""
        return sum(len(key) - 2 for key in self.keys if key.startswith("<"))


def coded(name: str, quote: str) -> str:
    return (
        "SELECT count(*) = 1 FROM coding JOIN code ON code.id = code_id "
        f"WHERE code.name = '{name}' AND quote = '{quote}'"
    )


COUNT = "SELECT count(*) = {} FROM coding"

ACTS = (
    Act("Nästa replik", "Next turn", ("J",), COUNT.format(0)),
    Act("Meningen får en ny kod", "New code on the sentence", ("s", "c", "<otydligt>", "enter"),
        coded("otydligt", "Det var otydligt.")),
    Act("Samma kod på nästa mening", "Same code on the next sentence", ("right_parenthesis", "full_stop"),
        coded("otydligt", "Ingen visste vad det skulle bli.")),
    Act("Den här meningen, en nyss använd kod", "This sentence, that recent code",
        ("right_parenthesis", "s", "c", "enter"), coded("otydligt", "Vi bara åkte.")),
    Act("Ångra", "Undo", ("u",), COUNT.format(2)),
    Act("Gör om", "Redo", ("ctrl+r",), COUNT.format(3)),
    Act("Hela repliken får en ny kod", "New code on the whole turn", ("J", "t", "c", "<chefen>", "enter"),
        "SELECT count(*) = 1 FROM coding WHERE quote LIKE 'Vi fick%med.'"),
    Act("En andra kod på en del av den", "A second code on a part of it",
        ("K", "J", "s", "c", "<papper>", "enter"),
        coded("papper", "Vi fick ett papper i handen.")),
    Act("Två koder i ett drag", "Two codes in one go",
        ("J", "s", "c", "<möten>", "tab", "<nätverk>", "enter"),
        "SELECT count(*) = 2 FROM coding WHERE quote = 'Men mötena var bra.'"),
    Act("Ordens egen kod", "The words' own code", ("right_parenthesis", "s", "I", "enter"),
        coded("Dom gav mycket.", "Dom gav mycket.")),
    Act("Ta bort koden här", "Take the code here away", ("x",),
        "SELECT count(*) = 0 FROM coding WHERE quote = 'Dom gav mycket.'"),
    Act("Nästa replik utan kod", "Next turn without a code", ("a",), COUNT.format(7)),
    Act("Sök ett ord", "Search for a word", ("slash", "<Resorna>", "enter"), COUNT.format(7)),
    Act("Markera meningen och koda", "Select the sentence and code it", ("s", "c", "<resor>", "enter"),
        coded("resor", "Resorna tog hela dagen.")),
    Act("Utöka markeringen till repliken", "Grow the selection to the turn", ("s", "plus"), COUNT.format(8)),
    Act("Koda den med en kod som finns", "Code it with a code there is", ("c", "<prat>", "enter"),
        "SELECT count(*) = 1 FROM code WHERE name = 'prat'"),
    Act("Flytta passagens slut till markören", "Move the passage's end to the cursor",
        ("J", "s", "c", "<lite verkstad>", "enter", "b", "b", "right_square_bracket"),
        "SELECT count(*) = 0 FROM coding WHERE quote = 'Mycket prat och lite verkstad.'"),
    Act("Memo på passagen", "Memo on the passage", ("J", "s", "m", "<ledare?>", "ctrl+s"),
        "SELECT count(*) = 1 FROM memo WHERE text = 'ledare?'"),
    Act("Koda passagen med memot", "Code the passage with the memo", ("c", "<ingen leder>", "enter"),
        "SELECT count(*) = 1 FROM code WHERE name = 'ingen leder'"),
    Act("Gör till nyckelcitat", "Make it a key quote", ("exclamation_mark",),
        "SELECT count(*) = 1 FROM coding WHERE cited"),
    Act("Placera en fråga ur intervjuguiden", "Place a question of the guide", ("q", "<Ledning>", "enter"),
        "SELECT count(*) > 0 FROM turn WHERE question_id IS NOT NULL"),
    Act("Till koderna", "To the codes", ("tab",), COUNT.format(11)),
    Act("Byt namn på en kod", "Rename a code", ("home", "r", "<!>", "enter"),
        "SELECT count(*) = 1 FROM code WHERE name LIKE '%!'"),
    Act("Slå ihop två koder, med skäl", "Merge two codes, with the reason",
        ("home", "space", "down", "space", "M", "enter", "<samma>", "enter"),
        "SELECT act = 'code.merge' AND reason = 'samma' FROM change ORDER BY id DESC LIMIT 1"),
    Act("Fem koder i ett nytt tema", "Five codes in a new theme",
        ("home", *("space", "down") * 4, "space", "T", "enter", "<Tema ett>", "enter"),
        "SELECT count(*) = 5 FROM theme_code"),
    Act("Skriv kodens regel", "Write a code's rule", ("end", "e", "<När>", "ctrl+s"),
        "SELECT count(*) = 1 FROM code WHERE definition = 'När'"),
    Act("Visa bara en kod", "Show only one code", ("f",), COUNT.format(11)),
    Act("Visa allt igen", "Show everything again", ("escape", "F"), COUNT.format(11)),
    Act("Rätta ett ord i texten", "Correct a word of the text",
        ("G", "s", "ctrl+k", "backspace", "<!>", "ctrl+s"),
        "SELECT count(*) = 2 FROM text_version"),
    Act("Ångra tre ändringar", "Undo three", ("u", "u", "u"), "SELECT count(*) = 0 FROM theme_code"),
)  # fmt: skip


@pytest.fixture
def long_material(researcher: Researcher) -> Researcher:
    """A project with a longer talk, some codes and a question."""
    import_transcript(researcher, transcript_of(TALK), name="Intervju 1", group="Grupp 1")
    codes.create(researcher, "prat")
    questions.add_questions(researcher, [("Ledning", "Vem ledde er?")])
    assert themes  # the theme of the script is made by keys
    return researcher


async def test_thirty_acts_do_what_they_say(long_material: Researcher) -> None:
    assert len(ACTS) == 30
    async with opened(long_material) as pilot:
        for act in ACTS:
            await press(pilot, *act.keys)
            ((holds,),) = rows(long_material, act.true)
            assert holds, act.en
    assert [p for p in check(long_material.project) if p.kind != "orphan"] == []


def test_this_sentence_that_recent_code_takes_at_most_four_keys() -> None:
    act = next(act for act in ACTS if act.en == "This sentence, that recent code")
    assert act.strokes + act.letters <= 4


SHOWN = {
    "right_parenthesis": ")",
    "full_stop": ".",
    "slash": "/",
    "plus": "+",
    "exclamation_mark": "!",
    "right_square_bracket": "]",
}


def table(language: str) -> str:
    """The table for the guide."""
    head = {"sv": "| Du vill | Tangenter | Antal |", "en": "| You want | Keys | Number |"}[language]
    rows = [head, "| --- | --- | ---: |"]
    for act in ACTS:
        keys = " ".join(
            f"*{key[1:-1]}*" if key.startswith("<") else f"`{SHOWN.get(key, key)}`" for key in act.keys
        )
        number = f"{act.strokes} + {act.letters}" if act.letters else str(act.strokes)
        rows.append(f"| {act.sv if language == 'sv' else act.en} | {keys} | {number} |")
    return "\n".join(rows) + "\n"


def guide_file(language: str) -> Path:
    return ROOT / "qualwb" / "manual" / f"{language}.md"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_guide_shows_this_table(language: str) -> None:
    assert table(language) in guide_file(language).read_text(encoding="utf-8")


def main() -> None:
    """Write the table into both guides, in place of the one there."""
    for language in ("sv", "en"):
        text = guide_file(language).read_text(encoding="utf-8")
        old = re.search(r"\| (Du vill|You want) \|[^\n]*\n(\|[^\n]*\n)+", text)
        assert old is not None
        guide_file(language).write_text(text.replace(old[0], table(language)), encoding="utf-8")


if __name__ == "__main__":
    main()
