"""What a row or entry of the folder must tell of a record."""

from collections.abc import Mapping
from inspect import signature
from typing import Any

from qualwb.portable.soundness import OPTIONAL, REFERENCES

_IN_FILES = {"start": "passage", "end": "passage"}
"""Fields that the files call otherwise."""


def untold_fields(collection: str, record: Any, fields: Mapping[str, Any]) -> list[str]:
    """What a record of a collection must have and is not told, by its name in the files."""
    needed = [one.name for one in signature(record).parameters.values() if one.default is one.empty]
    untold = [name for name in needed if name not in fields]
    untold += [
        name
        for name in REFERENCES.get(collection, {})
        if fields.get(name, name) is None and (collection, name) not in OPTIONAL
    ]
    return list(dict.fromkeys(_IN_FILES.get(name, name) for name in untold))
