"""The README's picture: the real screen on the bundled study. Run: python -m tests.workbench.pictures"""

import asyncio
import os
import tempfile
from pathlib import Path

PICTURES = Path(__file__).parent / "pictures"
PROBABLE = "så&#160;ofta&#160;rätt"
"""What stands beside suggestions once probabilities are learnt."""


async def code_screen() -> str:
    """The code screen in Swedish, on the bundled study, a passage selected, and all learnt that suggests."""
    from qualwb.acts.bundled import load_study
    from qualwb.acts.researcher import Researcher, working_round
    from qualwb.store.project_file import ProjectFile
    from qualwb.suggest.project_meanings import meanings_of
    from qualwb.workbench.app import Workbench

    with (
        tempfile.TemporaryDirectory() as folder,
        ProjectFile.create(Path(folder) / "larandeseminarier.qwb") as project,
    ):
        load_study(Researcher(project, "KL"))
        if meanings := meanings_of(project):
            meanings.fill()
        app = Workbench(Researcher(project, "KL", working_round(project)))
        async with app.run_test(size=(128, 36)) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()
            for _turn in range(5):
                await pilot.press("p")
            picture = ""
            while PROBABLE not in picture:  # they are learnt meanwhile
                await pilot.press("escape", "s")
                await app.workers.wait_for_complete()
                await pilot.pause(1)
                picture = app.export_screenshot(title="qualwb")
            return picture


def main() -> None:
    """Write the pictures."""
    os.environ["QUALWB_LANG"] = "sv"
    with tempfile.TemporaryDirectory() as state:
        for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = state
        PICTURES.mkdir(exist_ok=True)
        (PICTURES / "code.svg").write_text(asyncio.run(code_screen()), encoding="utf-8")


if __name__ == "__main__":
    main()
