"""Words: counted, sorted, filtered, each place of the one under the cursor, exported."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwb.acts.researcher import Researcher
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.search.screen import SearchScreen
from qualwb.workbench.screens.words.screen import WordsScreen
from tests.workbench.screens import coded_material
from tests.workbench.screens.by_command import written_by_command
from tests.workbench.screens.coded_material import UNCLEAR, assert_golden, coded, lines, shown
from tests.workbench.settling import rested

__all__ = ["coded"]


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, each with what is looked for when the cursor rests."""
    await rested(pilot)
    for key in keys:
        await coded_material.press(pilot, key)
        await rested(pilot)


def words(pilot: Pilot[int]) -> WordsScreen:
    screen = pilot.app.screen
    assert isinstance(screen, WordsScreen)
    return screen


def counted(pilot: Pilot[int]) -> dict[str, int]:
    found = words(pilot).found
    assert found is not None
    return {word.word: word.count for word in found.words}


def text_of(pilot: Pilot[int]) -> str:
    return "\n".join(lines(pilot))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_it_looks_like(coded: Researcher, size: tuple[int, int]) -> None:
    async with shown(coded, "words", size) as pilot:
        await press(pilot, "down")
        assert_golden(f"words-{size[0]}x{size[1]}", lines(pilot))


async def test_each_word_is_said_in_as_many_places_as_it_counts(coded: Researcher) -> None:
    async with shown(coded, "words") as pilot:
        await press(pilot, "b", "home")
        counts = counted(pilot)
        assert counts["det"] == 6
        for word, count in list(counts.items())[:12]:
            assert words(pilot).list.key == word
            assert len(words(pilot).places.keys) == count, word
            await press(pilot, "down")


async def test_how_many_each_group_has_stands_above_the_places(coded: Researcher) -> None:
    """In the order of the groups, however the places are sorted; of the word under the cursor."""
    async with shown(coded, "words") as pilot:
        await press(pilot, "slash", "<hand>", "enter")
        assert any("▔Grupp 1: 1 · Grupp 2: 1▔" in line for line in lines(pilot))
        await press(pilot, "enter", "s", "<words after>", "enter")
        assert any("▔Grupp 1: 1 · Grupp 2: 1▔" in line for line in lines(pilot))
        await press(pilot, "escape", "f", "<Grupp 2>", "enter")
        assert any("▔Grupp 2: 1▔" in line for line in lines(pilot))


async def test_base_forms_function_words_moderator_and_groups(coded: Researcher) -> None:
    async with shown(coded, "words") as pilot:
        assert counted(pilot)["möte"] == 2
        assert "det" not in counted(pilot)
        await press(pilot, "w")
        assert counted(pilot)["mötena"] == 2
        await press(pilot, "b", "o", "home")
        assert counted(pilot)["det"] == 8
        assert len(words(pilot).places.keys) == 8
        await press(pilot, "f", "<Grupp 2>", "enter")
        assert counted(pilot)["det"] == 4
        assert {one.source for one in words(pilot)._made.keywords} == {"Intervju 2"}
        assert "f: Grupp 2" in text_of(pilot)
        await press(pilot, "F")
        assert counted(pilot)["det"] == 8


async def test_what_one_participant_says_is_held_against_the_rest(coded: Researcher) -> None:
    async with shown(coded, "words", (120, 40)) as pilot:
        assert "Elsewhere" not in "\n".join(lines(pilot))
        await press(pilot, "f", "<participant: Grupp 1/Björn>", "enter")
        assert "f: Grupp 1/Björn" in text_of(pilot)
        assert "Elsewhere" in "\n".join(lines(pilot))
        await press(pilot, "s", "<typical>", "enter")
        found = words(pilot).found
        assert found is not None
        ratios = [one.typical or 0 for one in found.words]
        assert ratios == sorted(ratios, reverse=True)
        assert "s: most typical of the part first" in words(pilot).bar_text()
        assert {one.source for one in words(pilot)._made.keywords} == {"Intervju 1"}
        await press(pilot, "F")
        assert "Elsewhere" not in "\n".join(lines(pilot))
        assert "s: most often first" in words(pilot).bar_text()


async def test_words_of_one_theme_and_their_places(coded: Researcher) -> None:
    async with shown(coded, "words") as pilot:
        await press(pilot, "b", "f", "<theme: möten>", "enter", "home")
        assert counted(pilot) == {"bra": 1, "men": 1, "möte": 1, "vara": 1}
        assert "f: Möten" in text_of(pilot)
        for _word in range(4):
            (place,) = words(pilot)._made.keywords
            assert (place.source, place.turn) == ("Intervju 1", 5)
            await press(pilot, "down")
        await press(pilot, "enter", "f", "<Grupp 2>", "enter")
        assert words(pilot).list.has_focus  # not the filter, where letters are text
        assert counted(pilot) == {}
        assert "f: Grupp 2, Möten" in text_of(pilot)
        await press(pilot, "F")
        assert counted(pilot)["det"] == 6


