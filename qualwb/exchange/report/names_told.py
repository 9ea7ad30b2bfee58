"""Which quotes of a report may tell who somebody is: they hold names, places or numbers."""

from qualwb.analysis.identifying_names import texts_with_names
from qualwb.exchange.report.blocks import Quotation, Report
from qualwb.localization import gettext as _
from qualwb.shortening import shortened


def names_in_quotes(report: Report) -> list[str]:
    """A line for each such quote, with how it is cited and what it holds."""
    quotes = {"\n".join(block.turns): block for block in report.blocks if isinstance(block, Quotation)}
    return [
        _("{citation} '{text}': {names}").format(
            citation=quotes[text].citation, text=shortened(text, 40), names=", ".join(names)
        )
        for text, names in texts_with_names(list(quotes))
    ]
