"""Attributes as variables, and those by which a file tells other programs who a participant is."""

import json
from decimal import Decimal
from math import isfinite
from typing import Any

from qualwb.safe_text import cleaned

GROUP, ROLE = "Group", "Role"
"""The case that is the participant's group, and the role in it; the same in any language."""


def written_value(value: Any) -> str:
    """A value as text of its type; '' for one that is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return cleaned(value).strip()
        case float() if isfinite(value):
            return format(Decimal(repr(value)), "f")
        case int() | float():
            return str(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
