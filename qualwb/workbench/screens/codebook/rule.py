"""A code's rule in words, and what a codebook's file brought."""

from collections.abc import Iterable

from rich.text import Text

from qualwb.acts.codebooks import CodebookAdded
from qualwb.analysis.codes import CodeRow
from qualwb.analysis.memos import MemoRow
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


def rule_text(row: CodeRow, memos: Iterable[MemoRow]) -> Text:
    """A code's whole rule, for reading."""
    text = Text.assemble(
        (row.name, "bold"), (f"  {', '.join(row.themes)}" if row.themes else "", "dim"), "\n"
    )
    parts = (
        (_("Definition"), row.definition),
        (_("Use it when"), row.include),
        (_("Do not use it when"), row.exclude),
        (_("Examples"), row.examples),
    )
    if not any(body for _title, body in parts):
        text.append(_("No rule is written yet: e writes it.") + "\n", style="dim")
    for title, body in parts:
        if body:
            text.append(f"{title}: ", style="bold")
            text.append(f"{body}\n")
    for memo in memos:
        text.append(f"✎ {memo.coder}: ", style="bold")
        text.append(f"{memo.text}\n")
    return text


def added_in_words(added: CodebookAdded) -> str:
    """How many codes and themes are new, how many were known, and what was left aside."""
    new, known = len(added.new_codes), len(added.known_codes)
    codes_ = ngettext("{n} new code, {known} known.", "{n} new codes, {known} known.", new)
    themes_ = ngettext(
        "{n} new theme, {known} known.", "{n} new themes, {known} known.", len(added.new_themes)
    )
    return " ".join(
        (
            codes_.format(n=new, known=known),
            themes_.format(n=len(added.new_themes), known=len(added.known_themes)),
            added.notice,
        )
    ).rstrip()


def searched_text(row: CodeRow) -> str:
    """What the filter looks in, without capitals."""
    parts = (row.name, *row.themes, row.definition, row.include, row.exclude, row.examples)
    return " ".join(parts).casefold()
