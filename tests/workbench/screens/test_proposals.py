"""Proposals on the board of themes: read, taken, changed and refused; each is one act in the store."""

import subprocess
import sys
from dataclasses import replace

import pytest
from textual.widgets import Input, Label, OptionList, SelectionList, Static

from qualwb.acts import codes
from qualwb.acts.researcher import Researcher
from qualwb.analysis.proposal_answers import proposal_answers
from qualwb.store.check import check
from qualwb.suggest.themes.coded_material import read_material
from qualwb.suggest.themes.split_proposals import Half, ProposedSplit
from qualwb.workbench.screens.themes.proposal_acts import ProposalActs, found_proposals, show_proposals
from qualwb.workbench.screens.themes.proposals_dialog import ProposalsDialog
from qualwb.workbench.screens.themes.screen import ThemesScreen
from tests.workbench.screens.coded_material import (
    UNCLEAR,
    assert_golden,
    coded,
    gathered,
    lines,
    press,
    rows,
    shown,
)
from tests.workbench.settling import settle

__all__ = ["coded"]

PLAN, PLANS, LATE, LATER = "vårdplan saknas", "vårdplan liggande", "chefen kom sent", "chefen gick tidigt"


@pytest.fixture(autouse=True)
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """By words and places alone."""
    monkeypatch.setenv("QUALWB_ENCODER", "none")


@pytest.fixture
def proposing(coded: Researcher) -> Researcher:
    """The small project with codes whose names go together, and two that are one."""
    for name in (PLAN, PLANS, LATE, LATER, "oklart mandat", "luddigt mandat"):
        codes.create(coded, name)
    return coded


def answered(researcher: Researcher) -> list[tuple[str, str]]:
    with researcher.project.reading() as connection:
        return [(one.kind, one.outcome) for one in proposal_answers(connection)]


def options(pilot: object) -> list[str]:
    dialog = pilot.app.screen  # type: ignore[attr-defined]
    assert isinstance(dialog, ProposalsDialog)
    return [str(option.prompt) for option in dialog.query_one(OptionList).options]


async def test_proposals_are_listed_with_what_speaks_for_them(proposing: Researcher) -> None:
    async with shown(proposing, "f3") as pilot:
        await press(pilot, "p")
        listed = options(pilot)
        assert any(line.startswith("theme? Vårdplan: ") and PLAN in line for line in listed)
        assert (
            "merge? luddigt mandat + oklart mandat" in listed
            or "merge? oklart mandat + luddigt mandat" in listed
        )
        told = str(pilot.app.screen.query_one("#proposal-told", Static).render())
        assert "What speaks for it" in told


async def take_to(pilot: object, beginning: str) -> None:
    """Put the cursor on the proposal that begins so."""
    at = next(n for n, line in enumerate(options(pilot)) if line.startswith(beginning))
    pilot.app.screen.query_one(OptionList).highlighted = at  # type: ignore[attr-defined]
    await press(pilot)  # type: ignore[arg-type]


async def test_a_theme_is_taken_with_its_reason_and_undone(proposing: Researcher) -> None:
    async with shown(proposing, "f3") as pilot:
        await press(pilot, "p")
        await take_to(pilot, "theme? Vårdplan")
        await press(pilot, "enter")
        assert gathered(proposing)["Vårdplan"] == [PLANS, PLAN]
        assert not any(line.startswith("theme? Vårdplan") for line in options(pilot))
        assert answered(proposing) == [("theme", "accepted")]
        ((reason,),) = rows(proposing, "SELECT reason FROM change WHERE act = 'theme_proposal.accept'")
        assert "vårdplan" in reason
        await press(pilot, "escape")
        screen = pilot.app.screen
        assert isinstance(screen, ThemesScreen)
        assert "Vårdplan" in screen.board.themes
        await press(pilot, "u")
        assert "Vårdplan" not in gathered(proposing)
        assert answered(proposing) == []
    assert check(proposing.project) == []