async def test_which_pane_has_the_focus_is_told_by_a_sign(coded: Researcher) -> None:
    def signs(pilot: Pilot[int]) -> list[str]:
        return [line[0] for line in lines(pilot) if line[:1] in "›·" and line[1:2] == " "]

    async with shown(coded, "words", (80, 24)) as pilot:
        await press(pilot, "home")
        assert signs(pilot) == ["›", "·"]
        await press(pilot, "enter")
        assert signs(pilot) == ["·", "›"]
        await press(pilot, "escape")
        assert signs(pilot) == ["›", "·"]
        await press(pilot, "slash")
        assert signs(pilot) == ["·", "·"]


async def test_words_are_sorted_by_any_column(coded: Researcher) -> None:
    async with shown(coded, "words") as pilot:
        await press(pilot, "w", "b", "s", "<alphabetically>", "enter")
        assert words(pilot).list.keys[0] == "av"
        assert words(pilot).list.keys[-1] == "åkte"
        for order in ("<groups>", "<sources>", "<forms>", "<often>"):
            await press(pilot, "s", order, "enter")
            assert sorted(words(pilot).list.keys) == sorted(counted(pilot))
        assert list(counted(pilot).values()) == sorted(counted(pilot).values(), reverse=True)


async def test_the_filter_finds_a_word_by_any_of_its_forms(coded: Researcher) -> None:
    async with shown(coded, "words") as pilot:
        await press(pilot, "slash", *"mötena", "enter")
        assert words(pilot).list.keys == ["möte"]
        assert [one.match for one in words(pilot)._made.keywords] == ["mötena", "mötena"]
        await press(pilot, "escape")
        assert len(words(pilot).list.keys) > 1
        await press(pilot, "escape")
        assert pilot.app.state.screen == "code"


async def test_from_a_word_to_its_places_and_back(coded: Researcher) -> None:
    async with shown(coded, "words") as pilot:
        await press(pilot, "slash", *"otydlig", "enter", "enter")
        assert words(pilot).places.has_focus
        assert "1/2 · Intervju 1 1/1" in text_of(pilot)
        assert words(pilot).places._rows[0].cells[-1] == UNCLEAR
        await press(pilot, "down", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert screen.source is not None
        start, end = screen.view.passage
        assert (screen.source.name, screen.source.document.text[start:end]) == ("Intervju 2", "otydligt")
        await press(pilot, "g", "w", "escape")
        assert words(pilot).list.has_focus
        assert words(pilot).list.key == "otydlig"


async def test_places_are_sorted_by_their_context(coded: Researcher) -> None:
    async with shown(coded, "words") as pilot:
        await press(pilot, "b", "slash", *"det", "enter", "enter", "s", "<words after>", "enter")
        after = [one.right.strip(" .").split(" ")[0] for one in words(pilot)._made.keywords]
        assert after == sorted(after)
        await press(pilot, "s", "<order of the text>", "enter")
        assert [one.start for one in words(pilot)._made.keywords[:3]] == sorted(
            one.start for one in words(pilot)._made.keywords[:3]
        )


async def test_a_word_is_looked_for_in_all_sources(coded: Researcher) -> None:
    async with shown(coded, "words") as pilot:
        await press(pilot, "w", "slash", *"papper", "enter", "asterisk")
        screen = pilot.app.screen
        assert isinstance(screen, SearchScreen)
        assert (screen.line.value, screen.sought.way) == ("papper", "forms")
        assert len(screen.shown) == 2


@pytest.mark.parametrize(
    ("keys", "options"),
    [
        ((), ("--lemma",)),
        (("w",), ()),
        (("b",), ("--lemma", "--all-words")),
        (("o",), ("--lemma", "--moderator")),
        (
            ("f", "<group: Grupp 2>", "enter", "s", "<typical>", "enter"),
            ("--lemma", "--group", "Grupp 2", "--typical"),
        ),
    ],
)
async def test_what_is_exported_is_what_the_command_prints(
    coded: Researcher, tmp_path: Path, keys: tuple[str, ...], options: tuple[str, ...]
) -> None:
    by_command = written_by_command(coded, tmp_path, "words", *options, "--limit", "0", suffix="md")
    async with shown(coded, "words") as pilot:
        await press(pilot, *keys, "E", "end", "ctrl+u", "<words.md>", "enter")
    assert (tmp_path / "words.md").read_bytes() == by_command


async def test_an_empty_project(researcher: Researcher) -> None:
    async with shown(researcher, "words", (80, 24)) as pilot:
        await press(pilot, "enter", "down", "asterisk", "s", "enter", "w", "b", "o")
        assert "No words yet" in text_of(pilot)


async def test_a_key_held_down_looks_only_for_the_word_that_it_stops_at(coded: Researcher) -> None:
    async with shown(coded, "words") as pilot:
        await press(pilot, "home")
        first = words(pilot).places.keys
        await coded_material.press(pilot, "down", "down")
        assert words(pilot).places.keys == first
        await rested(pilot)
        word = words(pilot).word
        assert word is not None
        assert {one.match.casefold() for one in words(pilot)._made.keywords} <= set(word.forms)


async def test_enter_before_the_places_are_there_leads_to_those_of_the_word(coded: Researcher) -> None:
    async with shown(coded, "words") as pilot:
        await press(pilot, "home")
        await coded_material.press(pilot, "down", "enter")
        assert words(pilot).places.has_focus
        word, one = words(pilot).word, words(pilot).places.keyword
        assert word is not None
        assert one is not None
        assert one.match.casefold() in word.forms
