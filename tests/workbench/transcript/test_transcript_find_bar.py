"""Searching while one types."""

from textual.app import App, ComposeResult
from textual.widgets import Input, Label

from qualwb.workbench.widgets.transcript import FindBar, TranscriptPane
from tests.workbench.transcript.transcript_material import make_document, make_marks, screen_text

DOCUMENT = make_document()
TEXT = DOCUMENT.text


class PaneApp(App[None]):
    def compose(self) -> ComposeResult:
        yield TranscriptPane()

    def on_mount(self) -> None:
        self.pane.view.set_document(DOCUMENT, make_marks(DOCUMENT))
        self.pane.view.focus()

    @property
    def pane(self) -> TranscriptPane:
        return self.query_one(TranscriptPane)

    @property
    def count(self) -> str:
        return str(self.query_one("#find-count", Label).content)


async def test_hits_follow_what_is_typed_and_enter_keeps_them():
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.pane.view
        await pilot.press("slash", *"mandat")
        assert app.count == "1 of 3"
        assert TEXT[view.cursor :].startswith("mandat.")
        assert "Search" in screen_text(app).splitlines()[-1]
        await pilot.press("down")
        assert app.count == "2 of 3"
        await pilot.press("up", *"et")
        assert app.count == "1 of 1"
        await pilot.press("backspace", "backspace", "enter")
        assert view.has_focus
        assert not app.query_one(FindBar).display
        assert view.hit_count == 3
        await pilot.press("n", "n", "v", "w")
        assert view.visual


async def test_escape_goes_back_to_where_the_search_began():
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.pane.view
        await pilot.press("j", "w")
        place = view.place
        await pilot.press("slash", *"fika", "escape")
        assert view.place == place
        assert view.hit_count == 0
        assert view.has_focus


async def test_enter_without_a_hit_keeps_the_bar_so_that_no_key_acts_on_the_text():
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.pane.view
        place = view.place
        await pilot.press("slash", *"mandarin", "enter")
        assert app.query_one(FindBar).display
        assert not view.has_focus
        assert app.count == "Nothing found."
        await pilot.press("escape")
        assert view.place == place
        assert view.has_focus
        await pilot.press("slash", "ctrl+u", "enter")
        assert view.has_focus


async def test_patterns_and_capitals():
    app = PaneApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash")
        app.query_one(Input).value = r"mandat\b"
        await pilot.pause()
        assert app.count == "– of 0"
        await pilot.press("ctrl+t")
        assert app.count == "1 of 2"
        app.query_one(Input).value = "(mandat"
        await pilot.pause()
        assert "cannot be read" in app.count
        assert app.query_one(FindBar).has_class("-bad")
        app.query_one(Input).value = "JA"
        await pilot.pause()
        assert not app.query_one(FindBar).has_class("-bad")
        await pilot.press("ctrl+l")
        assert app.count == "– of 0"
