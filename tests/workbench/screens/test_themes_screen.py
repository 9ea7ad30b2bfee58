"""The board of themes: what each key leaves in the store, and what the board shows."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwb.acts import codes, themes
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.themes.board import Subject
from qualwb.workbench.screens.themes.screen import ThemesScreen
from qualwb.workbench.screens.themes.theme_board import ThemeBoard
from qualwb.workbench.widgets.quote_list import QuoteList
from qualwb.workbench.writing_dialogs import FormDialog
from tests.workbench.screens.coded_material import (
    GOOD,
    PAPER,
    TIME,
    UNCLEAR,
    assert_golden,
    coded,
    gathered,
    lines,
    press,
    rows,
    settle,
    shown,
)
from tests.workbench.settling import rested

__all__ = ["coded"]


def screen_of(pilot: Pilot[int]) -> ThemesScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ThemesScreen)
    return screen


def board_of(pilot: Pilot[int]) -> ThemeBoard:
    return screen_of(pilot).view


async def test_loose_codes_stand_first_and_themes_beneath_their_main_theme(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        columns = screen_of(pilot).board.columns
        assert [(c.name, c.main, [card.name for card in c.cards]) for c in columns] == [
            (None, "", [TIME]),
            ("Otydligt syfte", "Före", [UNCLEAR, PAPER]),
            ("Möten", "Före", [GOOD]),
        ]
        unclear = columns[1].cards[0]
        assert (unclear.passages, unclear.groups) == (3, 2)
        assert columns[1].theme is not None
        assert (columns[1].theme.groups, columns[1].theme.of_groups) == (2, 2)


async def test_what_a_main_theme_counts_is_told_apart_from_what_it_gathers_itself(
    coded: Researcher,
) -> None:
    themes.add_codes(coded, "Före", [TIME])
    async with shown(coded, "f3", (120, 40)) as pilot:
        heads = [line for line in lines(pilot)[:8] if "passage" in line]
        assert ["in all: 6 passages" in line for line in heads] == [True]
        assert "directly in it" in "\n".join(lines(pilot)[:8])


async def test_the_cursor_stands_on_what_an_act_made(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "n", "<Åsikter>", "enter")
        assert board_of(pilot).subject == Subject("Åsikter")
        await press(pilot, "r", "end", "ctrl+u", "<Meningar>", "enter")
        assert board_of(pilot).subject == Subject("Meningar")
        screen_of(pilot)._find(Subject("Otydligt syfte", UNCLEAR))
        await press(pilot, "r", "end", "ctrl+u", "<åtskilt>", "enter")
        assert board_of(pilot).subject == Subject("Otydligt syfte", "åtskilt")
        await press(pilot, "space", "down", "space", "M", "end", "ctrl+u", "<ett>", "enter", "enter")
        assert board_of(pilot).subject == Subject("Otydligt syfte", "ett")


async def test_a_loose_code_moves_into_a_theme(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "down", "v", "<möten>", "enter")
        assert gathered(coded)["Möten"] == [GOOD, TIME]
        assert pilot.app.screen is screen_of(pilot)


async def test_marked_codes_move_together_and_undo_brings_them_back(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "down", "space", "down", "space", "v", "<möten>", "enter")
        assert gathered(coded) == {"Före": [], "Möten": [GOOD, UNCLEAR, PAPER], "Otydligt syfte": []}
        assert board_of(pilot).marks == []
        await press(pilot, "u")
        assert gathered(coded)["Otydligt syfte"] == [UNCLEAR, PAPER]


async def test_codes_move_into_a_theme_made_on_the_way(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "down", "v", "<new theme>", "enter", "<Tid>", "enter")
        assert gathered(coded)["Tid"] == [TIME]


async def test_enter_alone_makes_no_theme_where_there_are_some(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        before = set(gathered(coded))
        await press(pilot, "down", "v", "enter")
        assert set(gathered(coded)) == before
        assert gathered(coded)["Före"] == [TIME]
        await press(pilot, "u")
        assert gathered(coded)["Före"] == []


async def test_a_theme_that_is_not_there_yet_is_made_by_typing_its_name(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "down", "v", "<Restid>", "enter")
        assert gathered(coded)["Restid"] == [TIME]


async def test_a_code_is_gathered_by_a_second_theme_and_taken_out_again(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "down", "T", "<möten>", "enter")
        assert gathered(coded)["Möten"] == [GOOD, UNCLEAR]
        assert gathered(coded)["Otydligt syfte"] == [UNCLEAR, PAPER]
        await press(pilot, "x")
        assert gathered(coded)["Otydligt syfte"] == [PAPER]
        assert UNCLEAR in gathered(coded)["Möten"]


async def test_a_new_theme_gathers_the_marked_codes(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "down", "space", "n", "<Vardagen>", "enter")
        assert gathered(coded)["Vardagen"] == [TIME]


async def test_theme_and_code_are_renamed(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "r", "end", "ctrl+u", "<Oklart>", "enter")
        assert "Oklart" in gathered(coded)
        await press(pilot, "down", "r", "end", "ctrl+u", "<dimma>", "enter")
        assert gathered(coded)["Oklart"] == ["dimma", PAPER]


async def test_a_claim_that_the_codings_do_not_bear_out_is_told_by_sign_and_words(coded: Researcher) -> None:
    themes.describe(coded, "Möten", claim="båda grupperna")
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "right")
        said = "\n".join(lines(pilot))
        assert "(!) 1 claim not borne out" in said
        assert "(!) claim: båda grupperna" in said
        assert "(!) the claim 'båda grupperna' is not borne out by the codings: 1 of 2 groups" in said
        assert "(!) claim: alla grupper" not in said


async def test_central_idea_and_claim_are_written(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        keys = [
            "e",
            "<Ingen visste>",
            "tab",
            "<ej mål>",
            "tab",
            "<en visste>",
            "tab",
            "end",
            "ctrl+u",
            "<två>",
        ]
        await press(pilot, "right", *keys, "ctrl+s")
        written = rows(
            coded,
            "SELECT definition, boundary, counter_examples, claim FROM theme WHERE name = 'Otydligt syfte'",
        )
        assert written == [("Ingen visste", "ej mål", "en visste", "två")]


async def test_codes_merge_with_the_reason_kept(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "down", "space", "down", "space", "M", "enter", "<samma sak>", "enter")
        assert gathered(coded)["Otydligt syfte"] == [UNCLEAR]
        assert rows(coded, "SELECT reason FROM change ORDER BY id DESC LIMIT 1") == [("samma sak",)]


async def test_themes_merge_with_the_reason_kept(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "space", "right", "space", "M", "enter", "<ett>", "enter")
        assert gathered(coded) == {"Före": [], "Otydligt syfte": [GOOD, UNCLEAR, PAPER]}
        assert rows(coded, "SELECT act, reason FROM change ORDER BY id DESC LIMIT 1") == [
            ("theme.merge", "ett")
        ]


async def test_codes_split_off_into_a_theme_beside(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "down", "down", "S", "<Papper>", "enter", "<annat>", "enter")
        assert gathered(coded) == {
            "Före": [],
            "Möten": [GOOD],
            "Otydligt syfte": [UNCLEAR],
            "Papper": [PAPER],
        }
        beneath = "SELECT parent.name FROM theme JOIN theme parent ON parent.id = theme.parent_id"
        assert rows(coded, f"{beneath} WHERE theme.name = 'Papper'") == [("Före",)]


async def test_a_theme_is_nested_and_lifted(coded: Researcher) -> None:
    statement = "SELECT parent.name FROM theme LEFT JOIN theme parent ON parent.id = theme.parent_id"
    statement += " WHERE theme.name = 'Möten'"
    async with shown(coded, "f3") as pilot:
        await press(pilot, "end", "N", "<otydligt>", "enter")
        assert rows(coded, statement) == [("Otydligt syfte",)]
        assert board_of(pilot).subject == Subject("Möten")
        await press(pilot, "N", "enter")
        assert rows(coded, statement) == [(None,)]


async def test_a_theme_is_put_earlier_and_stays_under_the_cursor(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "end", "s", "<one place earlier>", "enter")
        heads = next(line for line in lines(pilot) if "Möten" in line)
        assert heads.index("Möten") < heads.index("Otydligt syfte")
        assert board_of(pilot).subject == Subject("Möten")
        await press(pilot, "u")
        heads = next(line for line in lines(pilot) if "Möten" in line)
        assert heads.index("Otydligt syfte") < heads.index("Möten")


async def test_themes_are_nested_beneath_a_new_one(coded: Researcher) -> None:
    statement = "SELECT child.name FROM theme child JOIN theme ON theme.id = child.parent_id"
    statement += " WHERE theme.name = 'Under mötena'"
    async with shown(coded, "f3") as pilot:
        await press(pilot, "end", "N", "<Under mötena>", "enter")
        assert rows(coded, statement) == [("Möten",)]
        await press(pilot, "u")
        assert rows(coded, statement) == []


async def test_a_loop_is_refused_in_words(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "up", "N", "<möten>", "enter")
        assert any("beneath itself" in line for line in lines(pilot))


async def test_deleting_a_theme_keeps_its_codes(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "d")
        assert gathered(coded) == {"Före": [], "Möten": [GOOD]}
        assert rows(coded, "SELECT count(*) FROM code") == [(4,)]
        await press(pilot, "g", "g", "down", "d")
        assert rows(coded, "SELECT count(*) FROM code") == [(4,)]


async def test_a_memo_hangs_on_the_theme_and_on_the_code(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "m", "<ett tema>", "ctrl+s", "down", "m", "<en kod>", "ctrl+s")
        assert rows(
            coded,
            "SELECT text, theme.name, code.name FROM memo LEFT JOIN theme ON theme.id = theme_id "
            "LEFT JOIN code ON code.id = code_id ORDER BY memo.id",
        ) == [("ett tema", "Otydligt syfte", None), ("en kod", None, UNCLEAR)]


async def test_only_themes_in_all_groups(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "f", "enter")
        shown_now = "\n".join(lines(pilot))
        assert "Otydligt syfte" in shown_now
        assert "bra möten" not in shown_now
        await press(pilot, "f", "<No matter>", "enter")
        assert "bra möten" in "\n".join(lines(pilot))
        await press(pilot, "f", "enter", "F")
        assert "bra möten" in "\n".join(lines(pilot))


async def test_a_reason_alone_is_not_thrown_away(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "e", "tab", "tab", "tab", "tab", "<så tänkte vi>", "ctrl+s")
        assert isinstance(pilot.app.screen, FormDialog)
        assert "så tänkte vi" in "\n".join(lines(pilot))
        await press(pilot, "<ett påstående>", "ctrl+s")
        assert rows(coded, "SELECT reason FROM change ORDER BY id DESC LIMIT 1") == [("så tänkte vi",)]


async def test_find_goes_to_a_code_that_the_filter_hides(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "f", "enter", "slash", "<bra möten>", "enter")
        assert board_of(pilot).subject == Subject("Möten", GOOD)


async def test_quotes_follow_the_cursor_and_lead_to_their_place(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "down")
        await rested(pilot)
        quotes = pilot.app.screen.query_one(QuoteList)
        assert quotes.quotes[0].text == "Det var otydligt."
        assert len(quotes.quotes) == 3
        await press(pilot, "enter", "down", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        start, end = screen.view.passage
        assert screen.source is not None
        assert screen.source.document.text[start:end].startswith("Ingen visste")
        await press(pilot, "f3", "escape")
        assert board_of(pilot).subject == Subject("Otydligt syfte", UNCLEAR)
        assert board_of(pilot).has_focus


async def test_quotes_of_something_else_begin_with_the_first(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "down", "down")
        await rested(pilot)
        quotes = pilot.app.screen.query_one(QuoteList)
        assert quotes.current is not None
        assert quotes.current.codes == (PAPER,)
        await press(pilot, "up", "up")
        await rested(pilot)
        assert {quote.codes for quote in quotes.quotes} == {(UNCLEAR,), (PAPER,)}
        assert (quotes.index, quotes.scroll_offset.y) == (0, 0)


async def test_a_quote_becomes_a_key_quote(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "down", "enter", "exclamation_mark")
        assert rows(coded, "SELECT quote FROM coding WHERE cited") == [("Det var otydligt.",)]
        await press(pilot, "exclamation_mark")
        assert rows(coded, "SELECT quote FROM coding WHERE cited") == []


async def test_main_themes_are_stepped_through_above_their_columns(coded: Researcher) -> None:
    themes.create(coded, "Efter")
    themes.create(coded, "Det tog slut", parent="Efter")
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "up")
        assert board_of(pilot).subject == Subject("Före")
        await press(pilot, "right")
        assert board_of(pilot).subject == Subject("Efter")
        await press(pilot, "left", "r", "end", "ctrl+u", "<Innan>", "enter")
        assert "Innan" in gathered(coded)


async def test_what_another_screen_changed_is_seen_on_return(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "f2")
        elsewhere = pilot.app.screen
        assert isinstance(elsewhere, CodeScreen)
        assert elsewhere.app.attempt(lambda: themes.create(coded, "Nytt"))
        await press(pilot, "f3")
        assert "Nytt" in screen_of(pilot).board.themes


async def test_the_cursors_column_is_always_wholly_in_view(coded: Researcher) -> None:
    for n in range(30):
        themes.create(coded, f"Tema {n:02}")
    async with shown(coded, "f3", (80, 24)) as pilot:
        board = board_of(pilot)
        for _step in range(33):
            await pilot.press("right")
        await settle(pilot)
        assert board.subject == Subject("Tema 29")
        assert any("Tema 29" in line for line in lines(pilot))
        for _step in range(6):
            await pilot.press("left")
            await pilot.pause()
            subject = board.subject
            assert subject is not None
            assert any(subject.theme in line for line in lines(pilot) if subject.theme)


async def test_a_click_puts_the_cursor_and_ctrl_click_marks(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        board = board_of(pilot)
        await pilot.click(ThemeBoard, offset=(board._wide + 4, board.fixed.y))
        await settle(pilot)
        assert board.subject == Subject("Otydligt syfte", UNCLEAR)
        await pilot.click(ThemeBoard, offset=(board._wide * 2 + 4, board.fixed.y), control=True)
        await settle(pilot)
        assert board.marks == [Subject("Möten", GOOD)]


async def drag(pilot: Pilot[int], start: tuple[int, int], end: tuple[int, int]) -> None:
    """From one cell of the board to another."""
    await pilot.mouse_down(ThemeBoard, offset=start)
    await pilot.hover(ThemeBoard, offset=end)


async def test_a_card_is_dragged_onto_a_theme_and_undo_brings_it_back(coded: Researcher) -> None:
    before = gathered(coded)
    async with shown(coded, "f3") as pilot:
        board = board_of(pilot)
        wide, top = board._wide, board.fixed.y
        await drag(pilot, (wide + 4, top), (wide * 2 + 4, 1))
        assert any("→ Möten" in line for line in lines(pilot))
        await pilot.mouse_up(ThemeBoard, offset=(wide * 2 + 4, 1))
        await settle(pilot)
        assert gathered(coded) == before | {"Otydligt syfte": [PAPER], "Möten": [GOOD, UNCLEAR]}
        assert board.subject == Subject("Möten", UNCLEAR)
        assert not any("→" in line for line in lines(pilot)[: top + 1])
        await press(pilot, "u")
        assert gathered(coded) == before


async def test_escape_lets_go_of_a_card_that_is_dragged(coded: Researcher) -> None:
    before = gathered(coded)
    async with shown(coded, "f3") as pilot:
        board = board_of(pilot)
        wide, top = board._wide, board.fixed.y
        await drag(pilot, (wide + 4, top), (wide * 2 + 4, 1))
        await press(pilot, "escape")
        assert not any("→" in line for line in lines(pilot)[: top + 1])
        await pilot.mouse_up(ThemeBoard, offset=(wide * 2 + 4, 1))
        await settle(pilot)
        assert gathered(coded) == before


async def test_the_heading_of_loose_codes_is_no_theme_to_act_on(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        assert board_of(pilot).go_to(Subject(None))
        for key in ("r", "e", "m"):
            pilot.app.clear_notifications()
            await press(pilot, key)
            assert [note.message for note in pilot.app._notifications] == ["Choose a theme or a code first."]


async def test_marked_cards_are_dragged_together_and_out_of_all_themes(coded: Researcher) -> None:
    before = gathered(coded)
    async with shown(coded, "f3") as pilot:
        board = board_of(pilot)
        wide, top = board._wide, board.fixed.y
        for card in (UNCLEAR, PAPER):
            assert board.go_to(Subject("Otydligt syfte", card))
            await press(pilot, "space")
        await drag(pilot, (wide + 4, top), (4, top + 3))
        await pilot.mouse_up(ThemeBoard, offset=(4, top + 3))
        await settle(pilot)
        assert gathered(coded) == before | {"Otydligt syfte": []}
        assert board.marks == []
        await press(pilot, "u")
        assert gathered(coded) == before


async def test_a_card_that_is_let_go_over_no_other_theme_stays(coded: Researcher) -> None:
    revision = coded.project.revision()
    async with shown(coded, "f3") as pilot:
        board = board_of(pilot)
        wide, top = board._wide, board.fixed.y
        await drag(pilot, (wide + 4, top), (wide + 8, top + 4))
        await pilot.mouse_up(ThemeBoard, offset=(wide + 8, top + 4))
        await settle(pilot)
        await drag(pilot, (wide + 4, top), (wide * 2 + 4, top))
        await pilot.mouse_up(offset=(wide * 2 + 4, 38))  # over the quotes
        await settle(pilot)
        assert coded.project.revision() == revision


async def test_the_themes_are_exported(coded: Researcher, tmp_path: Path) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "E", "end", "ctrl+u", "<teman.csv>", "enter")
        text = (tmp_path / "teman.csv").read_text("utf-8")
        assert "alla grupper" in text
        assert "2 of 2" in text


async def test_an_empty_project_says_what_to_do(researcher: Researcher) -> None:
    async with shown(researcher, "f3", (80, 24)) as pilot:
        await press(pilot, "v", "T", "x", "r", "e", "M", "N", "d", "m", "f", "enter", "escape", "S", "space")
        assert any("F2" in line for line in lines(pilot))
        await press(pilot, "n", "<Första>", "enter")
        assert gathered(researcher) == {"Första": []}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_the_board_looks_like(coded: Researcher, size: tuple[int, int]) -> None:
    codes.create(coded, "ett mycket långt namn på en kod som inte ryms på en enda rad i en kolumn")
    async with shown(coded, "f3", size) as pilot:
        await press(pilot, "right", "down", "space")
        await rested(pilot)
        assert_golden(f"themes-{size[0]}x{size[1]}", lines(pilot))
    assert check(coded.project) == []


async def test_the_cursor_goes_with_the_card_that_is_moved(coded: Researcher) -> None:
    themes.create(coded, "Nytt hem")
    async with shown(coded, "f3") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ThemesScreen)
        card = next(one for one in screen.board.subjects() if one.code is not None and one.theme)
        screen.view.go_to(card)
        await press(pilot, "v", "<Nytt hem>", "enter")
        assert screen.view.subject == Subject("Nytt hem", card.code)


async def test_a_claim_in_words_that_can_not_be_counted_is_said_not_to_be_judged(coded: Researcher) -> None:
    themes.describe(coded, "Möten", claim="ofta hos de äldre")
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "right")
        said = "\n".join(lines(pilot))
        assert "the claim 'ofta hos de äldre' is not judged" in said
        assert "(!)" not in said