async def test_a_theme_is_changed_in_name_and_codes(proposing: Researcher) -> None:
    async with shown(proposing, "f3") as pilot:
        await press(pilot, "p")
        await take_to(pilot, "theme? Vårdplan")
        await press(pilot, "e")
        pilot.app.screen.query_one("#field-name", Input).value = "Planer"
        await press(pilot, "tab", "space", "ctrl+s")
        assert gathered(proposing)["Planer"] == [PLAN]
        assert answered(proposing) == [("theme", "changed")]
        assert rows(proposing, "SELECT reason FROM change WHERE act = 'theme_proposal.change'") == [("",)]


async def test_the_researchers_reason_and_the_programs_are_told_apart(proposing: Researcher) -> None:
    async with shown(proposing, "f3") as pilot:
        await press(pilot, "p")
        await take_to(pilot, "theme? Vårdplan")
        await press(pilot, "e")
        reason = pilot.app.screen.query_one("#field-reason", Input)
        assert reason.value == ""
        reason.value = "båda om planen"
        await press(pilot, "ctrl+s")
        ((told,),) = rows(proposing, "SELECT reason FROM change WHERE act = 'theme_proposal.accept'")
        assert told.startswith("båda om planen · the program proposed it: shared words: ")


async def test_a_form_that_could_not_be_done_stays_with_what_was_written(proposing: Researcher) -> None:
    async with shown(proposing, "f3") as pilot:
        await press(pilot, "p")
        await take_to(pilot, "theme? Vårdplan")
        await press(pilot, "e")
        form = pilot.app.screen
        form.query_one("#field-name", Input).value = "Möten"
        form.query_one("#field-reason", Input).value = "båda om planen"
        await press(pilot, "tab", "space", "ctrl+s", "enter")
        assert pilot.app.screen is form
        assert form.query_one("#field-reason", Input).value == "båda om planen"
        assert len(form.query_one(SelectionList).selected) == 1
        await press(pilot, "space", "ctrl+s")
        form.query_one("#field-name", Input).value = "Planer"
        await press(pilot, "enter", "ctrl+s")
        assert gathered(proposing)["Planer"] == [PLANS, PLAN]


async def test_answers_are_undone_in_the_list_one_by_one_and_nothing_else(proposing: Researcher) -> None:
    async with shown(proposing, "f3") as pilot:
        await press(pilot, "p")
        before = options(pilot)
        await press(pilot, "x", "enter", "u")
        assert options(pilot) == before[1:]
        await press(pilot, "u", "u")
        assert options(pilot) == before
        assert answered(proposing) == []
        codes_left = rows(proposing, "SELECT 1 FROM code WHERE name LIKE '%mandat'")
        assert len(codes_left) == 2


async def test_the_list_is_renewed_when_asked(proposing: Researcher) -> None:
    async with shown(proposing, "f3") as pilot:
        await press(pilot, "p")
        await take_to(pilot, "merge?")
        codes.create(proposing, "sena tåg")
        codes.create(proposing, "sent tåg")
        await press(pilot, "r")
        await pilot.app.workers.wait_for_complete()
        await press(pilot)
        assert any("sena tåg" in line for line in options(pilot))
        at = pilot.app.screen.query_one(OptionList).highlighted
        assert at is not None
        assert "mandat" in options(pilot)[at]


async def test_what_is_proposed_anew_is_let_go_where_the_list_was_closed(proposing: Researcher) -> None:
    async with shown(proposing, "f3") as pilot:
        await press(pilot, "p")
        dialog = pilot.app.screen
        assert isinstance(dialog, ProposalsDialog)
        dialog.action_renew()
        await dialog.dismiss(None)
        await settle(pilot)
        assert isinstance(pilot.app.screen, ThemesScreen)


