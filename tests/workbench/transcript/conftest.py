"""The same surroundings for every screen."""

import pytest


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("QUALWB_LANG", "en")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
