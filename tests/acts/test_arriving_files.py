"""Files of other programs' projects, as they are stored."""

import codecs
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.acts.arriving_files import opened_archive, stored_text, taken_out
from qualwb.errors import QualwbError
from qualwb.transcripts.decoding import INVISIBLE, LINE_ENDS, clean

TEXT = "Rad ett\r\nrad två\rslut 😀\u200b"


@pytest.mark.parametrize(
    ("data", "marked"),
    [
        (TEXT.encode(), False),
        (codecs.BOM_UTF8 + TEXT.encode(), True),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), True),
    ],
)
def test_a_text_is_kept_character_by_character(data: bytes, marked: bool) -> None:
    stored = stored_text(data, "a.txt")
    assert (stored.text, stored.marked) == (TEXT, marked)
    assert len(taken_out(stored.text)) == 1


def test_a_text_in_an_older_character_set_is_told() -> None:
    stored = stored_text("å\r\nä".encode("cp1252"), "a.txt")
    assert stored.text == "å\r\nä"
    assert len(stored.notices) == 1


@given(st.text(max_size=60))
def test_a_text_is_cleaned_alike_by_the_short_way_and_the_long_one(text: str) -> None:
    assert clean(text)[0] == unicodedata.normalize("NFC", INVISIBLE.sub("", LINE_ENDS.sub("\n", text)))


def test_what_is_no_archive_is_said_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(b"PK\x03\x04 cut off")
    for path in (file, tmp_path, tmp_path / "nowhere"):
        with pytest.raises(QualwbError) as caught, opened_archive(path, "a project"):
            pass
        assert "\n" not in str(caught.value)
