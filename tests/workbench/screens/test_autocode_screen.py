"""Autocoding: looked for, looked over, ticked, coded as one act; reached from where one thinks of it."""

from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from qualwb.acts import codings, rounds
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.autocoding import AutocodeQuery
from qualwb.workbench.dialogs import LineDialog
from qualwb.workbench.screens.autocode.screen import AutocodeScreen
from qualwb.workbench.widgets.code_palette import CodePalette
from qualwb.workbench.widgets.listing import Listing
from tests.conftest import transcript_of
from tests.workbench.screens.coded_material import (
    GOOD,
    UNCLEAR,
    assert_golden,
    coded,
    lines,
    press,
    rows,
    shown,
)

__all__ = ["coded"]

MADE = "SELECT quote FROM coding WHERE origin = 'autocode' ORDER BY source_id, start"
GO = ("g", "A")


@pytest.fixture(autouse=True)
def by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """No meanings, unless a test asks for them."""
    monkeypatch.setenv("QUALWB_ENCODER", "none")


def auto(pilot: Pilot[int]) -> AutocodeScreen:
    screen = pilot.app.screen
    assert isinstance(screen, AutocodeScreen)
    return screen


def found(pilot: Pilot[int]) -> list[str]:
    review = auto(pilot).review
    assert review is not None
    return [one.text for one in review.passages]


def ticked(pilot: Pilot[int]) -> list[str]:
    return [one.text for one in auto(pilot).ticked]


async def test_from_the_codebook_to_one_act_and_back(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "ampersand")
        assert auto(pilot).line.has_focus
        code = auto(pilot).code
        await press(pilot, "<det>", "enter")
        assert code
        before = len(ticked(pilot))
        assert before
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, LineDialog)
        await press(pilot, "<första sållning>", "enter")
        assert len(rows(coded, MADE)) == before
        ((act, reason, summary),) = rows(
            coded, "SELECT act, reason, summary FROM change ORDER BY id DESC LIMIT 1"
        )
        assert (act, reason) == ("coding.autocode", "första sållning")
        assert "the words det" in summary
        assert ticked(pilot) == []
        await press(pilot, "u")
        assert rows(coded, MADE) == []
        assert len(ticked(pilot)) == before


async def test_the_code_of_last_time_is_not_given_again_unasked(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *GO, "<mötena>", "enter", "e", "<nytt>", "enter", "c", "enter")
        assert auto(pilot).code == "nytt"  # to see what came of it
        await press(pilot, "slash", "<resorna>", "enter")
        assert auto(pilot).code == ""
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, CodePalette)
        await press(pilot, "<annat>", "enter", "enter", "f2", *GO)
        assert auto(pilot).code == ""
        assert "no code yet" in lines(pilot)[0]
        await press(pilot, "tab", "e", "<annat>", "enter", "f2", *GO)  # chosen, and not given yet
        assert auto(pilot).code == ""
        await press(pilot, "tab", "e", "<annat>", "enter", "f2", "J", "s", "ampersand")
        assert auto(pilot).code == ""


async def test_a_code_that_is_asked_for_is_given_at_once(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *GO, "<otydligt>", "enter", "minus", "c", "<nytt>", "enter")
        assert isinstance(pilot.app.screen, LineDialog)
        assert "Code 2 passages with 'nytt'. Why?" in " ".join(lines(pilot))
        await press(pilot, "<ordet>", "enter")
        assert rows(coded, MADE) == [("otydligt",), ("otydligt",)]
        assert rows(coded, "SELECT reason FROM change ORDER BY id DESC LIMIT 1") == [("ordet",)]


async def test_who_leaves_the_question_why_is_asked_for_the_code_again(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *GO, "<otydligt>", "enter", "c", "<nytt>", "enter", "escape")
        assert auto(pilot).code == ""
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, CodePalette)
        await press(pilot, "escape", "e", "<nytt>", "enter", "c", "escape")
        assert auto(pilot).code == "nytt"  # chosen for itself


async def test_down_leads_from_the_line_to_what_was_found(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *GO, "<otydligt>", "enter", "slash", "down", "space")
        assert auto(pilot).line.value == "otydligt"
        assert len(ticked(pilot)) == len(found(pilot)) - 1


async def test_a_code_that_all_have_is_said_to_be_there_when_it_is_asked_for(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *GO, "<otydligt>", "enter", "c", f"<{UNCLEAR}>", "enter")
        assert not isinstance(pilot.app.screen, LineDialog)
        said = [notice.message for notice in pilot.app._notifications]
        assert f"You have coded all of them with '{UNCLEAR}' already." in said
        assert rows(coded, MADE) == []


