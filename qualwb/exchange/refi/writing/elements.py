"""What every element of a REFI-QDA project is made with: GUIDs, moments, text that XML can hold."""

from functools import lru_cache
from typing import TYPE_CHECKING

from qualwb.portable.guids import as_lower_guid
from qualwb.portable.moments import in_utc
from qualwb.portable.records import Uid
from qualwb.safe_text import cleaned

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "urn:QDA-XML:project:1.0"
UNKNOWN = "1970-01-01T00:00:00Z"
"""Written where nobody knows when: programs fail on elements without a moment."""


def below(parent: "_Element", name: str, attributes: dict[str, str] | None = None) -> "_Element":
    """A new last element beneath another; attributes are written as they are."""
    from lxml import etree

    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)


def text_below(parent: "_Element", name: str, text: str) -> None:
    """A new last element that holds text, if there is any."""
    if text:
        below(parent, name).text = cleaned(text)


def refer(parent: "_Element", name: str, uid: Uid) -> None:
    """A reference such as ``CodeRef`` to a record."""
    below(parent, name, {"targetGUID": guid(uid)})


def guid(uid: Uid) -> str:
    """The GUID of a record: its stable id, or one that follows from an id that is no GUID."""
    return as_lower_guid(uid)


@lru_cache(maxsize=1024)
def moment(text: str) -> str:
    """A moment as xsd:dateTime in UTC; ``UNKNOWN`` for what is none."""
    told = in_utc(text)
    return f"{told.replace(tzinfo=None).isoformat()}Z" if told is not None else UNKNOWN


def signed(coder: Uid, created_at: str) -> dict[str, str]:
    """Who made it, unless nobody is named, and when."""
    made = {"creatingUser": guid(coder)} if coder else {}
    return {**made, "creationDateTime": moment(created_at)}


def revised(coder: Uid, created_at: str, updated_at: str = "") -> dict[str, str]:
    """Who made it and when, and when it was last changed."""
    changed = {"modifyingUser": guid(coder)} if coder else {}
    return {**signed(coder, created_at), **changed, "modifiedDateTime": moment(updated_at or created_at)}
