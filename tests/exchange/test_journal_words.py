"""The journal in words."""

import ast
from pathlib import Path

import pytest

import qualwb.acts
from qualwb.act_words import act_in_words
from qualwb.analysis.change_rows import RowChange
from qualwb.exchange.journal_words import LONGEST, changes_in_words

pytestmark = pytest.mark.file_only


def acts_written() -> set[str]:
    """The names that acts are begun with in the rooms that write."""
    found = set()
    for path in Path(qualwb.acts.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "act"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(node.args[0].value)
    return found


def test_every_act_has_a_name() -> None:
    acts = acts_written()
    assert {"code.merge", "theme.move_codes", "source.correct"} <= acts
    assert [act for act in sorted(acts) if act_in_words(act) == act] == []


def test_acts_are_named_in_the_language_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    assert act_in_words("code.merge") == "merge codes"
    monkeypatch.setenv("QUALWB_LANG", "sv")
    assert act_in_words("code.merge") == "slå ihop koder"
    assert act_in_words("of another.program") == "of another.program"


def test_a_row_has_a_line_and_its_columns_lines_beneath() -> None:
    changes = [
        RowChange(
            "code",
            "changed",
            "syfte",
            fields=(
                ("definition", "", "Vad det är till för."),
                ("parent_id", "mål", None),
                ("cited", False, True),
                ("unheard_of", 1, 2),
            ),
        ),
        RowChange("coding", "gone", "Ingen visste varför."),
        RowChange("turn", "new", "1, 2, 3", count=3),
        RowChange("turn", "changed", "", count=2),
        RowChange("unheard_of", "new", ""),
    ]
    assert changes_in_words(changes) == [
        "± code syfte",
        "    definition: – → Vad det är till för.",
        "    beneath: mål → –",
        "    key quote: no → yes",
        "    unheard_of: 1 → 2",
        "− coding Ingen visste varför.",
        "+ 3 × turn: 1, 2, 3",
        "± 2 × turn",
        "+ unheard_of –",
    ]


def test_values_are_shown_on_one_line_of_bounded_length() -> None:
    long = "ett\nord " * 100
    (row, attributes, text) = changes_in_words(
        [
            RowChange(
                "participant",
                "new",
                "Åsa",
                fields=(("attributes", None, {"ålder": 42, "ort": ""}), ("text", None, long)),
            )
        ]
    )
    assert row == "+ participant Åsa"
    assert attributes == "    attributes: ålder = 42, ort = –"
    shown = text.removeprefix("    text: ")
    assert len(shown) == LONGEST
    assert shown.startswith("ett ord ett ord")
    assert shown.endswith("…")
