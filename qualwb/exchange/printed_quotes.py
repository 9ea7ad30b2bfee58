"""Quotes as they are printed: in their print versions, cited by group or by place."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualwb.acts.print_versions import print_versions
from qualwb.analysis.connection import Connection
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.analysis.quotes import Quote


def printed_texts(connection: Connection, quotes: Sequence["Quote"]) -> list["Quote"]:
    """The quotes with the text of their print version where there is one."""
    versions = {(one.source, one.start, one.end): one for one in print_versions(connection).values()}
    found = []
    for quote in quotes:
        version = versions.get((quote.source, quote.start, quote.end))
        found.append(quote if version is None else replace(quote, text=version.text))
    return found


def citation(quote: "Quote", *, full: bool = False) -> str:
    """Where a quote comes from: '(Grupp 2)', or '(FG2, D4, lines 112–118)' for a working paper.

    Lines are those of the numbered transcript: its turns.
    """
    if not full:
        return f"({quote.group})"
    speakers = ", ".join(dict.fromkeys(turn.speaker for turn in quote.turns if turn.speaker))
    return f"({', '.join(filter(None, (short_group(quote.group), speakers, _lines(quote))))})"


def short_group(name: str) -> str:
    """'FG2' for a group whose name ends in a number, else the name."""
    number = re.search(r"(\d+)\s*$", name)
    return f"FG{number.group(1)}" if number else name


def _lines(quote: "Quote") -> str:
    if quote.lines is None:
        return ""
    first, last = quote.lines
    span = str(first) if first == last else f"{first}–{last}"
    return ngettext("line {span}", "lines {span}", last - first + 1).format(span=span)
