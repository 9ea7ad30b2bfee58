"""What a project holds of the items of SRQR: of its own, and what COREQ has of the same."""

from collections.abc import Iterator, Mapping, Sequence

from qualwb.acts.agreement_choice import AgreementNotUsed
from qualwb.exchange.agreement_words import no_figure_in_words
from qualwb.exchange.checklists.items import Held, Item, ItemRow, Status
from qualwb.exchange.checklists.known import Known
from qualwb.exchange.privacy_words import is_protected, names_in_words, privacy_in_words
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


def srqr_held(items: Sequence[Item], coreq: Sequence[ItemRow], known: Known) -> dict[int, Held]:
    """By number: the answers to the items of COREQ that serve, and what is left of them to tell."""
    by_number = {row.item.number: row for row in coreq}
    own = _own(known)
    held = {}
    for item in items:
        serving = [by_number[number] for number in item.answered_by]
        answers = [own.get(item.number, ""), *map(_answer, serving)]
        text = "; ".join(answer.rstrip(".") for answer in answers if answer)
        left = [item.asks] if item.number in own else []
        rest = " ".join([*left, *_left(serving)]) if text else ""
        held[item.number] = Held(text, rest, any(row.status is Status.TEAM for row in serving))
    return held


def _answer(row: ItemRow) -> str:
    return "" if row.status is Status.OPEN else f"{row.item.name}: {row.answer}"


def _left(rows: Sequence[ItemRow]) -> Iterator[str]:
    """What is partly answered as it is asked, what is open by its name."""
    yield from (row.rest for row in rows if row.status is Status.PARTLY)
    unanswered = [row.item.name for row in rows if row.status is Status.OPEN]
    if unanswered:
        yield _("To fill in: {items}.").format(items=", ".join(unanswered))


def _own(known: Known) -> Mapping[int, str]:
    """What the project knows that no item of COREQ asks for."""
    n = known.method.sources
    own = {1: known.title}
    if n and not known.only_quotes:
        own[13] = ngettext("{n} transcript", "{n} transcripts", n).format(n=n)
        own[15] = _("a journal of every act of the analysis, with the reasons that were given")
    if isinstance(known.agreement, AgreementNotUsed):
        own[15] = "; ".join(filter(None, (own.get(15), no_figure_in_words(known.agreement))))
    if is_protected(known.privacy):
        own[9] = " ".join(privacy_in_words(known.privacy))
        own[13] = "; ".join(filter(None, (own.get(13), " ".join(names_in_words(known.privacy)))))
    return {number: text for number, text in own.items() if text}
