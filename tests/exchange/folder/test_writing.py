"""A folder is written whole, and nothing in it is touched that the export did not write."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.errors import QualwbError
from qualwb.exchange.folder.export_lock import only_export
from qualwb.exchange.folder.file_names import FileNames
from qualwb.exchange.folder.folder_files import FILES_LIMIT
from qualwb.exchange.folder.forms import MARKER
from qualwb.exchange.folder.manifest import UNFINISHED
from qualwb.exchange.folder.reading import read_folder
from qualwb.exchange.folder.writing import write_folder
from qualwb.portable.arrival import Wishes
from qualwb.portable.guids import with_guids
from qualwb.portable.records import Memo, PortableProject
from tests.conftest import ROOT
from tests.exchange.folder.conftest import edit, small_project

pytestmark = pytest.mark.file_only


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_same_project_has_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_folder(small_project(), tmp_path / "other")
    assert _contents(tmp_path / "other") == _contents(folder)
    assert write_folder(small_project(), folder) == (0, 0)


@pytest.mark.parametrize(
    ("language", "title"), [("sv", "# Ett kodat projekt: S*"), ("en", "# A coded project: S*")]
)
def test_the_folder_explains_itself_in_the_language_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, title: str
) -> None:
    monkeypatch.setenv("QUALWB_LANG", language)
    write_folder(replace(small_project(), name="S*"), tmp_path / "ut")
    text = (tmp_path / "ut" / "README.md").read_text("utf-8")
    assert text.split("\n")[0] == title.replace("*", "\\*")
    assert "{|" in text
    assert read_folder(tmp_path / "ut", Wishes()).project.name == "S*"


def test_what_the_project_has_no_more_goes_and_what_others_wrote_stays(folder: Path) -> None:
    others = {"sources/Syd/egna anteckningar.txt": b"x", ".git/config": b"y", "mina/fil.md": b"z"}
    for name, content in others.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    smaller = replace(small_project(), sources=small_project().sources[:1], codings=())
    assert write_folder(smaller, folder).taken_away == 1
    there = _contents(folder)
    assert {name: there[name] for name in others} == others
    assert "sources/Syd/MÖTE-.md" not in there
    assert read_folder(folder, Wishes()).project == with_guids(smaller)


def test_a_folder_with_something_else_in_it_is_refused(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "viktigt").mkdir()
    (tmp_path / "viktigt" / "fil.txt").write_text("x")
    with pytest.raises(QualwbError, match="there is something else in the folder"):
        write_folder(small_project(), tmp_path / "viktigt")
    (folder / "memos.yaml").write_text("mine")
    with pytest.raises(QualwbError, match=r"memos\.yaml: is there and was not written by an export"):
        write_folder(replace(small_project(), memos=(Memo("m", "x", "k1"),)), folder)
    assert (folder / "memos.yaml").read_text() == "mine"
    with pytest.raises(QualwbError, match="this is a file"):
        write_folder(small_project(), folder / "memos.yaml")


def test_a_list_that_names_files_outside_removes_none(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "utanför.md"
    outside.write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("ref")
    (folder / "länk").symlink_to(tmp_path)
    with (folder / MARKER).open("a") as marker:
        marker.write(f"../utanför.md\n{outside}\n.git/HEAD\nlänk/utanför.md\n")
    write_folder(replace(small_project(), codings=()), folder)
    assert outside.read_text() == "x"
    assert (folder / ".git" / "HEAD").read_text() == "ref"


def test_a_list_that_names_a_file_no_export_writes_removes_none(folder: Path) -> None:
    others = (
        "thesis.docx",
        "sources/anteckningar.txt",
        "sources/Syd/.dold.md",
        "sources/läs.md",
        ".gitignore",
    )
    for name in others:
        (folder / name).write_text("x")
    again = ("sources//Syd/MÖTE-.md", "./sources/Syd/MÖTE-.md", "sources/Syd/../Syd/MÖTE-.md")
    with (folder / MARKER).open("a", encoding="utf-8") as marker:
        marker.write("".join(f"{name}\n" for name in (*others, *again)))
    assert write_folder(replace(small_project(), codings=()), folder).taken_away == 0
    assert [(folder / name).read_text() for name in others] == ["x"] * len(others)
    assert (folder / again[0]).exists()


def test_new_files_are_their_owners_alone_and_others_keep_their_modes(folder: Path, tmp_path: Path) -> None:
    made = [tmp_path / "studie", *folder.rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in made if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in made if path.is_file()} == {0o600}
    (folder / "codings.csv").chmod(0o664)
    (folder / "sources").chmod(0o755)
    write_folder(replace(small_project(), codings=()), folder)
    assert (folder / "codings.csv").stat().st_mode & 0o777 == 0o664
    assert (folder / "sources").stat().st_mode & 0o777 == 0o755


def test_two_exports_at_once_do_not_disturb_each_other(folder: Path) -> None:
    with (
        only_export(folder),
        pytest.raises(QualwbError, match="another export into this folder is under way"),
    ):
        write_folder(replace(small_project(), name="Ny"), folder)
    assert read_folder(folder, Wishes()).project == with_guids(small_project())
    assert write_folder(replace(small_project(), name="Ny"), folder).changed == 3


def test_git_is_told_to_keep_the_lines_of_both(folder: Path) -> None:
    assert "*.csv merge=union" in (folder / ".gitattributes").read_text()
    edit(folder / ".gitattributes", "*.csv", "*.pdf binary\n*.csv")
    write_folder(small_project(), folder)
    write_folder(replace(small_project(), codings=()), folder)
    assert "*.pdf binary" in (folder / ".gitattributes").read_text()
    assert ".gitattributes" not in (folder / MARKER).read_text()
    (folder / ".gitattributes").unlink()
    assert read_folder(folder, Wishes()).ledger.notices == []


def test_links_are_neither_followed_nor_written_through(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "hemlig.md"
    secret.write_text("hemligt")
    (folder / "sources" / "Syd" / "hemlig.md").symlink_to(secret)
    with pytest.raises(QualwbError, match="this is a link, which is not followed"):
        read_folder(folder, Wishes())
    (folder / "sources" / "Syd" / "hemlig.md").unlink()
    (folder / "codings.csv").unlink()
    (folder / "codings.csv").symlink_to(secret)
    with pytest.raises(QualwbError, match=r"codings\.csv: this is a link"):
        read_folder(folder, Wishes())
    write_folder(small_project(), folder)
    assert secret.read_text() == "hemligt"
    assert read_folder(folder, Wishes()).project == with_guids(small_project())


def test_what_is_too_large_is_refused_in_one_line(folder: Path) -> None:
    with (folder / "sources" / "Syd" / "stor.md").open("wb") as file:
        file.truncate(2**30)
    with pytest.raises(QualwbError, match="larger than a project's folder can be"):
        read_folder(folder, Wishes())
    (folder / "sources" / "Syd" / "stor.md").unlink()
    many = folder / "sources" / "många"
    many.mkdir()
    for number in range(FILES_LIMIT + 1):
        (many / f"{number}").touch()
    with pytest.raises(QualwbError, match="there are more than"):
        read_folder(folder, Wishes())


@pytest.mark.parametrize("file", ["project.yaml", "codebook.yaml", "source_files.yaml"])
@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
        "- " * 5000 + "x\n",
        "a: " + "[" * 5000 + "\n",
        "[" + "{}," * 400_000 + "]\n",
        "a: [\n",
        "!!python/object/apply:os.system ['true']\n",
    ],
)
def test_yaml_that_has_no_bounds_is_refused(folder: Path, file: str, bomb: str) -> None:
    (folder / file).write_text(bomb)
    with pytest.raises(QualwbError) as refused:
        read_folder(folder, Wishes())
    assert str(refused.value).startswith(file)
    assert "\n" not in str(refused.value)


def test_what_is_no_folder_of_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QualwbError, match="this is no project as coded Markdown"):
        read_folder(tmp_path, Wishes())
    with pytest.raises(QualwbError, match="this is no project as coded Markdown"):
        read_folder(tmp_path / "ingen", Wishes())


@given(st.lists(st.text(min_size=1), max_size=30))
def test_names_of_files_are_safe_and_apart_whatever_the_case(called: list[str]) -> None:
    names = FileNames()
    made = [names.name(name, str(number)) for number, name in enumerate(called)]
    assert len({name.casefold() for name in made}) == len(made)
    for name in made:
        assert not set(name) & set('<>:"/\\|?*\n\t\0')
        assert name.strip(" .")
        assert len(name.encode()) < 200


def test_names_of_files_that_systems_refuse() -> None:
    names = FileNames()
    called = ["Möte 1", "MÖTE 1", "Mo\u0308te 1", "con", "a/b", ".git", "slut.", "å" * 300, "..", "nul.txt"]
    made = [names.name(name, str(number)) for number, name in enumerate(called)]
    assert made[:2] == ["Möte 1", "MÖTE 1 ~6b86"]
    assert made[2].startswith("Möte 1 ~")
    assert made[3:7] == ["con_", "a-b", "-git", "slut"]
    assert len(made[7].encode()) <= 120
    assert made[8:] == ["-", "nul.txt_"]


_STOPPED = """
import os, sys
from dataclasses import replace
from pathlib import Path
from qualwb.exchange.folder.project_files import project_files
from qualwb.exchange.folder.writing import write_folder
from tests.exchange.folder.conftest import small_project
left = int(sys.argv[2])
def audit(event, _arguments):
    global left
    if event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "open"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), 9)
