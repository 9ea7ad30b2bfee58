"""A quote, an order and a query in words."""

from rich.text import Text

from qualwb.analysis.quotes import Query, Quote
from qualwb.localization import gettext as _


def detail(quote: Quote, printed: str = "") -> Text:
    """A quote whole: where it stands, what was said before, who says what, its print, its codes."""
    text = Text(" · ".join(dict.fromkeys((quote.group, quote.source))), style="bold")
    if quote.lines:
        first, last = quote.lines
        text.append(f" · {first}" if first == last else f" · {first}–{last}")
    if quote.cited:
        for_some = set(quote.codes) - set(quote.cited_codes)
        text.append(" · ★ " + _("key quote") + (f": {', '.join(quote.cited_codes)}" if for_some else ""))
    text.append("\n")
    _say(text, quote)
    if printed:
        text.append(_("Printed: "), style="bold")
        text.append(f"{printed}\n", style="not bold")
    text.append(", ".join(quote.codes), style="not bold")
    if quote.themes:
        text.append(" → " + ", ".join(quote.themes), style="not bold")
    text.append(f"\n{', '.join(quote.coders)} · {', '.join(quote.rounds)}", style="not bold dim")
    return text


def _say(text: Text, quote: Quote) -> None:
    """What was said before the quote, then the quote turn by turn."""
    if quote.before is not None:
        said = f"{quote.before.speaker}: {quote.before.text}" if quote.before.speaker else quote.before.text
        text.append(f"{said}\n", style="not bold italic dim")
    for turn in quote.turns:
        text.append(f"{turn.speaker}: " if turn.speaker else "", style="bold")
        text.append(f"{turn.text.strip()}\n", style="not bold")
    if not quote.turns:
        text.append(f"{quote.text}\n", style="not bold")


def query_in_words(query: Query) -> str:
    """What a query asks for: what is written, and the filters beside it."""
    return " · ".join(filter(None, (str(query.where or ""), *query.selection.describe())))


def order_in_words(order: str) -> str:
    """What an order of quotes is called."""
    return {
        "text": _("as in the material"),
        "group": _("by group"),
        "source": _("by source"),
        "theme": _("by theme"),
        "time": _("by time"),
        "length": _("longest first"),
    }.get(order, order)
