"""Take the pictures. Run: python -m tests.workbench.gallery FOLDER [--project study] [--only matrix ...]

One file of text and one svg a picture, in FOLDER/PROJECT/LANGUAGE/LOOK/SIZE. Each language needs a process
of its own: the registry's words are looked up when it is loaded.
"""

import argparse
import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

LANGUAGES = ("sv", "en")
SIZES = ("80x24", "120x40", "200x60")
LOOKS = {"dark": "textual-dark", "light": "textual-light", "none": "textual-dark"}
"""The looks and their themes; none: without colour, as NO_COLOR asks for."""


async def take(project: Path, folder: Path, size: str, look: str, only: Sequence[str]) -> None:
    """Take all pictures of one size and look, into ``folder``; those whose name is in ``only``, if any."""
    from qualwb.store.project_file import ProjectFile
    from qualwb.workbench.app import Workbench
    from tests.workbench.gallery.projects import opened
    from tests.workbench.gallery.views import of_dialogs, of_screens
    from tests.workbench.screens.coded_material import lines
    from tests.workbench.settling import rested, settle

    folder.mkdir(parents=True, exist_ok=True)
    columns, rows = (int(number) for number in size.split("x"))
    for view in (*of_screens(), *of_dialogs(project.parent)):
        if only and view.name not in only:
            continue
        shown = project.parent / "shown" / project.name  # some keys change what they are pressed on
        shown.parent.mkdir(exist_ok=True)
        shutil.copyfile(project, shown)
        with ProjectFile.open(shown) as store:
            app = Workbench(opened(store))
            app.settings.theme, app.state.screen = LOOKS[look], view.screen
            async with app.run_test(size=(columns, rows)) as pilot:
                await settle(pilot)
                await view.way(pilot)
                await rested(pilot)
                picture, text = app.export_screenshot(title=view.name), "\n".join(lines(pilot)) + "\n"
        (folder / f"{view.name}.svg").write_text(picture, encoding="utf-8")
        (folder / f"{view.name}.txt").write_text(text, encoding="utf-8")


def take_all(asked: argparse.Namespace) -> None:
    """Take the pictures of the language of this process."""
    from tests.workbench.gallery.projects import PROJECTS
    from tests.workbench.settling import let_pilots_settle

    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, place)
        patch.setenv("QUALWB_ENCODER", "none")
        let_pilots_settle(patch)
        project = Path(place) / "lärandeseminarier.qwb"
        PROJECTS[asked.project](project)
        for look in asked.look:
            if look == "none":
                patch.setenv("NO_COLOR", "1")
            for size in asked.size:
                folder = asked.folder / asked.project / os.environ["QUALWB_LANG"] / look / size
                asyncio.run(take(project, folder, size, look, asked.only))


def main() -> None:
    """Take what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.workbench.gallery")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--project", default="study", help="study, empty, long or many")
    parser.add_argument("--language", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--size", nargs="+", default=SIZES)
    parser.add_argument("--look", nargs="+", choices=tuple(LOOKS), default=("dark", "light"))
    parser.add_argument("--only", nargs="+", default=(), help="names of pictures")
    asked = parser.parse_args()
    if len(asked.language) == 1:
        os.environ["QUALWB_LANG"] = asked.language[0]
        take_all(asked)
        return
    for language in asked.language:
        again = [sys.executable, "-m", "tests.workbench.gallery", *sys.argv[1:], "--language", language]
        subprocess.run(again, check=True)


if __name__ == "__main__":
    main()
