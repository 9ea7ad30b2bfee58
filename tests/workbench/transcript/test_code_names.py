"""Names of codes beside the text: who else coded so stands after them, as far as there is room."""

from dataclasses import replace

import pytest
from rich.style import Style
from textual.color import Color

from qualwb.workbench.widgets.transcript.code_names import names_strip
from qualwb.workbench.widgets.transcript.look import Look
from tests.workbench.transcript.transcript_material import mark_at


@pytest.mark.parametrize(
    ("by", "width", "shown"),
    [
        ([""], 20, "otydligt"),
        (["KL"], 20, "otydligt KL"),
        (["", "KL"], 20, "otydligt +KL"),
        (["MB", "KL", "KL"], 20, "otydligt KL,MB"),
        (["KL"], 12, "otyd… KL"),
        (["KL"], 9, "otydl…"),
    ],
)
def test_who_else_coded_stands_behind_the_name(by: list[str], width: int, shown: str) -> None:
    marks = [replace(mark_at(0, 5, 0, n), name="otydligt", letter="o", by=who) for n, who in enumerate(by)]
    strip = names_strip(marks, Look(Style(), Color(0, 0, 0), Color(255, 255, 255)), width)
    assert strip.cell_length == width
    assert strip.text.strip().removeprefix("o").strip() == shown
