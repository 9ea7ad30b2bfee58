"""What the researcher does with a suggested code: takes it, takes another, or turns it down."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualwb.acts.codings import Coded, put_code
from qualwb.acts.lookup import find
from qualwb.acts.passages import Passage, as_it_stands
from qualwb.acts.researcher import Researcher
from qualwb.localization import gettext as _
from qualwb.model import Code, SuggestionEvent
from qualwb.store.journal import Act
from qualwb.store.project_file import ensure_coder, now


@dataclass(frozen=True, slots=True)
class Offer:
    """A code as it was suggested for a passage."""

    code: str
    rank: int
    """Its place among the suggestions, from 1."""
    score: float | None = None
    suggester: str = ""
    """Name and version of what suggested it."""
    shown_before: bool = True
    """Whether it was on screen before the coder chose."""
    reason: str = ""
    """The kind of the reason that weighed most, which was shown."""
    probability: float | None = None
    """How likely it was said to be right."""
    encoder: str = ""
    """Name and version of what encoded the meaning of texts, if anything did."""


def accept(researcher: Researcher, passage: Passage, offer: Offer) -> Coded:
    """Put the suggested code on the passage, and note that it was accepted, as one act.

    Raises ``NotFound`` when there is no such code any more, ``StalePassage`` when the words were changed.
    """
    with researcher.act("suggestion.accept") as act:
        passage = as_it_stands(act.connection, passage)
        code = find(act.connection, Code, offer.code)
        key = put_code(act, researcher, passage, code["id"], origin="suggestion")
        _note(act, researcher, passage, offer, "accepted", code["id"])
        act.summary = _("{code} on {source} {start}-{end}").format(
            code=code["name"], source=passage.source, start=passage.start, end=passage.end
        )
    return _coded(code["name"], key, passage)


def change(researcher: Researcher, passage: Passage, offer: Offer, chosen: str) -> Coded:
    """Put another code than the suggested one on the passage, and note both, as one act.

    Raises as ``accept`` does.
    """
    with researcher.act("suggestion.change") as act:
        passage = as_it_stands(act.connection, passage)
        code, other = find(act.connection, Code, offer.code), find(act.connection, Code, chosen)
        key = put_code(act, researcher, passage, other["id"], origin="manual")
        _note(act, researcher, passage, offer, "changed", code["id"], other["id"])
        act.summary = _("{chosen} for {code} on {source} {start}-{end}").format(
            chosen=other["name"],
            code=code["name"],
            source=passage.source,
            start=passage.start,
            end=passage.end,
        )
    return _coded(other["name"], key, passage)


def _coded(name: str, key: int | None, passage: Passage) -> Coded:
    return Coded((name,), () if key is None else (key,), (), (name,) if key is None else (), passage)


def refuse(researcher: Researcher, passage: Passage, offer: Offer, reason: str = "") -> None:
    """Note that the suggested code does not fit the passage. Raises ``NotFound`` as ``accept`` does."""
    with researcher.act("suggestion.refuse", reason) as act:
        passage = as_it_stands(act.connection, passage)
        code = find(act.connection, Code, offer.code)
        _note(act, researcher, passage, offer, "refused", code["id"])
        act.summary = _("{code} not on {source} {start}-{end}").format(
            code=code["name"], source=passage.source, start=passage.start, end=passage.end
        )


def refuse_all(researcher: Researcher, passage: Passage, offers: Sequence[Offer], reason: str = "") -> None:
    """Note in one act that none of the suggested codes fits the passage."""
    with researcher.act("suggestion.refuse", reason) as act:
        passage = as_it_stands(act.connection, passage)
        for offer in offers:
            code = find(act.connection, Code, offer.code)
            _note(act, researcher, passage, offer, "refused", code["id"])
        act.summary = _("{code} not on {source} {start}-{end}").format(
            code=", ".join(offer.code for offer in offers),
            source=passage.source,
            start=passage.start,
            end=passage.end,
        )


def _note(
    act: Act,
    researcher: Researcher,
    passage: Passage,
    offer: Offer,
    outcome: str,
    code_id: int,
    chosen_id: int | None = None,
) -> None:
    act.insert(
        SuggestionEvent,
        source_id=passage.source_id,
        start=passage.start,
        end=passage.end,
        code_id=code_id,
        chosen_id=chosen_id,
        outcome=outcome,
        rank=offer.rank,
        score=offer.score,
        shown_before=offer.shown_before,
        suggester=offer.suggester,
        reason=offer.reason,
        probability=offer.probability,
        encoder=offer.encoder,
        coder_id=ensure_coder(act, researcher.coder),
        created_at=now(),
    )
