"""Which code the palette offers first, and when a new one comes before it."""

import pytest
from textual.app import App
from textual.widgets import OptionList

from qualwb.workbench.widgets.code_palette import CodePalette, PaletteCode

CODES = [
    PaletteCode(name, "#808080", (), "")
    for name in ("cheferna inte insatta", "inte tidigt", "otydligt syfte")
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("syft", "code:otydligt syfte"),
        ("chef inte", "code:cheferna inte insatta"),
        ("inte chef", "new:inte chef"),
        ("i tid", "new:i tid"),
        ("frukost", "new:frukost"),
    ],
)
async def test_a_new_code_comes_first_where_no_name_is_meant(typed: str, first: str) -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        await app.push_screen(CodePalette(CODES, [], title="", lately=False))
        await pilot.press(*("space" if sign == " " else sign for sign in typed))
        await pilot.pause()
        options = app.screen.query_one(OptionList)
        assert options.highlighted == 0
        assert options.get_option_at_index(0).id == first
