"""A defect in the workbench fails the test it happens in, though the workbench itself would survive it."""

from collections.abc import Iterator

import pytest
from textual.notifications import Notification

from qualwb import user_folders
from tests.workbench.settling import let_pilots_settle


@pytest.fixture(autouse=True)
def no_defect(clean_environment: None) -> Iterator[None]:  # noqa: ARG001
    """No report of a defect has been written where the test did not send it elsewhere."""
    report = user_folders.defect_report()
    report.unlink(missing_ok=True)
    yield
    assert not report.exists(), report.read_text("utf-8")


@pytest.fixture(autouse=True)
def no_encoder(clean_environment: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """Suggestions go by words alone, and nothing is read in the background, where a test wants no more."""
    monkeypatch.setenv("QUALWB_ENCODER", "none")


@pytest.fixture(autouse=True)
def settling_pilots(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot comes back from a key when all is shown that follows from it, however busy the machine is."""
    let_pilots_settle(monkeypatch)


@pytest.fixture(autouse=True)
def patient_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was told at the edge of the screen stands there for as long as the test takes."""
    monkeypatch.setattr(Notification, "time_left", 3600.0)
