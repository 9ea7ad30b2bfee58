"""Characters that are obeyed rather than read: taken out at the doors, and on the way to a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.safe_text import cleaned, unsafe_count

ESCAPES = (
    "\x1b]52;c;Zm9v\x07",
    "\x9b31m",
    "\x00",
    "\x08",
    "\x7f",
    "\u202e",
    "\u2066",
    "\u200f",
    "\uffff",
    "\ufdd0",
    "\U0010fffe",
    "\ud800",
)


@pytest.mark.parametrize("escape", ESCAPES)
def test_what_a_terminal_would_obey_is_gone(escape: str) -> None:
    text = cleaned(f"före{escape}efter")
    assert text.startswith("före")
    assert text.endswith("efter")
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text)
    assert unsafe_count(f"före{escape}efter") == len(f"före{escape}efter") - len(text) > 0


def test_lines_tabs_joined_emoji_and_soft_signs_stay() -> None:
    text = "å\tä\nö 👩‍👩‍👧 – ”citat” \u00a0 av\u00adstavning"
    assert cleaned(text) == text
    assert unsafe_count(text) == 0


def test_ends_of_lines_become_one_kind() -> None:
    assert cleaned("a\r\nb\rc\x85d") == "a\nb\nc\nd"
    assert unsafe_count("a\r\nb\rc\x85d") == 0


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert unsafe_count(once) == 0
    once.encode()