async def test_other_proposals_are_offered_when_all_has_been_read_and_not_before(
    proposing: Researcher,
) -> None:
    """Half of the meanings are known when the list is made; it stays as it is until r is pressed."""
    async with shown(proposing, "f3") as pilot:
        reading = pilot.app.meaning.begun()
        screen = pilot.app.screen
        assert isinstance(screen, ThemesScreen)
        with proposing.project.reading() as connection:
            found = replace(found_proposals(connection, reading), known=0.5)
        assert reading.ended(10)  # there is no encoder; from here on the test says what has been read
        reading.share = 0.6
        acts = show_proposals(screen, found, reading)
        await press(pilot)
        assert title(pilot).startswith("reading meanings, 60 % · Proposed from the codes: ")
        before = options(pilot)
        reading.share, reading.times_read = None, 1
        acts.meaning_told()
        assert title(pilot).startswith("all meanings read: r renews · ")
        assert options(pilot) == before
        await press(pilot, "r")
        await pilot.app.workers.wait_for_complete()
        await press(pilot)
        assert title(pilot).startswith("Proposed from the codes: ")


async def test_who_does_not_lead_is_shown_themes_and_refuses_nothing(proposing: Researcher) -> None:
    """To merge and split codes, and to refuse for all, is for a team's leads."""
    async with shown(proposing, "f3") as pilot:
        reading = pilot.app.meaning.begun()
        screen = pilot.app.screen
        assert isinstance(screen, ThemesScreen)
        with proposing.project.reading() as connection:
            found = found_proposals(connection, reading)
        assert found.merges.proposals
        show_proposals(screen, found, reading, leads=False)
        await pilot.pause()
        assert len(options(pilot)) == len(found.themes.proposals) > 0
        await press(pilot, "x")
        assert len(options(pilot)) == len(found.themes.proposals)
        assert answered(proposing) == []


def title(pilot: object) -> str:
    label = pilot.app.screen.query(".dialog-title").first(Label)  # type: ignore[attr-defined]
    return str(label.render())


async def test_a_refused_theme_comes_no_more_until_undone(proposing: Researcher) -> None:
    async with shown(proposing, "f3") as pilot:
        await press(pilot, "p")
        await take_to(pilot, "theme? Vårdplan")
        await press(pilot, "x", "escape", "p")
        assert not any(line.startswith("theme? Vårdplan") for line in options(pilot))
        assert answered(proposing) == [("theme", "refused")]
        await press(pilot, "escape", "u", "p")
        assert any(line.startswith("theme? Vårdplan") for line in options(pilot))


async def test_a_merge_is_taken_and_what_needs_the_gone_code_goes_too(proposing: Researcher) -> None:
    async with shown(proposing, "f3") as pilot:
        await press(pilot, "p")
        await take_to(pilot, "merge?")
        await press(pilot, "enter")
        assert answered(proposing) == []
        assert title(pilot).startswith("Merge '")
        assert title(pilot).endswith("' (0)?")
        await press(pilot, "enter")
        left = {name for (name,) in rows(proposing, "SELECT name FROM code WHERE name LIKE '%mandat'")}
        assert len(left) == 1
        (gone,) = {"oklart mandat", "luddigt mandat"} - left
        assert not any(gone in line for line in options(pilot))
        assert answered(proposing) == [("merge", "accepted")]
        await press(pilot, "escape", "u")
        assert len(rows(proposing, "SELECT 1 FROM code WHERE name LIKE '%mandat'")) == 2


async def test_which_code_of_a_merge_stays_is_chosen(proposing: Researcher) -> None:
    async with shown(proposing, "f3") as pilot:
        await press(pilot, "p")
        await take_to(pilot, "merge?")
        first, second = options(pilot)[-1].removeprefix("merge? ").split(" + ")
        await press(pilot, "enter", "down")
        assert title(pilot) == f"Merge '{first}' (0) into '{second}' (0)?"
        await press(pilot, "enter")
        assert rows(proposing, "SELECT name FROM code WHERE name LIKE '%mandat'") == [(second,)]


