"""The edits that lead from what was said to what is printed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from qualwb.acts.text_edits import Edit, Edits
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _


class EditKind(StrEnum):
    """Why a text is printed otherwise than it was said."""

    LAUGHTER = "laughter"
    STRESS = "stress"
    FILLER = "filler"
    REPETITION = "repetition"
    DIALECT = "dialect"
    ETHICS = "ethics"
    MARK = "mark"
    OTHER = "other"

    @property
    def in_words(self) -> str:
        """What it is called."""
        return {
            EditKind.LAUGHTER: _("laughter"),
            EditKind.STRESS: _("stress"),
            EditKind.FILLER: _("filler"),
            EditKind.REPETITION: _("repetition"),
            EditKind.DIALECT: _("dialect"),
            EditKind.ETHICS: _("ethics"),
            EditKind.MARK: _("mark"),
            EditKind.OTHER: _("other"),
        }[self]


@dataclass(frozen=True, slots=True, order=True)
class PrintEdit:
    """Replace [start, end) of the verbatim passage by ``replacement``. Refused edits change nothing.

    ``why`` says what a proposal rests on; two edits that do the same are equal whatever they rest on.
    """

    start: int
    end: int
    replacement: str
    kind: EditKind
    accepted: bool = True
    why: str = field(default="", compare=False)


def printed_text(verbatim: str, edits: Iterable[PrintEdit]) -> str:
    """The text after the accepted edits. Raises ``QualwbError`` when they overlap or lie outside."""
    taken = [edit for edit in edits if edit.accepted]
    for edit in taken:
        if not 0 <= edit.start <= edit.end <= len(verbatim):
            raise QualwbError(
                _("An edit lies outside the passage: {start}-{end}.").format(start=edit.start, end=edit.end)
            )
    try:
        return Edits(Edit(edit.start, edit.end, edit.replacement) for edit in taken).apply(verbatim)
    except ValueError:
        raise QualwbError(_("Two edits overlap.")) from None


def diff(verbatim: str, edits: Iterable[PrintEdit]) -> str:
    """What was said and what is printed in one text: ``[-said-]{+printed+}``, refused edits unmarked."""
    parts, at = [], 0
    for edit in sorted(edit for edit in edits if edit.accepted):
        parts.append(verbatim[at : edit.start])
        if edit.end > edit.start:
            parts.append(f"[-{verbatim[edit.start : edit.end]}-]")
        if edit.replacement:
            parts.append(f"{{+{edit.replacement}+}}")
        at = edit.end
    return "".join((*parts, verbatim[at:]))
