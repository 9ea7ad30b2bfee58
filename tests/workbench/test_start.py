"""The language that the settings name holds in the workbench, and is not told as one set from outside."""

from dataclasses import replace

import pytest

from qualwb import localization
from qualwb.workbench.start import use_language_of_settings
from qualwb.workbench.state import Settings


@pytest.mark.file_only
@pytest.mark.parametrize(("outside", "shown"), [("", "sv"), ("en", "en")])
def test_the_language_of_the_settings_is_not_told_as_the_environments(
    monkeypatch: pytest.MonkeyPatch, outside: str, shown: str
) -> None:
    monkeypatch.setenv("QUALWB_LANG", outside)
    monkeypatch.setenv("LANGUAGE", "en")  # put back afterwards
    before = Settings.load()
    replace(before, language="sv").save()
    try:
        use_language_of_settings()
    finally:
        before.save()
    assert (localization.named_by_variable(), localization.language()) == (outside, shown)
