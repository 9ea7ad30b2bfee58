"""Quotation marks in running text: which open and which close, where ”both” may look the same."""

import re

QUOTE_MARKS = '”“„"»«'
_MARK = re.compile(f"[{QUOTE_MARKS}]")
_BEFORE_OPENING = "([/–—-"


def opens(text: str, at: int) -> bool:
    """Whether the mark at ``at`` opens: a sign follows it at once, and none stands right before it."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return bool(after.strip()) and (not before.strip() or before in _BEFORE_OPENING)


def still_open(text: str, depth: int = 0) -> int:
    """How many quotations are open at the text's end, when ``depth`` were at its beginning."""
    for mark in _MARK.finditer(text):
        depth = depth + 1 if opens(text, mark.start()) else max(depth - 1, 0)
    return depth


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """What stands between an opening mark and its own closing one, without the marks, in order.

    A quotation inside another is part of it; a mark without a partner is passed over.
    """
    opened: list[int] = []
    spans: list[tuple[int, int]] = []
    for mark in _MARK.finditer(text):
        if opens(text, mark.start()):
            opened.append(mark.end())
        elif opened:
            start = opened.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, mark.start()))
    return spans
