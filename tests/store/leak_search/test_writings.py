"""A planted word is found in whatever way it is written; a text that has it only within words has none."""

import base64 as b64
import json
import quopri
import random
import unicodedata
from collections.abc import Callable
from html.entities import codepoint2name
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.store.leak_search import search

pytestmark = pytest.mark.file_only

WORDS = st.text("abcdefghijklmnopqrstuvwxyzåäöéüøæłčşñ", min_size=2, max_size=12)
LATIN_WORDS = st.text("abcdefghijklmnopqrstuvwxyzåäöéüøæñ", min_size=2, max_size=12)
FILLERS = st.lists(st.text("BCDFGHJKLMNPQRST", min_size=1, max_size=9), min_size=1, max_size=200)
"""Words in capitals without vowels: no name of these tests is one of them."""


def names(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """One to three words, each with a vowel."""
    voiced = words.map(lambda word: f"{word}a".capitalize())
    return st.lists(voiced, min_size=1, max_size=3).map(" ".join)


def numbered(text: str) -> str:
    return "".join(f"&#x{ord(letter):x};" if ord(letter) > 126 else letter for letter in text)


def named(text: str) -> str:
    known = {**codepoint2name, 10: "NewLine"}
    return "".join(f"&{known[ord(c)]};" if ord(c) in known else numbered(c) for c in text)


def padded(text: str) -> str:
    """The text and so much more that it makes a line of base64."""
    return f"{text} {'–' * 16}"


ANY: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-8 decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-16-le at an odd byte": lambda text: b"\x07" + text.encode("utf-16-le"),
    "utf-16-be at an odd byte": lambda text: b"\x07" + text.encode("utf-16-be"),
    "json": lambda text: json.dumps([f"\n{text}\n"]).encode(),
    "json in json": lambda text: json.dumps({"images": json.dumps([f"\t{text}"])}).encode(),
    "numbered entities": lambda text: numbered(text).encode(),
    "named entities": lambda text: named(f"\n{text}").encode(),
    "json of entities": lambda text: json.dumps(named(f"\n{text}")).encode(),
    "percent": lambda text: quote(f"\n{text}\n").encode(),
    "quoted-printable": lambda text: quopri.encodestring(text.encode()),
    "base64 in lines": lambda text: b64.encodebytes(padded(text).encode()),
    "base64 in a data URI": lambda text: json.dumps(
        {"image": f"data:text/plain;base64,{b64.b64encode(padded(text).encode()).decode()}"}
    ).encode(),
    "base64 in lines of JSON": lambda text: json.dumps(
        b64.encodebytes(padded(text).encode("utf-16")).decode()
    ).encode(),
    "base64 for addresses, without its end": lambda text: b64.urlsafe_b64encode(padded(text).encode()).rstrip(
        b"="
    ),
    "capitals": lambda text: text.upper().encode(),
    "soft hyphens": lambda text: "\u00ad".join(text).encode(),
    "split by tags": lambda text: "</w:t></w:r><w:r w:rsid='1'><w:t>".join(text).encode(),
    "genitive": lambda text: text.replace(" [", "s [").encode(),
    "with underscores": lambda text: text.replace(" ", "_").encode(),
    "with a digit": lambda text: text.replace(" [", "2 [").encode(),
}
LATIN: dict[str, Callable[[str], bytes]] = {
    "latin-1": lambda text: text.encode("latin-1"),
    "percent, latin-1": lambda text: quote(text, encoding="latin-1").encode(),
    "quoted-printable, latin-1": lambda text: quopri.encodestring(text.encode("latin-1")),
}
REPEATED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)


def found(folder: Path, data: bytes, *words: str) -> set[str]:
    file = folder / "0.dat"
    file.write_bytes(data)
    return {leak.word for leak in search([file], words).leaks}


def planted(name: str, before: list[str], after: list[str]) -> str:
    return f"{' '.join(before)} {name} [{' '.join(after)}]"


@pytest.mark.parametrize("writing", ANY)
@REPEATED
@given(name=names(WORDS), before=FILLERS, after=FILLERS)
def test_a_word_is_found_however_it_is_written(
    tmp_path: Path, writing: str, name: str, before: list[str], after: list[str]
) -> None:
    assert found(tmp_path, ANY[writing](planted(name, before, after)), name, "Aaabsent") == {name}


@pytest.mark.parametrize("writing", LATIN)
@REPEATED
@given(name=names(LATIN_WORDS), before=FILLERS, after=FILLERS)
def test_a_word_is_found_in_one_byte_a_letter(
    tmp_path: Path, writing: str, name: str, before: list[str], after: list[str]
) -> None:
    assert found(tmp_path, LATIN[writing](planted(name, before, after)), name, "Aaabsent") == {name}


@pytest.mark.parametrize("writing", sorted(ANY.keys() - {"genitive"}))
@REPEATED
@given(name=names(WORDS), before=FILLERS, after=FILLERS)
def test_a_word_within_a_word_is_none(
    tmp_path: Path, writing: str, name: str, before: list[str], after: list[str]
) -> None:
    data = ANY[writing](planted(f"b{name}b", before, after))
    assert found(tmp_path, data, name) == set()


@pytest.mark.parametrize("before", range(4))
def test_a_word_is_found_far_inside_base64_that_no_line_breaks(tmp_path: Path, before: int) -> None:
    text = ("lång text utan namn " * 30_000 + " Birgitta " + "och lika mycket till " * 30_000).encode()
    file = tmp_path / "mail.eml"
    file.write_bytes(b"x" * before + b"\n\n" + b64.b64encode(text[before:]))
    assert [leak.word for leak in search([file], ["Birgitta", "Gudrun"]).leaks] == ["Birgitta"]


def test_a_picture_in_base64_holds_no_short_words_by_chance(tmp_path: Path) -> None:
    noise = random.Random(7).randbytes(2_000_000)
    (tmp_path / "bok.ipynb").write_text(json.dumps({"image/png": b64.b64encode(noise).decode()}))
    assert search([tmp_path], ["Bö", "Åsa", "Pål", "Ewå", "Nö"]).leaks == ()
