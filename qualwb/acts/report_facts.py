"""What a project can't know of its own method: the team's answers to the items of reporting checklists.

COREQ (Tong, Sainsbury & Craig 2007) has 32 items, SRQR (O'Brien et al. 2014) has 21. Kept in the project's
settings, by item.
"""

import re
from collections.abc import Mapping

from sqlalchemy import Connection

from qualwb.acts.researcher import Researcher
from qualwb.acts.settings import put_setting, setting
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

CHECKLISTS: Mapping[str, int] = {"coreq": 32, "srqr": 21}
"""The checklists, with how many items each has."""
SETTING = "facts"
_ITEM = re.compile(r"([a-z]+)[.\s]?0*(\d{1,3})")


def item_id(text: str) -> str:
    """The item meant, as 'coreq.3'; 'COREQ 3' does too. Raises ``QualwbError`` for what is no item."""
    found = _ITEM.fullmatch(text.strip().casefold())
    if found is None or not 1 <= int(found[2]) <= CHECKLISTS.get(found[1], 0):
        raise QualwbError(
            _("There is no item '{item}'.").format(item=text),
            _("Items: {names}.").format(
                names=", ".join(f"{name}.1-{name}.{n}" for name, n in CHECKLISTS.items())
            ),
        )
    return f"{found[1]}.{int(found[2])}"


def answer_item(researcher: Researcher, item: str, text: str) -> None:
    """Answer an item, in place of an answer that is there. Raises ``QualwbError`` for an empty answer."""
    key = item_id(item)
    if not text.strip():
        raise QualwbError(_("The answer is empty."))
    with researcher.act("report.answer") as act:
        put_setting(act, SETTING, {**item_answers(act.connection), key: text.strip()})
        act.summary = f"{key}: {' '.join(text.split())[:60]}"


def clear_item(researcher: Researcher, item: str) -> None:
    """Take the team's answer to an item away. Raises ``QualwbError`` where there is none."""
    key = item_id(item)
    with researcher.act("report.clear") as act:
        known = item_answers(act.connection)
        if key not in known:
            raise QualwbError(_("The team has not answered {item}.").format(item=key))
        rest = {name: text for name, text in known.items() if name != key}
        put_setting(act, SETTING, rest or None)
        act.summary = key


def item_answers(connection: Connection) -> dict[str, str]:
    """The team's answers by item."""
    found = setting(connection, SETTING)
    if not isinstance(found, dict):
        return {}
    return {name: text for name, text in found.items() if isinstance(text, str)}
