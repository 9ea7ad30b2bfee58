"""Keys that come all at once do what the same keys do when each is waited for."""

import asyncio
import random
from pathlib import Path

import pytest
from textual import events, on
from textual.app import App, ComposeResult
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.workbench import keys_in_order
from qualwb.workbench.keys_in_order import KeyFollowed, KeysInOrder
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.list_screen import ListScreen
from tests.projects import new_project
from tests.workbench.screens.coded_material import coded, press, rows, shown, with_material
from tests.workbench.settling import settle

__all__ = ["coded"]

CODINGS = (
    "SELECT code.name, coding.start, coding.end FROM coding JOIN code ON code.id = code_id ORDER BY coding.id"
)
NAMED = {"enter": None, "escape": None, "tab": None, "space": " ", "slash": "/", "full_stop": "."}


async def burst(pilot: Pilot[int], *keys: str) -> None:
    """All keys at once, before any is answered."""
    for key in keys:
        character = key if len(key) == 1 else NAMED.get(key)
        name = _character_to_key(key) if len(key) == 1 else key
        pilot.app.post_message(events.Key(name, character))
    await settle(pilot)


async def test_what_is_typed_while_a_search_opens_goes_into_it(coded: Researcher) -> None:
    before = rows(coded, CODINGS)
    async with shown(coded, "f2") as pilot:
        code = pilot.app.screen
        assert isinstance(code, CodeScreen)
        await burst(pilot, "slash", *"resorna tog", "enter")
        assert code.source is not None
        assert code.source.document.text[code.view.cursor :].startswith("Resorna tog")
    assert rows(coded, CODINGS) == before


async def test_a_code_is_given_by_its_name_in_one_burst(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await burst(pilot, "J", "s", "c", *"cej till", "enter", "J", "s", "c", *"nej", "enter")
    assert [name for name, _start, _end in rows(coded, CODINGS)[-2:]] == ["cej till", "nej"]


async def test_one_dialog_follows_another_in_one_burst(coded: Researcher) -> None:
    async with shown(coded, "f9") as pilot:
        await burst(pilot, "n", *"project", "enter", *"En tanke.", "ctrl+s")
        assert not pilot.app.screen.is_modal
    assert rows(coded, "SELECT text FROM memo") == [("En tanke.",)]


async def test_no_dialog_opens_twice(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await burst(pilot, "n", "n", "n")
        assert len([screen for screen in pilot.app.screen_stack if screen.is_modal]) == 1
        assert pilot.app.screen.query_one(Input).value == "nn"
        await burst(pilot, "escape", "question_mark", "question_mark", "question_mark")
        assert len([screen for screen in pilot.app.screen_stack if screen.is_modal]) == 1


async def test_the_second_of_two_keys_and_what_comes_after_it(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await burst(pilot, "g", "s", "slash", *"intervju 2", "enter")
        sources = pilot.app.screen
        assert isinstance(sources, ListScreen)
        assert sources.listing.keys == ["Intervju 2"]


LETTERS = [*"JKstcxmuiIvpan/", "enter", "escape", "tab", "space", "full_stop", "ctrl+s", "f2"]


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_burst_does_what_the_same_keys_do_slowly(
    coded: Researcher, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    keys = [chance.choice(LETTERS) for _n in range(60)]
    async with shown(coded, "f2") as pilot:
        await burst(pilot, *keys)
    assert [problem for problem in check(coded.project) if problem.kind != "orphan"] == []
    with new_project(tmp_path / "slowly.qwb") as project:
        slowly = with_material(Researcher(project, coded.coder))
        async with shown(slowly, "f2") as pilot:
            await press(pilot, *keys)
        assert rows(coded, CODINGS) == rows(slowly, CODINGS)


class Forgetful(Widget, can_focus=True):
    """Lets nothing through that goes behind a key, as a widget that is gone before it comes."""

    @on(KeyFollowed)
    def _forget(self, event: KeyFollowed) -> None:
        event.stop()


class Typing(App[int]):
    """Takes keys in order, as the workbench does; ends at the fourth."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = KeysInOrder(self, self.on_event)
        self.typed: list[str] = []
        self.all_typed = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield Forgetful()

    async def on_event(self, event: events.Event) -> None:
        typed = isinstance(event, events.Key) and not event.is_forwarded
        if typed and self.keys.holds(event):
            return
        await super().on_event(event)
        if typed:
            self.keys.begun()

    def on_key(self, event: events.Key) -> None:
        self.typed.append(event.key)
        if len(self.typed) == 4:
            self.all_typed.set()


async def test_keys_go_on_where_nothing_is_heard_of_any_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys_in_order, "PATIENCE", 0.01)
    app = Typing()
    async with app.run_test() as pilot:
        for key in "abcd":
            pilot.app.post_message(events.Key(key, key))
        await asyncio.wait_for(app.all_typed.wait(), 60)
    assert app.typed == [*"abcd"]
