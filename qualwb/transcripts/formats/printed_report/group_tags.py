"""The tag that cites a group after a quote, as '(Grupp 2)'."""

import re

TAG = re.compile(
    r"\(\s*(?P<word>grupp|fokusgrupp|fokusgr|gr|fg|intervju|intervjuperson|ip|respondent|informant|deltagare|group|"
    r"focus\s+group|team)\.?\s*(?P<number>\d{1,3}|[a-zåäö])\s*\)",
    re.IGNORECASE,
)
_TAG_BYTES = re.compile(
    rb"\(\s*(?:grupp|fokusgrupp|fg|intervju|ip|respondent|informant|group|focus\s+group)\.?\s*\d+\s*\)", re.I
)


def group_of(tag: re.Match[str]) -> str:
    """The group that a match of ``TAG`` names: 'Grupp 2', 'FG 1', 'Respondent A'."""
    word = " ".join(tag["word"].split())
    return f"{word if word.isupper() else word.capitalize()} {tag['number'].upper()}"


def tags_in(head: bytes) -> list[str]:
    """The numbered tags in the first bytes of a text in UTF-8."""
    return [" ".join(tag.decode("utf-8", errors="replace").split()) for tag in _TAG_BYTES.findall(head)]