async def test_no_code_is_asked_for_where_nothing_is_ticked(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *GO, "<mötena>", "enter", "A", "c")
        assert not isinstance(pilot.app.screen, CodePalette)
        assert "No passage is ticked: space ticks one, A all." in [
            notice.message for notice in pilot.app._notifications
        ]


@pytest.mark.parametrize(
    ("way", "line"), [(GO, "#autocode-line"), (("g", "f"), "#search-line"), (("g", "e"), "#like-question")]
)
async def test_who_comes_again_writes_other_words(coded: Researcher, way: tuple[str, str], line: str) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *way, "<mötena>", "enter", "down", "f2", *way)
        words = pilot.app.screen.query_one(line, Input)
        assert words.has_focus
        assert words.selected_text == "mötena"
        await press(pilot, "c", "u")
        assert words.value == "cu"
        assert rows(coded, MADE) == []


@pytest.mark.parametrize(
    ("way", "line"), [(GO, "#autocode-line"), (("g", "f"), "#search-line"), (("g", "e"), "#like-question")]
)
async def test_who_goes_back_comes_to_the_list_as_it_was(
    coded: Researcher, way: tuple[str, str], line: str
) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *way, "<mötena>", "enter", "down", "f2", "alt+left")
        assert pilot.app.screen.query_one(line, Input).value == "mötena"
        assert pilot.app.screen.query_one(Listing).has_focus
        await press(pilot, "f2", *(("g", "A") if line != "#autocode-line" else ("g", "f")), "escape")
        assert pilot.app.state.screen == "code"


async def test_escape_back_keeps_the_code_and_the_list(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *GO, "<mötena>", "enter", "e", "<nytt>", "enter", "g", "f", "escape")
        assert auto(pilot).code == "nytt"
        assert auto(pilot).listing.has_focus


async def test_from_the_codebook_again_the_words_are_written_anew(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "ampersand", "<det>", "enter", "f4", "ampersand")
        assert auto(pilot).code
        assert auto(pilot).line.has_focus
        assert auto(pilot).line.selected_text == "det"


async def test_what_has_the_code_is_shown_and_not_coded_again(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, *GO, "<otydligt>", "enter", "e", f"<{UNCLEAR}>", "enter")
        assert auto(pilot).code == UNCLEAR
        assert found(pilot) == ["Det var otydligt.", "Det var otydligt."]
        assert ticked(pilot) == []
        assert sum(line.startswith(("› =", "  =")) for line in lines(pilot)) == 2
        await press(pilot, "space")
        assert ticked(pilot) == []
        await press(pilot, "c")
        assert not isinstance(pilot.app.screen, LineDialog)
        assert rows(coded, MADE) == []


async def test_ticks_are_turned_one_by_one_and_all(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *GO, "<mötena>", "enter")
        assert len(ticked(pilot)) == len(found(pilot)) == 2
        await press(pilot, "space")
        assert ticked(pilot) == found(pilot)[1:]
        await press(pilot, "A")
        assert len(ticked(pilot)) == 2
        await press(pilot, "A")
        assert ticked(pilot) == []
        await press(pilot, "space", "c")
        assert isinstance(pilot.app.screen, CodePalette)
        await press(pilot, "<nytt>", "enter", "enter")
        assert rows(coded, MADE) == [("Men mötena var bra, dom gav mycket.",)]


@pytest.mark.parametrize(
    ("keys", "texts"),
    [
        ((), ["Men mötena var bra, dom gav mycket."] * 2),
        (("minus",), ["mötena"] * 2),
        (("minus", "minus", "plus", "plus", "plus"), ["Men mötena var bra, dom gav mycket."] * 2),
    ],
)
async def test_more_or_less_around_what_was_found(
    coded: Researcher, keys: tuple[str, ...], texts: list[str]
) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *GO, "<mötena>", "enter", *keys)
        assert found(pilot) == texts


async def test_all_forms_expressions_and_own_words(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *GO, "<möte>", "enter")
        assert found(pilot) == []
        await press(pilot, "w", "<all their>", "enter")
        assert len(found(pilot)) == 2
        await press(pilot, "w", "<regular>", "enter", "slash", "<r[eE]sor>", "enter")
        assert found(pilot) == ["Resorna tog tid."] * 2
        await press(pilot, "slash", "<(>", "enter")
        assert auto(pilot).review is None
        await press(pilot, "w", "<own words>", "enter", "slash", "<Var det otydligt från början?>", "enter")
        assert found(pilot)[0].startswith("Det var otydligt.")
        assert ticked(pilot) == []
        await press(pilot, "space")
        assert ticked(pilot) == found(pilot)[:1]


