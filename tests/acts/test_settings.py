"""Settings of the project: the round of work and the marks of transcription."""

import pytest

from qualwb.acts import settings
from qualwb.acts.researcher import Researcher, working_round
from qualwb.errors import QualwbError
from qualwb.language.transcription_marks import Preset
from tests.states import one_act


def test_new_codings_go_to_the_round_that_is_set(researcher: Researcher) -> None:
    assert working_round(researcher.project) == "1"
    with one_act(researcher, "project.settings"):
        assert settings.set_round(researcher, " andra  gången ") == "andra gången"
    assert working_round(researcher.project) == "andra gången"
    settings.set_round(researcher, "1")
    with researcher.project.reading() as connection:
        assert settings.round_names(connection) == ("1", "andra gången")


def test_the_marks_follow_a_tradition(researcher: Researcher) -> None:
    with researcher.project.reading() as connection:
        assert settings.marks_preset(connection) is Preset.SWEDISH
    with one_act(researcher, "project.settings"):
        settings.set_marks(researcher, "jefferson")
    settings.set_round(researcher, "2")
    with researcher.project.reading() as connection:
        assert settings.marks_preset(connection) is Preset.JEFFERSON
    with pytest.raises(QualwbError, match="no tradition 'hemlig'"):
        settings.set_marks(researcher, "hemlig")
