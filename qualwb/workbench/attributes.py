"""Attributes as text to edit: one 'name = value' a line."""

from collections.abc import Mapping
from typing import Any

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _


def as_lines(attributes: Mapping[str, Any]) -> str:
    """The attributes, a line each."""
    return "\n".join(f"{name} = {value}" for name, value in attributes.items())


def from_lines(text: str, before: Mapping[str, Any]) -> dict[str, Any]:
    """What changed: values by name, None for an attribute whose line is gone.

    Raises ``QualwbError`` for a line that is no 'name = value'.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        name, sign, value = line.partition("=" if "=" in line else ":")
        if not sign or not name.strip():
            raise QualwbError(
                _("Line {n}: '{line}' is no attribute.").format(n=number, line=line.strip()[:40]),
                _("Write 'name = value', one a line."),
            )
        found[" ".join(name.split())] = " ".join(value.split())
    changed: dict[str, Any] = {
        name: value for name, value in found.items() if value and value != str(before.get(name, ""))
    }
    return changed | {name: None for name in before if not found.get(name)}
