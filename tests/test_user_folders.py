"""What is kept outside projects is its owner's alone, and every module that keeps something is known."""

import re
import stat
from pathlib import Path

import qualwb
from qualwb import user_folders
from qualwb.acts.researcher import Researcher
from qualwb.workbench.state import ProjectState, Settings

CODE = Path(qualwb.__file__).parent
BESIDE_ITS_TARGET = {
    *("store/backup.py", "store/conversion.py", "store/project_file.py", "store/reading_copy.py"),
    "store/splitting.py",
}
"""They make a file beside a project, which ``store.traces`` knows by its name."""
ELSEWHERE = {
    "user_folders.py",
    "exchange/output_file.py",  # beside the file that the user asked for
    "acts/pseudonyms/key_file.py",  # beside the key file, encrypted
    "cli/loopback.py",  # a page of the server, without any text of a project
}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modules_with(pattern: str) -> set[str]:
    files = CODE.rglob("*.py")
    return {f.relative_to(CODE).as_posix() for f in files if re.search(pattern, f.read_text("utf-8"))}


def test_one_module_knows_the_users_folders() -> None:
    assert modules_with(r"\bplatformdirs\b") == {"user_folders.py"}


def test_who_makes_temporary_files_is_known() -> None:
    assert modules_with(r"(?m)^\s*(import|from) tempfile\b") <= BESIDE_ITS_TARGET | ELSEWHERE


def test_what_is_kept_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "made" / "kept.json"
    user_folders.keep(file, b"{}")
    assert (mode(file.parent), mode(file), file.read_bytes()) == (0o700, 0o600, b"{}")
    assert [path.name for path in file.parent.iterdir()] == ["kept.json"]


def test_a_folder_that_was_open_to_others_is_shut(tmp_path: Path) -> None:
    folder = tmp_path / "parsed"
    folder.mkdir(mode=0o755)
    older = folder / "older.json"
    older.write_text("{}")
    older.chmod(0o644)
    folder.chmod(0o755)
    user_folders.keep(folder / "newer.json", b"{}")
    assert [mode(path) for path in (folder, older, folder / "newer.json")] == [0o700, 0o600, 0o600]


def test_what_the_workbench_remembers_is_its_owners_alone(researcher: Researcher) -> None:
    state = ProjectState.load(researcher.project.path)
    state.recent_codes = ["Åsas rädsla"]
    state.save(researcher.project.path)
    Settings().save()
    for file in (user_folders.state_of(researcher.project.path), user_folders.settings()):
        assert (mode(file), mode(file.parent)) == (0o600, 0o700)
    assert ProjectState.load(researcher.project.path).recent_codes == ["Åsas rädsla"]
