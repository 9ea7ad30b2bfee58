"""Quotes: the query line with its completion, quick filters, key quotes, the way to the transcript."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from qualwb.acts import codings
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.saved_queries import save_query, saved_query
from qualwb.errors import QualwbError
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.quotes.query_line import Names, completions, term_of, with_term
from qualwb.workbench.screens.quotes.screen import QuotesScreen
from tests.workbench.screens.coded_material import (
    GOOD,
    TIME,
    UNCLEAR,
    assert_golden,
    coded,
    lines,
    press,
    rows,
    shown,
)
from tests.workbench.settling import settle

__all__ = ["coded"]

BOTH = "visste vad det skulle bli 👩‍👩‍👧 av det.\nVi fick ett papper"
NAMES = Names({"theme": ["Otydligt syfte", "Möten"], "group": ["Grupp 1", "Grupp 2"]})


def screen_of(pilot: Pilot[int]) -> QuotesScreen:
    screen = pilot.app.screen
    assert isinstance(screen, QuotesScreen)
    return screen


def texts(pilot: Pilot[int]) -> list[str]:
    return [quote.text for quote in screen_of(pilot).found.quotes]


async def test_everything_is_shown_at_first(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        assert len(texts(pilot)) == 6


async def test_a_quote_of_several_begins_with_the_speaker_who_is_asked_for(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", BOTH)
    codings.apply(coded, passage, [GOOD])
    first, second = BOTH.split("\n")
    async with shown(coded, "f6") as pilot:
        whole = next(quote for quote in screen_of(pilot).found.quotes if quote.text == BOTH)
        assert len({turn.speaker for turn in whole.turns}) == 2
        await press(pilot, "slash", f"<speaker:{whole.turns[1].speaker}>", "enter")
        shown_now = " ".join(line.strip("▌ │") for line in lines(pilot)[:12])
        assert f"… {whole.turns[1].speaker}: {second[:12]}" in shown_now
        assert first not in shown_now


async def test_escape_leads_back_to_where_the_quotes_were_asked_for(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, QuotesScreen)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, QuotesScreen)


async def test_a_query_is_written_and_completed(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, "slash", "<theme:ot>")
        assert any("Otydligt syfte" in line for line in lines(pilot)[2:5])
        await press(pilot, "tab", '< NOT group:"Grupp 1">', "enter")
        assert screen_of(pilot).query_text == 'theme:"Otydligt syfte" NOT group:"Grupp 1"'
        assert texts(pilot) == ["Det var otydligt."]
        assert screen_of(pilot).found.has_focus


async def test_what_is_wrong_with_a_query_is_told_beside_it(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, "slash", "<grup:1>", "enter")
        hint = str(screen_of(pilot).query_one("#query-hint", Static).render())
        assert "there is no 'grup:'" in hint
        assert len(texts(pilot)) == 6
        assert screen_of(pilot).line.has_focus
        await press(pilot, "escape")
        assert screen_of(pilot).found.has_focus


async def test_an_unknown_name_is_told_beside_the_query(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, "slash", "<theme:Otydlig>", "enter")
        assert any("Otydligt syfte" in line for line in lines(pilot)[2:5])


async def test_filters_narrow_the_query_and_are_taken_away(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, "f", "<theme>", "enter", "<otydl>", "enter")
        assert len(texts(pilot)) == 4
        await press(pilot, "f", "<group>", "enter", "<Grupp 2>", "enter")
        assert screen_of(pilot).query_text == 'theme:"Otydligt syfte" group:"Grupp 2"'
        assert texts(pilot) == ["Det var otydligt."]
        await press(pilot, "f", "<theme>", "enter", "enter")
        assert screen_of(pilot).query_text == 'group:"Grupp 2"'
        await press(pilot, "f", "<code>", "enter", f"<{TIME}>", "enter")
        assert texts(pilot) == ["Resorna tog tid."]
        await press(pilot, "F", "f", "<participant>", "enter", "<Björn>", "enter")
        assert {quote.turns[0].speaker for quote in screen_of(pilot).found.quotes} == {"Björn"}
        await press(pilot, "F")
        assert len(texts(pilot)) == 6


async def test_a_query_is_answered_though_the_project_is_read_anew_meanwhile(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        screen = screen_of(pilot)
        screen.show_query('theme:"Otydligt syfte"')
        screen.project_changed()  # as when somebody else acts
        await settle(pilot)
        assert screen.query_text == 'theme:"Otydligt syfte"'
        assert len(texts(pilot)) == 4
        screen.show_query("theme:Otydlig")
        await settle(pilot)
        screen.project_changed()
        await settle(pilot)
        assert screen.query_text == 'theme:"Otydligt syfte"'


async def test_a_key_quote_is_chosen_and_asked_for(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, "down", "exclamation_mark")
        assert rows(coded, "SELECT quote FROM coding WHERE cited") == [
            ("Ingen visste vad det skulle bli 👩‍👩‍👧 av det.",)
        ]
        assert screen_of(pilot).found.index == 1
        await press(pilot, "z")
        assert len(texts(pilot)) == 1
        await press(pilot, "z", "u")
        assert len(texts(pilot)) == 6
        assert rows(coded, "SELECT count(*) FROM coding WHERE cited") == [(0,)]


async def test_of_several_codes_it_is_asked_for_which_it_is_a_key_quote(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Det var otydligt.")
    codings.apply(coded, passage, [GOOD])
    cited = "SELECT name FROM code JOIN coding ON code.id = code_id WHERE cited ORDER BY name"
    async with shown(coded, "f6") as pilot:
        await press(pilot, "exclamation_mark", "<bra>", "enter")
        assert rows(coded, cited) == [(GOOD,)]
        await press(pilot, "exclamation_mark", "<all of>", "escape")
        await press(pilot, "exclamation_mark", "<all of>", "enter")
        assert rows(coded, cited) == [(GOOD,), (UNCLEAR,)]
        await press(pilot, "exclamation_mark", "<oklart>", "enter")
        assert rows(coded, cited) == [(GOOD,)]


async def test_words_that_are_a_codes_name_lead_to_its_passages(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, "slash", f"<{UNCLEAR.upper()}>", "enter")
        told = " ".join(" ".join(lines(pilot)).split())
        assert f"the passages of '{UNCLEAR}': code:\"{UNCLEAR}\"" in told


async def test_where_nothing_is_found_the_round_that_alone_is_asked_is_told(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        for query, told in (("coder:Karin text:saknas", True), ("round:1 text:saknas", False)):
            await press(pilot, "slash", "ctrl+u", f"<{query}>", "enter")
            shown_ = " ".join(" ".join(lines(pilot)).split())
            assert ("Asked is round 1 alone; round:NAME asks another." in shown_) is told
            await press(pilot, "F")


async def test_the_detail_shows_what_was_said_before(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        assert any("Moderator: Hur var det från början?" in line for line in lines(pilot))


async def test_a_quote_leads_to_its_place(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, "end", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert screen.source is not None
        assert screen.source.name == "Intervju 2"
        start, end = screen.view.passage
        assert screen.source.document.text[start:end] == "Resorna tog tid."


async def test_the_order_is_chosen(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, "s", "<longest>", "enter")
        lengths = [len(text) for text in texts(pilot)]
        assert lengths == sorted(lengths, reverse=True)


async def test_a_query_is_kept_and_run_again(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(
            pilot,
            "f",
            "<theme>",
            "enter",
            "<otydl>",
            "enter",
            "s",
            "<longest>",
            "enter",
            "ctrl+s",
            "<syftet>",
            "enter",
        )
        assert [name for (name,) in rows(coded, "SELECT name FROM saved_query")] == ["syftet"]
        await press(pilot, "F", "s", "<as in>", "enter", "ctrl+o", "<syftet>", "enter")
        assert screen_of(pilot).query_text == 'theme:"Otydligt syfte"'
        assert texts(pilot)[0].startswith("Ingen visste")


async def test_only_the_query_whose_quotes_are_shown_is_kept(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, "slash", "<papper>", "enter", "slash", "ctrl+u", "<tema:x>", "enter", "ctrl+s")
        assert pilot.app.screen is screen_of(pilot)
        assert "Enter runs it" in [note.message for note in pilot.app._notifications][-1]
        assert rows(coded, "SELECT * FROM saved_query") == []


async def test_exported_quotes_say_what_they_answer_to(coded: Researcher, tmp_path: Path) -> None:
    async with shown(coded, "f6") as pilot:
        await press(
            pilot, "slash", '<group:"Grupp 1">', "enter", "E", "ctrl+u", f"<{tmp_path / 'q.txt'}>", "enter"
        )
    written = (tmp_path / "q.txt").read_text(encoding="utf-8")
    assert 'Query: group:"Grupp 1"' in written
    assert "Left out: moderator" in written


async def test_a_query_kept_by_the_command_keeps_its_filters(coded: Researcher) -> None:
    kept = {"themes": ["Otydligt syfte"], "groups": ["Grupp 1"], "order": "length", "printed": True}
    save_query(coded, "ett", kept)
    save_query(coded, "två", {"where": 'group:"Grupp 2"', "rounds": ["finns inte"]})
    async with shown(coded, "f6") as pilot:
        await press(pilot, "ctrl+o", "<ett>", "enter")
        found = texts(pilot)
        assert len(found) == 3
        assert [len(text) for text in found] == sorted(map(len, found), reverse=True)
        assert {quote.group for quote in screen_of(pilot).found.quotes} == {"Grupp 1"}
        assert any("Groups: Grupp 1 · Themes: Otydligt syfte" in line for line in lines(pilot))
        await press(pilot, "ctrl+s", "<igen>", "enter")
        with coded.project.reading() as connection:
            assert saved_query(connection, "igen") == kept
        await press(pilot, "f", "<code>", "enter", "<av det>", "escape", "F")
        assert len(texts(pilot)) == 6
        await press(pilot, "ctrl+o", "<två>", "enter")
        assert any("finns inte" in line for line in lines(pilot))


async def test_a_print_version_is_written_and_shown(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, "e", "<Ja, >", "ctrl+s")
        assert len(rows(coded, "SELECT id FROM print_version")) == 1
        assert any("Printed:" in line for line in lines(pilot))


async def test_the_quotes_are_exported(coded: Researcher, tmp_path: Path) -> None:
    async with shown(coded, "f6") as pilot:
        await press(
            pilot, "f", "<code>", "enter", f"<{GOOD}>", "enter", "E", "end", "ctrl+u", "<citat.md>", "enter"
        )
        text = (tmp_path / "citat.md").read_text("utf-8")
        assert "Men mötena var bra" in text
        assert "otydligt" not in text
        assert "| Åsa | Men mötena var bra" in text  # what is worked with says who speaks; a report does not


async def test_an_empty_project_says_what_to_do(researcher: Researcher) -> None:
    async with shown(researcher, "f6", (80, 24)) as pilot:
        await press(
            pilot,
            "enter",
            "exclamation_mark",
            "down",
            "end",
            "z",
            "F",
            "f",
            "<theme>",
            "enter",
            "enter",
            "escape",
            "o",
        )
        assert any("F2" in line for line in lines(pilot))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theme:", ['theme:"Otydligt syfte"', 'theme:"Möten"']),
        ('group:"grupp 2', ['group:"Grupp 2"']),
        ("tema:Mö", ['tema:"Möten"']),
        ("NOT the", ["NOT theme:"]),
        ('theme:"Möten" A', ['theme:"Möten" AND', 'theme:"Möten" attribute:']),
        ("(gro", ["(group:", "(groups:"]),
        ("nonsense:x", []),
        ('theme:"Möten" ', []),
    ],
)
def test_completions(text: str, expected: list[str]) -> None:
    assert completions(text, NAMES) == expected


@pytest.mark.parametrize(
    ("text", "field", "value", "expected"),
    [
        ("", "theme", "A", 'theme:"A"'),
        ('theme:"A" NOT group:"G"', "theme", "B", 'NOT group:"G" theme:"B"'),
        ('theme:"A" resa', "theme", "", '"resa"'),
        ("a OR b", "group", "G", '(a OR b) group:"G"'),
        ("a OR b", "group", "", "a OR b"),
        ("NOT theme:A", "theme", "B", 'NOT theme:"A" theme:"B"'),
    ],
)
def test_filters_put_into_a_query(text: str, field: str, value: str, expected: str) -> None:
    narrowed = with_term(text, field, value)
    assert narrowed == expected
    assert term_of(narrowed, field) == (value if "OR" not in text else "")


def test_a_name_with_a_quotation_mark_is_refused() -> None:
    with pytest.raises(QualwbError):
        with_term("", "code", 'sa "nej"')


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_the_quotes_look_like(coded: Researcher, size: tuple[int, int]) -> None:
    async with shown(coded, "f6", size) as pilot:
        await press(pilot, "f", "<theme>", "enter", "<otydl>", "enter", "down")
        assert_golden(f"quotes-{size[0]}x{size[1]}", lines(pilot))


async def test_only_the_quotes_of_one_coder(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 2", "Men mötena var bra")
    codings.apply(Researcher(coded.project, "Bo"), passage, ["egen kod"], create=True)
    async with shown(coded, "f6") as pilot:
        await press(pilot, "f", "<coder>", "enter", "<Bo>", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, QuotesScreen)
        assert screen.found.current is not None
        assert screen.found.current.codes == ("egen kod",)


async def test_edited_quotes_are_exported_as_they_are_printed_if_that_is_wanted(
    coded: Researcher, tmp_path: Path
) -> None:
    async with shown(coded, "f6") as pilot:
        quote = screen_of(pilot).found.current
        assert quote is not None
        await press(pilot, "e")
        pilot.app.screen.query_one(TextArea).text = "Kortare och tryckt."
        await press(pilot, "ctrl+s")
        for number, how in enumerate(("<printed>", "<said>")):
            path = tmp_path / f"{number}.csv"
            await press(pilot, "E", how, "enter", "ctrl+u", f"<{path}>", "enter")
        printed, said = ((tmp_path / f"{number}.csv").read_text("utf-8") for number in range(2))
    assert "Kortare och tryckt." in printed
    assert printed.count(quote.text) == said.count(quote.text) - 1
    assert "Kortare och tryckt." not in said
