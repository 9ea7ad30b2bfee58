"""Why a copy is not written: names that are open or left in it, participants whom attributes tell.

All are found before any is told, so that nobody mends one only to meet the next.
"""

from collections.abc import Sequence
from typing import ClassVar

from qualwb.acts.pseudonyms.leaks import Found
from qualwb.acts.sharing.k_anonymity import Anonymity
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

SHOWN = 5
"""Names that are told of all there are."""


class ReasonAgainst(QualwbError):
    """One reason why a copy is not written."""

    wish: ClassVar[str]
    """The field of ``SharingWishes`` that has the copy written all the same."""


class OpenNames(ReasonAgainst):
    """There are names that nobody has decided of."""

    wish = "even_so"

    def __init__(self, names: Sequence[str]) -> None:
        n = len(names)
        said = ngettext(
            "{n} name that was found is still open: {names}.",
            "{n} names that were found are still open: {names}.",
            n,
        )
        super().__init__(
            said.format(n=n, names=_some(names)),
            _("Decide of each: on the screen Names, or qualwb pseudonymise find."),
        )


class SmallCells(ReasonAgainst):
    """Participants may be told by their attributes; ``anonymity`` says by which."""

    wish = "allow_small_cells"

    def __init__(self, found: Anonymity) -> None:
        self.anonymity = found
        values = ngettext("{n} value", "{n} values", len(found.values)).format(n=len(found.values))
        n = len(found.combinations)
        both = ngettext("{n} combination", "{n} combinations", n).format(n=n)
        super().__init__(
            _("{values} and {combinations} of attributes are shared by fewer than {least} people.").format(
                values=values, combinations=both, least=found.least
            ),
            _("Make attributes coarser, or take them out."),
        )


class OriginalsLeft(ReasonAgainst):
    """Names that were replaced are still in the copy; ``places`` says which and where."""

    wish = "even_so"

    def __init__(self, places: Sequence[Found]) -> None:
        self.places = places
        words = list(dict.fromkeys(place.word for place in places))
        n = len(words)
        said = ngettext(
            "{n} original is still in the copy: {words}.", "{n} originals are still in the copy: {words}.", n
        )
        super().__init__(
            said.format(n=n, words=_some(words)), _("Replace them there too, where they name somebody.")
        )


class NotShared(QualwbError):
    """The copy was not written, for each of the ``reasons``."""

    def __init__(self, reasons: Sequence[ReasonAgainst]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(map(str, reasons)))


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
