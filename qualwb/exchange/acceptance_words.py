"""What became of suggestions, in words: the same in the command and in the workbench."""

from __future__ import annotations

from qualwb.analysis.acceptance import Acceptance
from qualwb.localization import gettext as _


def heading_of(by: str) -> str:
    """What stands above what answers are counted by, as ``acceptance`` does."""
    return {
        "code": _("code"),
        "reason": _("reason"),
        "time": _("week"),
        "hundred": _("answers"),
        "coder": _("coder"),
    }[by]


def name_of(row: Acceptance, by: str) -> str:
    """What the row is called."""
    return reason_in_words(row.of) if by == "reason" else row.of


def reason_in_words(kind: str) -> str:
    """What the kind of a suggestion's reason is called; an unknown one as it stands."""
    return {
        "": _("not noted"),
        "name": _("the code's name"),
        "words": _("words of its passages"),
        "passage": _("a passage like it"),
        "sisters": _("codes of the same theme"),
        "meaning": _("meaning"),
    }.get(kind, kind)


def columns_of(by: str) -> tuple[str, ...]:
    """The headings of a table of answers counted so; after the first all are numbers."""
    instead = (_("instead"),) if by == "code" else ()
    told = (_("suggested"), _("accepted"), _("changed"), _("refused"), *instead)
    return (heading_of(by), *told, _("share"), _("expected"))


def counts_of(row: Acceptance, by: str) -> tuple[str | int, ...]:
    """The cells of a row but for the last two, which are shares: ``rate`` and ``probability``."""
    instead = (row.taken_instead,) if by == "code" else ()
    return (name_of(row, by), row.offered, row.accepted, row.changed, row.refused, *instead)


def notes_on(whole: Acceptance) -> tuple[str, ...]:
    """How the shares are to be read."""
    if not whole.offered:
        return (_("No suggestion has been answered yet."),)
    return (
        _("Share: of those answered, how many were accepted. Expected: the mean of the probabilities shown."),
        answers_in_words(),
        shown_in_words(whole),
    )


def answers_in_words() -> str:
    """What is an answer, though nobody pressed the number of a suggestion."""
    return _(
        "A code of one's own choice is an answer too, where codes were suggested for the passage: what was "
        "suggested and chosen is accepted; if nothing of it was, the first is changed."
    )


def shown_in_words(whole: Acceptance) -> str:
    """How many were read before the coder chose, and what that does to the share."""
    if not whole.not_shown:
        return _(
            "All were on screen before the coder chose. What is read first is taken more often: the share "
            "says how suggestions were received, not how often the coder would have chosen so alone."
        )
    seen = whole.offered - whole.not_shown
    return _(
        "On screen before the coder chose: {seen}, accepted {seen_share}. Not on screen: {unseen}, accepted "
        "{unseen_share}. What is read first is taken more often."
    ).format(
        seen=seen,
        seen_share=_percent(whole.shown_rate),
        unseen=whole.not_shown,
        unseen_share=_percent(whole.not_shown_rate),
    )


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f} %"