async def test_whole_turns_of_a_speaker(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *GO, "tab")
        await press(pilot, "w", "<whole turns>", "enter")
        assert auto(pilot).review is None
        await press(pilot, "f", "<speaker: Björn>", "enter", "f", "<group: Grupp 2>", "enter")
        assert found(pilot) == ["Vi fick ett papper i handen, sen åkte vi.", "Resorna tog tid."]
        await press(pilot, "F")
        assert auto(pilot).review is None


async def test_the_moderator_is_left_out_until_asked_for(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *GO, "<början>", "enter")
        assert found(pilot) == []
        assert "Left out: moderator" in auto(pilot).bar_text()
        await press(pilot, "o")
        assert found(pilot) == ["Hur var det från början?"] * 2


async def test_from_the_selected_words_and_to_their_place(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, "J", "s", "ampersand")
        assert auto(pilot).query_now.text == '"Det var otydligt."'
        assert found(pilot) == ["Det var otydligt."] * 2
        await press(pilot, "down", "enter")
        assert pilot.app.state.screen == "code"
        assert pilot.app.screen.source.name == "Intervju 2"
        await press(pilot, *GO)
        assert len(found(pilot)) == 2
        await press(pilot, "escape", "escape")
        assert pilot.app.state.screen == "code"


async def test_from_what_is_like_a_question(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, "ctrl+f", "<Var det otydligt från början?>", "enter", "ampersand")
        assert auto(pilot).query_now.how == "like"
        assert found(pilot)[0].startswith("Det var otydligt.")


async def test_from_the_search_with_what_is_ticked_there(coded: Researcher) -> None:
    async with shown(coded, "search") as pilot:
        await press(pilot, "<mötena>", "enter", "ampersand")
        assert len(ticked(pilot)) == 2
        await press(pilot, "escape", "down", "space", "ampersand")
        assert len(found(pilot)) == 2
        assert ticked(pilot) == found(pilot)[1:]


async def test_a_passage_coded_meanwhile_is_not_coded_again(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *GO, "<mötena>", "enter", "e", "<nytt>", "enter", "c")
        with coded.project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", "Men mötena var bra")
        codings.apply(coded, passage, ["nytt"], create=True)
        await press(pilot, "enter")
        assert [row[0] for row in rows(coded, MADE)] == ["Men mötena var bra, dom gav mycket."]
        assert [n for (n,) in rows(coded, "SELECT source_id FROM coding WHERE origin = 'autocode'")] == [2]
        assert "Coded 1 passage: nytt" in [notice.message for notice in pilot.app._notifications]


async def test_empty_project(researcher: Researcher) -> None:
    async with shown(researcher, "f2", (80, 24)) as pilot:
        await press(pilot, *GO, "<det>", "enter")
        assert any("Nothing was found." in line for line in lines(pilot))
        await press(pilot, "c", "e", "escape", "f", "escape")
        assert auto(pilot).ticked == []


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_is_seen(coded: Researcher, size: tuple[int, int]) -> None:
    async with shown(coded, "f4", size) as pilot:
        await press(pilot, *GO, "<det>", "enter", "e", f"<{UNCLEAR}>", "enter", "space")
        assert_golden(f"autocode-{size[0]}x{size[1]}", lines(pilot))


async def test_an_expression_without_an_end_is_told_and_finds_nothing(coded: Researcher) -> None:
    async with shown(coded, "autocode") as pilot:
        auto(pilot).look_for(AutocodeQuery(how="pattern", text="(.|..)+[#%]"))
        await press(pilot)
        assert auto(pilot).review is None
        assert "takes too long" in "\n".join(lines(pilot))


async def test_codes_of_another_round_do_not_count(coded: Researcher) -> None:
    second = rounds.new_round(coded, "två")
    with coded.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Men mötena var bra")
    codings.apply(replace(coded, round=second), passage, ["resten"], create=True)
    for at_work, codes in ((second, ("resten",)), ("1", (GOOD,))):
        async with shown(replace(coded, round=at_work), "autocode") as pilot:
            await press(pilot, "<mötena>", "enter")
            review = auto(pilot).review
            assert review is not None
            assert [one.codes for one in review.passages] == [codes, ()]


async def test_what_was_found_far_into_a_turn_is_in_view(researcher: Researcher) -> None:
    talk = [("Åsa", "Vi pratade om annat. " * 80 + "Till slut kom nålen fram. " + "Sen inget. " * 80)]
    import_transcript(researcher, transcript_of(talk), name="Lång", group="G")
    for screen in ("autocode", "search"):
        async with shown(researcher, screen, (80, 24)) as pilot:
            await press(pilot, "<nålen>", "enter")
            text = lines(pilot)
            below = next(n for n, line in enumerate(text) if "▔▔▔" in line)
            assert any("kom nålen fram" in line for line in text[below:]), screen
            assert not any("Lång · 1" in line for line in text[below:])