async def test_a_name_that_is_taken_is_told_and_nothing_is_done(proposing: Researcher) -> None:
    async with shown(proposing, "f3") as pilot:
        await press(pilot, "p")
        await take_to(pilot, "theme? Vårdplan")
        await press(pilot, "e")
        pilot.app.screen.query_one("#field-name", Input).value = "Möten"
        await press(pilot, "ctrl+s", "enter", "escape")
        assert isinstance(pilot.app.screen, ProposalsDialog)
        assert any(line.startswith("theme? Vårdplan") for line in options(pilot))
        assert answered(proposing) == []


async def test_the_mouse_takes_refuses_and_closes(proposing: Researcher) -> None:
    async with shown(proposing, "f3") as pilot:
        await press(pilot, "p")
        before = options(pilot)
        hint = pilot.app.screen.query(".dialog-hint").last()
        await pilot.click(hint, offset=(hint.render().plain.index("x refuses"), 0))  # type: ignore[union-attr]
        await press(pilot)
        assert len(options(pilot)) == len(before) - 1
        await pilot.click(hint, offset=(hint.render().plain.index("Esc "), 0))  # type: ignore[union-attr]
        await press(pilot)
        assert isinstance(pilot.app.screen, ThemesScreen)


async def test_why_there_is_nothing_is_told(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "p")
        assert options(pilot) == []
        told = str(pilot.app.screen.query_one("#proposal-told", Static).render())
        assert "No two codes look like one." in told
        assert "encoder" in told
        await press(pilot, "enter", "x", "e", "escape")
        assert isinstance(pilot.app.screen, ThemesScreen)


@pytest.mark.file_only  # the name of a project on a server is another each time
@pytest.mark.parametrize("size", [(80, 24), (150, 40)])
async def test_how_proposals_look(proposing: Researcher, size: tuple[int, int]) -> None:
    async with shown(proposing, "f3", size) as pilot:
        await press(pilot, "p", "down")
        assert_golden(f"proposals-{size[0]}x{size[1]}", lines(pilot))


def test_the_screen_does_not_load_what_proposes() -> None:
    """It takes numpy and scipy, which are loaded in a thread when somebody asks."""
    script = (
        "import sys, qualwb.workbench.app, qualwb.workbench.screens.themes.screen; "
        "print([name for name in sys.modules if name.startswith('qualwb.suggest.themes')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_a_split_asks_for_a_name_and_moves_the_smaller_half(coded: Researcher) -> None:
    """Of the three passages of a code one is moved."""
    with coded.project.reading() as connection:
        passages = [text for text in read_material(connection).passages if UNCLEAR in text.codes]
    halves = (Half(tuple(passages[1:]), ("visste",)), Half(tuple(passages[:1]), ("otydlig",)))
    proposal = ProposedSplit(UNCLEAR, halves, 0.01, frozenset({"uid"}))
    async with shown(coded, "f3") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ThemesScreen)
        reading = pilot.app.meaning.begun()
        with coded.project.reading() as connection:
            acts = ProposalActs(screen, found_proposals(connection, reading), reading)
        pilot.app.push_screen(ProposalsDialog([proposal], acts, ""))
        await press(pilot)
        assert options(pilot) == [f"split? {UNCLEAR}"]
        await press(pilot, "enter")
        assert pilot.app.screen.query_one("#field-name", Input).value == f"{UNCLEAR}: otydlig"
        await press(pilot, "ctrl+s")
        assert options(pilot) == []
        moved = "SELECT quote FROM coding JOIN code ON code.id = code_id WHERE name LIKE '%: otydlig'"
        assert rows(coded, moved) == [(passages[0].text,)]
        assert answered(coded) == [("split", "accepted")]
        await press(pilot, "escape", "u")
        assert rows(coded, moved) == []


async def test_a_narrow_footer_keeps_proposals_help_commands_and_undo(proposing: Researcher) -> None:
    async with shown(proposing, "f3", (80, 24)) as pilot:
        await press(pilot, "down", "up")
        footer = lines(pilot)[-1]
        assert len(footer.rstrip()) <= 80
        for key in (" p ", " ? ", " ^p ", " u "):
            assert key in f" {footer} "
        await pilot.resize_terminal(150, 40)
        await press(pilot)
        assert " e " in lines(pilot)[-1]
