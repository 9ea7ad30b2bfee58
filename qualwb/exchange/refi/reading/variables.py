"""Variables of cases and sources, which become attributes by their names."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from qualwb.exchange.hardened_xml import children, local_name
from qualwb.exchange.refi.reading.file_context import FileContext
from qualwb.localization import gettext as _
from qualwb.portable.guid_text import bare_guid
from qualwb.safe_text import cleaned, one_line

if TYPE_CHECKING:
    from lxml.etree import _Element


def _truth(written: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[written.lower()]


_TYPES: Mapping[str, Callable[[str], Any]] = {
    "BooleanValue": _truth,
    "IntegerValue": int,
    "FloatValue": float,
    **dict.fromkeys(("TextValue", "DateValue", "DateTimeValue"), str),
}
_LONGEST_NUMBER = 18
"""Digits of a number that is kept as one; a longer one is kept as text."""


class Variables:
    """The variables of a file."""

    def __init__(self, root: "_Element", context: FileContext) -> None:
        self._context = context
        self._names: dict[str, str] = {}
        self._used: set[str] = set()
        for within in children(root, "Variables"):
            for number, variable in enumerate(children(within, "Variable"), 1):
                name = one_line(variable.get("name", "")) or _("Variable {n}").format(n=number)
                self._names.setdefault(bare_guid(variable.get("guid")), name)

    def values_of(self, element: "_Element", what: str) -> dict[str, Any]:
        """The values that an element has, by name; those that say nothing are left out.

        ``what`` is what the element is called.
        """
        values: dict[str, Any] = {}
        for given in children(element, "VariableValue"):
            reference = next(children(given, "VariableRef"), None)
            guid = bare_guid(reference.get("targetGUID")) if reference is not None else ""
            value = _value(given)
            if value is None:
                continue
            name = self._names.get(guid)
            if name is None:
                self._context.ledger.refuse("value", f"{what}: {value}", _("its variable is not in the file"))
                continue
            self._used.add(guid)
            if name in values and values[name] != value:
                self._context.ledger.refuse("value", f"{what}: {name} {value}", _("it has another one"))
            values.setdefault(name, value)
        return values

    def refuse_unused(self) -> None:
        """Say which variables nothing has a value of; call it when all values are read."""
        for guid, name in self._names.items():
            if guid not in self._used:
                self._context.ledger.refuse("variable", name, _("nothing has a value of it"))


def _value(given: "_Element") -> Any:
    """The value, of its type where it is written as one; None where there is none."""
    for element in given:
        kind = local_name(element)
        written = cleaned("".join(element.itertext())).strip() if kind in _TYPES else ""
        if not written:
            continue
        if kind in ("IntegerValue", "FloatValue") and len(written) > _LONGEST_NUMBER:
            return written
        try:
            value = _TYPES[kind](written)
        except (ValueError, KeyError):
            return written
        finite = not isinstance(value, float) or abs(value) < float("inf")
        return value if finite else written
    return None
