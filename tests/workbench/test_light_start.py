"""What the workbench needs nothing of for its first picture is loaded at its first use."""

import subprocess
import sys


def test_the_first_picture_of_the_workbench_waits_for_nothing_but_its_own_parts() -> None:
    later = {
        "qualwb.analysis.matrix": "counts, in a thread",
        "qualwb.analysis.word_forms": "the search for all forms",
        "qualwb.acts.corrections": "correcting",
        "qualwb.acts.questions": "placing a question",
        "qualwb.transcripts": "importing",
        "rapidfuzz": "choosing a code",
        "qualwb.workbench.screens.help": "help",
    }
    code = (
        "import sys, qualwb.workbench.app, qualwb.workbench.screens.code.screen\n"
        f"loaded = {set(later)} & set(sys.modules)\n"
        "assert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_settings_come_before_what_encodes_meaning_is_loaded() -> None:
    code = (
        "import sys; from qualwb.workbench.screens.settings import make; make()\n"
        "assert not {'numpy', 'qualwb.language.meaning'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
