"""One search over all sources: live, counted, narrowed, stepped through, gone to, exported."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwb.acts import corrections
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.keyword_search import Sought, find_keywords
from qualwb.exchange.rendering import render
from qualwb.exchange.tables.material import kwic_table
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.search.screen import SearchScreen
from tests.workbench.screens.by_command import written_by_command
from tests.workbench.screens.coded_material import UNCLEAR, assert_golden, coded, lines, press, rows, shown

__all__ = ["coded"]

SEARCH = ("g", "f")


def search(pilot: Pilot[int]) -> SearchScreen:
    screen = pilot.app.screen
    assert isinstance(screen, SearchScreen)
    return screen


def found(pilot: Pilot[int]) -> list[tuple[str, int, str]]:
    return [(one.source, one.turn, one.match) for one in search(pilot).shown]


def text_of(pilot: Pilot[int]) -> str:
    return "\n".join(lines(pilot))


async def test_it_looks_while_one_types(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *SEARCH, *"det")
        assert search(pilot).line.has_focus
        assert found(pilot) == [
            (source, turn, match)
            for source in ("Intervju 1", "Intervju 2")
            for turn, match in ((1, "det"), (2, "Det"), (2, "det"), (2, "det"))
        ]
        assert "1/8 · Intervju 1 1/4 · 4 turns, 2 sources" in text_of(pilot)
        await press(pilot, "space", *"papper")
        assert found(pilot) == []
        await press(pilot, "ctrl+u", *"papp")
        assert [match for _source, _turn, match in found(pilot)] == ["papper", "papper"]
        assert "begins with 'papp'" in text_of(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_it_looks_like(coded: Researcher, size: tuple[int, int]) -> None:
    async with shown(coded, "search", size) as pilot:
        await press(pilot, "<det>", "down", "down")
        assert_golden(f"search-{size[0]}x{size[1]}", lines(pilot))


async def test_words_are_meant_in_five_ways(coded: Researcher) -> None:
    async with shown(coded, "search") as pilot:
        await press(pilot, "<resa>")
        assert found(pilot) == []
        await press(pilot, "ctrl+t")
        assert {match for _source, _turn, match in found(pilot)} == {"Resorna"}
        assert "all forms of the words" in text_of(pilot)
        await press(pilot, "ctrl+t")
        assert "all forms, compounds too" in text_of(pilot)
        await press(pilot, "ctrl+t", "ctrl+u", "<papper i handen>")
        assert [match for _source, _turn, match in found(pilot)] == ["papper i handen"] * 2
        await press(pilot, "ctrl+t", "ctrl+u", r"<\bm\w+a\b>", "enter")
        assert {match for _source, _turn, match in found(pilot)} == {"mötena"}
        await press(pilot, "w", "slash", "ctrl+u", "<handen papper>")
        assert len(found(pilot)) == 4


async def test_an_expression_without_an_end_is_told_in_place(coded: Researcher) -> None:
    async with shown(coded, "search") as pilot:
        await press(pilot, *["ctrl+t"] * 4, "<(.|..)+[#%]>")
        assert "takes too long" in text_of(pilot)
        await press(pilot, "ctrl+u", "<bra>")
        assert [match for _source, _turn, match in found(pilot)] == ["bra", "bra"]


@pytest.mark.parametrize("written", ["<(>", '<"öppet>', "<OR>"])
async def test_what_can_not_be_searched_is_told_in_place(coded: Researcher, written: str) -> None:
    async with shown(coded, "search") as pilot:
        await press(pilot, "<det>", "ctrl+u", written)
        assert "Can't search for" in text_of(pilot)
        assert not pilot.app.screen.is_modal
        await press(pilot, "ctrl+u", "<bra>")
        assert [match for _source, _turn, match in found(pilot)] == ["bra", "bra"]


async def test_to_the_place_and_back_and_on_across_sources(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *SEARCH, "<visste OR vi>", "enter", "down", "enter")

        def place() -> tuple[str, str]:
            screen = pilot.app.screen
            assert isinstance(screen, CodeScreen)
            assert screen.source is not None
            start, end = screen.view.passage
            return screen.source.name, screen.source.document.text[start:end]

        assert place() == ("Intervju 1", "Vi")
        await press(pilot, "alt+down")
        assert place() == ("Intervju 1", "vi")
        await press(pilot, "alt+down")
        assert place() == ("Intervju 2", "visste")
        assert [note.message for note in pilot.app._notifications][-1] == "4/6 · Intervju 2 1/3"
        await press(pilot, "alt+down", "alt+down", "alt+down")
        assert place() == ("Intervju 2", "vi")
        await press(pilot, "alt+up", "alt+up", "alt+up")
        assert place() == ("Intervju 1", "vi")
        await press(pilot, *SEARCH)
        assert search(pilot).line.value == "visste OR vi"
        assert search(pilot).list.place[0] == 2
        await press(pilot, "escape", "escape")
        assert pilot.app.state.screen == "code"


async def test_what_was_found_is_no_passage_that_was_chosen(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, *SEARCH, "<visste>", "enter", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        start, end = screen.view.sentence_here
        assert screen.source is not None
        sentence = screen.source.document.text[start:end]
        assert sentence.startswith("Ingen visste")
        assert "sentence" in lines(pilot)[0]
        assert "SELECT" not in lines(pilot)[0]
        await press(pilot, "c", "<nytt>", "enter")
        assert rows(coded, "SELECT quote FROM coding ORDER BY id DESC LIMIT 1") == [(sentence,)]
        await press(pilot, *SEARCH, "enter", "enter", "escape", "b", "v", "e", "c", "<egna>", "enter")
        assert rows(coded, "SELECT quote FROM coding ORDER BY id DESC LIMIT 1") == [("visste",)]
        await press(pilot, *SEARCH, "enter", "enter", "shift+right", "shift+right", "c", "<två>", "enter")
        assert rows(coded, "SELECT quote FROM coding ORDER BY id DESC LIMIT 1") == [("visste v",)]


async def test_stepping_without_a_search_says_so(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, "alt+down")
        assert "Nothing has been found yet" in [note.message for note in pilot.app._notifications][-1]
        assert pilot.app.state.screen == "code"


async def test_the_codes_of_a_match_are_shown(coded: Researcher) -> None:
    async with shown(coded, "search") as pilot:
        await press(pilot, "<otydligt OR nja>", "enter")
        assert search(pilot).list._rows[0].cells[-1] == UNCLEAR
        assert search(pilot).list._rows[1].cells[-1] == ""
        assert f"Codes: {UNCLEAR}" in text_of(pilot)


async def test_only_some_turns(coded: Researcher) -> None:
    async with shown(coded, "search") as pilot:
        await press(pilot, "<d* OR v* OR m* OR h*>", "enter")
        everywhere = set(found(pilot))
        await press(pilot, "f", "<with a code>", "enter")
        with_code = set(found(pilot))
        await press(pilot, "f", "<without a code>", "enter")
        without = set(found(pilot))
        assert with_code
        assert without == everywhere - with_code
        await press(pilot, "F", "f", "<Grupp 2>", "enter", "f", "<Åsa>", "enter")
        assert {source for source, _turn, _match in found(pilot)} == {"Intervju 2"}
        assert {one.speaker for one in search(pilot).shown} == {"Åsa"}
        assert "only Grupp 2, Åsa" in text_of(pilot)
        await press(pilot, "F")
        assert set(found(pilot)) == everywhere


async def test_matches_are_sorted_by_their_context(coded: Researcher) -> None:
    async with shown(coded, "search") as pilot:
        await press(pilot, "<det>", "enter", "s", "<words after>", "enter")
        after = [one.right.strip(" .").split(" ")[0] for one in search(pilot).shown]
        assert after == ["", "", "från", "från", "skulle", "skulle", "var", "var"]
        await press(pilot, "s", "<speakers>", "enter", "s", "<text>", "enter")
        assert [one.turn for one in search(pilot).shown] == [1, 2, 2, 2] * 2


@pytest.mark.parametrize(
    ("written", "turns", "options"),
    [
        ("det", 0, ["det"]),
        ("möte", 1, ["möte", "--lemma"]),
        ("möte", 2, ["möte", "--compounds"]),
        (r"\bm\w+a\b", 4, [r"\bm\w+a\b", "--regex"]),
    ],
)
async def test_what_is_exported_is_what_the_command_prints(
    coded: Researcher, tmp_path: Path, written: str, turns: int, options: list[str]
) -> None:
    by_command = written_by_command(coded, tmp_path, "find", *options, "--kwic", "--limit", "0")
    async with shown(coded, "search") as pilot:
        await press(pilot, *["ctrl+t"] * turns, f"<{written}>", "enter")
        assert f"1/{len(by_command.splitlines()) - 1}" in text_of(pilot)
        await press(pilot, "E", "end", "ctrl+u", "<on-screen.csv>", "enter")
    assert (tmp_path / "on-screen.csv").read_bytes() == by_command


async def test_only_what_is_shown_is_exported_in_its_order(coded: Researcher, tmp_path: Path) -> None:
    async with shown(coded, "search") as pilot:
        await press(pilot, "<det>", "enter", "f", "<Grupp 2>", "enter", "s", "<after>", "enter")
        await press(pilot, "E", "end", "ctrl+u", "<s.csv>", "enter")
        shown_now = search(pilot).shown
    expected = render(kwic_table(shown_now), "csv")
    assert isinstance(expected, str)
    assert (tmp_path / "s.csv").read_text() == expected
    assert len(shown_now) == 4


async def test_ticks_stay_while_the_codes_come_and_go_with_the_matches(coded: Researcher) -> None:
    async with shown(coded, "search") as pilot:
        await press(pilot, "<det>", "enter", "space", "down", "space")
        await press(pilot, "s", "<after>", "enter")
        await press(pilot, "s", "<text>", "enter")
        assert [one.match for one in search(pilot).list.chosen_keywords] == ["det", "Det"]
        search(pilot).unmark()
        assert [one.source for one in search(pilot).list.chosen_keywords] == ["Intervju 1"]


async def test_it_looks_again_when_the_text_is_corrected(coded: Researcher) -> None:
    async with shown(coded, "search") as pilot:
        await press(pilot, "<resorna>")
        assert len(found(pilot)) == 2
        with coded.project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", "Resorna")
        corrections.replace_passage(coded, passage, "Bussarna")
        pilot.app.changed()
        await press(pilot)
        assert len(found(pilot)) == 1
        assert search(pilot).line.value == "resorna"


async def test_an_empty_project_and_no_words(researcher: Researcher) -> None:
    async with shown(researcher, "search", (80, 24)) as pilot:
        await press(pilot, "enter", "space", "E", "escape")
        await press(pilot, *SEARCH, "<det>", "enter", "enter", "s", "enter")
        assert "Nothing is found." in text_of(pilot)
        assert find_keywords(researcher.project, Sought("det")) == ()


async def test_escape_leaves_the_line_also_while_the_matches_come(coded: Researcher) -> None:
    async with shown(coded, "search") as pilot:
        await pilot.press(*"det", "escape")
        assert search(pilot).list.has_focus
        await press(pilot, "slash", "ctrl+u", "<det>", "escape", "down")
        assert search(pilot).list.place[0] == 1
        await press(pilot, "escape")
        assert pilot.app.state.screen == "code"


async def test_letters_typed_in_a_burst_give_what_typing_slowly_gives(coded: Researcher) -> None:
    async with shown(coded, "search") as pilot:
        for letter in "mötena":
            pilot.app.screen.query_one("#search-line").insert_text_at_cursor(letter)
        await press(pilot)
        assert [match for _source, _turn, match in found(pilot)] == ["mötena", "mötena"]


async def test_the_way_is_changed_by_one_key_in_the_line_and_in_the_list(coded: Researcher) -> None:
    async with shown(coded, "search") as pilot:
        screen, look = pilot.app.screen, pilot.app.theme
        assert isinstance(screen, SearchScreen)
        ways = [screen.sought.way]
        await press(pilot, "<möte>")
        for key in ("ctrl+t", "enter", "ctrl+t"):
            await press(pilot, key)
            ways.append(screen.sought.way)
        assert len({*ways}) == 3
        assert pilot.app.theme == look


async def test_the_moderator_is_left_out_where_that_is_asked(coded: Researcher) -> None:
    async with shown(coded, "search") as pilot:
        await press(pilot, "<det>", "enter")
        assert "o: with the moderator" in lines(pilot)[0]
        everybody = len(found(pilot))
        await press(pilot, "o")
        assert 0 < len(found(pilot)) < everybody
        assert "o: without the moderator" in lines(pilot)[0]
        await press(pilot, "o")
        assert len(found(pilot)) == everybody
