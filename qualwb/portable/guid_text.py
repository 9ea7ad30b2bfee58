"""GUIDs as other programs write them, and the stable ids of records that they become."""

import re

_BLANK_OR_BRACES = "{} \t\n\r"
GUID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The one form in which records have them."""


def bare_guid(text: str | None) -> str:
    """A GUID in the one form in which two are compared: lower case, without braces; '' for None.

    What is no GUID but an id of another kind comes back so too: a file may refer to it.
    """
    return (text or "").strip(_BLANK_OR_BRACES).lower()


def as_guid(text: str | None) -> str:
    """A GUID as a record's ``uid``; '' for an id that is none or that says nothing (all zeros)."""
    bare = bare_guid(text)
    return bare if GUID.fullmatch(bare) and bare.strip("0-") else ""
