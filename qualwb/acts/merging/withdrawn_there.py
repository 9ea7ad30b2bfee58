"""No merge brings back what a participant withdrew."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qualwb.acts.merging.state import State
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Participant
from qualwb.model.privacy import PRIVACY


def refuse_withdrawn(ours: State, theirs: State, other: Path) -> None:
    """Raise ``QualwbError`` when one project holds what somebody withdrew in the other.

    It is known by the participant, and by the texts that held their words.
    """
    if _holds_withdrawn(theirs, ours):
        raise QualwbError(
            _("{path}: holds what a participant has withdrawn here.").format(path=other),
            _("Withdraw there first: qualwb -p FILE participants withdraw ALIAS --reason TEXT."),
        )
    if _holds_withdrawn(ours, theirs):
        raise QualwbError(
            _("{path}: a participant has withdrawn there whose words are still here.").format(path=other),
            _("Withdraw here first: qualwb participants withdraw ALIAS --reason TEXT."),
        )


def _holds_withdrawn(holding: State, other: State) -> bool:
    done = {one["participant"] for one in _withdrawals(holding)}
    texts = {version.sha256 for versions in holding.versions.values() for version in versions}
    return any(
        (one["participant"] not in done and one["participant"] in holding.rows[Participant])
        or not texts.isdisjoint(one["text_hashes"])
        for one in _withdrawals(other)
    )


def _withdrawals(state: State) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = (state.settings.get(PRIVACY) or {}).get("withdrawn") or []
    return found