old = small_project()
new = replace(old, name="Ny", sources=old.sources[:1], codings=())
project_files(new)
sys.addaudithook(audit)
write_folder(new, Path(sys.argv[1]))
"""


def _read_or_refused(folder: Path) -> PortableProject | None:
    """The project; None where the folder says that it is not whole."""
    if (folder / UNFINISHED).exists():
        with pytest.raises(QualwbError, match="did not come to its end"):
            read_folder(folder, Wishes())
        return None
    return read_folder(folder, Wishes()).project


@pytest.mark.slow
def test_a_stopped_export_leaves_a_folder_that_is_read_or_refused(tmp_path: Path) -> None:
    old = small_project()
    new = replace(old, name="Ny", sources=old.sources[:1], codings=())
    seen: list[PortableProject | None] = []
    steps = 0
    while True:
        folder = tmp_path / str(steps)
        write_folder(old, folder)
        call = [sys.executable, "-c", _STOPPED, str(folder), str(steps)]
        done = subprocess.run(
            call, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False
        )
        seen.append(_read_or_refused(folder))
        write_folder(new, folder)
        assert read_folder(folder, Wishes()).project == new
        if done.returncode == 0:
            break
        steps += 1
    assert seen[0] == old
    assert seen[-1] == new
    assert None in seen
    assert all(one in (old, new, None) for one in seen)


def test_a_folder_edited_by_hand_is_written_anew(folder: Path) -> None:
    edit(folder / "codebook.yaml", "name: stress", "name: jäkt")
    assert write_folder(small_project(), folder) == (1, 0)
    assert read_folder(folder, Wishes()).project == with_guids(small_project())
