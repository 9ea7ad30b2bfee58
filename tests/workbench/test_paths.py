"""Paths as they are pasted, dragged and typed."""

import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.workbench.allowed_folders import AllowedFolders
from qualwb.workbench.paths import chosen, complete, files_in, listed, paths_in, quoted


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with blanks and letters of Swedish in its names."""
    folder = tmp_path / "Åsas samtal"
    folder.mkdir()
    for name in ("grupp 1.txt", "grupp 2.docx", "anteckning.xyz", ".dold.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "write", [str, repr, lambda p: str(p).replace(" ", "\\ "), Path.as_uri, lambda p: f'"{p}"']
)
def test_ways_terminals_paste_a_path(folder: Path, write) -> None:
    file = folder / "grupp 1.txt"
    assert files_in(write(str(file) if write is repr else file) + "\n") == [file]


def test_several_paths_on_one_line_and_on_several(folder: Path) -> None:
    files = [folder / "grupp 1.txt", folder / "grupp 2.docx"]
    assert files_in(shlex.join(map(str, files))) == files
    assert files_in("\r\n".join(map(str, files))) == files


def test_a_folder_stands_for_what_can_be_read_in_it(folder: Path) -> None:
    assert [f.name for f in files_in(str(folder)) if not f.name.startswith(".")] == [
        "grupp 1.txt",
        "grupp 2.docx",
    ]


@given(
    st.lists(
        st.text(
            st.characters(
                exclude_characters="\0/\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", exclude_categories=["Cs"]
            ),
            min_size=1,
        ),
        max_size=4,
    )
)
def test_what_is_quoted_is_read_back(names: list[str]) -> None:
    paths = [Path("/nowhere", name) for name in names]
    assert paths_in(quoted(paths)) == paths


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    paths_in(text)
    complete(text)


@pytest.mark.parametrize("sign", ["", "'", '"'])
def test_the_last_path_is_lengthened(folder: Path, sign: str) -> None:
    typed = f"{sign}{folder}/gr" if sign else f"{folder}/gr".replace(" ", "\\ ")
    found = complete(typed)
    assert found.candidates == ("grupp 1.txt", "grupp 2.docx")
    assert found.text.endswith("grupp " if sign else "grupp\\ ")
    whole = complete(found.text + "2").text
    assert files_in(whole + sign) == [folder / "grupp 2.docx"]


def test_the_first_path_of_a_line_is_left_alone(folder: Path) -> None:
    first = shlex.quote(str(folder / "grupp 1.txt"))
    found = complete(f"{first} {str(folder)[:-2].replace(' ', chr(92) + ' ')}")
    assert files_in(found.text)[0] == folder / "grupp 1.txt"
    assert found.candidates == ("Åsas samtal/",)


def test_what_lies_in_a_folder_is_listed_and_taken_into_the_line(folder: Path) -> None:
    assert listed(f"'{folder}/") == ("grupp 1.txt", "grupp 2.docx", "../")
    assert listed(f"'{folder}/grupp 2") == ("grupp 2.docx",)
    assert listed(f"'{folder}/2") == ("grupp 2.docx",)
    assert "Åsas samtal/" in listed(f"{folder.parent}/")
    into = chosen(f"{folder.parent}/Ås", "Åsas samtal/")
    assert listed(into) == ("grupp 1.txt", "grupp 2.docx", "../")
    one = chosen(into, "grupp 1.txt")
    assert files_in(one) == [folder / "grupp 1.txt"]
    both = chosen(f"{one}'{folder}/", "grupp 2.docx")
    assert files_in(both) == [folder / "grupp 1.txt", folder / "grupp 2.docx"]
    assert listed(one) == ("grupp 2.docx", "../")
    assert listed(one + "upp") == ("grupp 2.docx",)
    assert files_in(chosen(one + "upp", "grupp 2.docx")) == [folder / "grupp 1.txt", folder / "grupp 2.docx"]
    assert files_in(chosen(one, "grupp 2.docx")) == [folder / "grupp 1.txt", folder / "grupp 2.docx"]
    assert listed(one, besides=folder / "grupp 2.docx") == ("../",)
    above = chosen(into, "../")
    assert "Åsas samtal/" in listed(above)


def test_where_only_some_folders_may_be_read_they_are_listed(folder: Path) -> None:
    allowed = AllowedFolders((folder,))
    assert listed("", allowed) == (f"{folder}/",)
    into = chosen("", f"{folder}/")
    assert listed(into, allowed) == ("grupp 1.txt", "grupp 2.docx")
    assert listed(f"{folder.parent}/", allowed) == ()
