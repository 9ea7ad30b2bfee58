"""What a person is told of how positions were counted: where it mattered, and where it is in doubt."""

from collections import Counter
from collections.abc import Sequence

from qualwb.exchange.refi.reading.conventions import ENOUGH, Choice, Convention, PlainText, is_doubtful
from qualwb.exchange.refi.reading.file_context import FileContext
from qualwb.exchange.refi.reading.selections import TextSelection
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.safe_text import one_line

_LISTED = 20
"""Doubtful passages that are listed of a source."""
_WORDS = 60
"""Characters of a passage that are shown."""


class OffsetReport:
    """Notes on the conventions chosen, source by source."""

    def __init__(self, context: FileContext, prior: Convention | None) -> None:
        self._context = context
        self._prior = prior
        self._mattered: Counter[Convention] = Counter()

    def add(self, name: str, plain: PlainText, choice: Choice, selections: Sequence[TextSelection]) -> None:
        """Note how the positions of a source were read; a source in doubt is told of at once.

        Of a file that this program wrote nothing is in doubt.
        """
        if self._context.own:
            return
        if choice.matters:
            self._mattered[choice.convention] += 1
        spans = [one.span for one in selections if one.span is not None]
        if spans and choice.plausible < ENOUGH * len(spans):
            self._warn(name, plain, choice, spans)

    def tell(self) -> None:
        """Say by which conventions sources were read for which it mattered."""
        for convention, sources in self._mattered.items():
            said = ngettext(
                "Positions in {n} source count {convention}.",
                "Positions in {n} sources count {convention}.",
                sources,
            ).format(n=sources, convention=convention)
            if self._prior is not None and convention != self._prior:
                said += " " + _("{program} is known to count otherwise.").format(program=self._context.origin)
            self._context.ledger.notices.append(said)

    def _warn(self, name: str, plain: PlainText, choice: Choice, spans: Sequence[tuple[int, int]]) -> None:
        doubtful = [span for span in spans if is_doubtful(plain, choice, span)]
        notices = self._context.ledger.notices
        notices.append(
            _(
                "{source}: only {n} of {all} passages start and end at the edges of words; positions may "
                "count otherwise than {convention}. Look at these:"
            ).format(source=name, n=choice.plausible, all=len(spans), convention=choice.convention)
        )
        for span in doubtful[:_LISTED]:
            place = choice.counted.span(*span)
            words = one_line(plain.text[place[0] : place[1]]) if place else _("(outside the text)")
            shown = words if len(words) <= _WORDS else f"{words[: _WORDS - 1]}…"
            notices.append(f"  {name} {span[0]}-{span[1]}: {shown}")
        if len(doubtful) > _LISTED:
            rest = len(doubtful) - _LISTED
            notices.append("  " + ngettext("and {n} more", "and {n} more", rest).format(n=rest))
