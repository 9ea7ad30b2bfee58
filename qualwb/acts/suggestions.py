"""What the researcher does with a suggested code: takes it, takes another, or turns it down.

A passage is answered once: who takes a suggested code after another one did not change the suggestion.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from qualwb.acts.codings import Coded, apply_within, asked_to_apply, put_code
from qualwb.acts.lookup import find, names_asked
from qualwb.acts.passages import Passage, as_it_stands, words_asked
from qualwb.acts.researcher import Researcher
from qualwb.acts.told_places import told_asked, told_passage
from qualwb.localization import gettext as _
from qualwb.model import Code, Coder, SuggestionEvent
from qualwb.model.coding import SUGGESTED
from qualwb.store.driver import Asked, ask_ahead, fetch, given
from qualwb.store.journal import Act
from qualwb.store.naming import namesakes_asked
from qualwb.store.open_project import coder_asked, ensure_coder, now

_ANSWERS = (
    select(SuggestionEvent.id, SuggestionEvent.outcome)
    .join(Coder, Coder.id == SuggestionEvent.coder_id)
    .where(
        SuggestionEvent.source_id == given("source"),
        SuggestionEvent.start == given("start"),
        SuggestionEvent.end == given("end"),
        Coder.name == given("coder"),
    )
)


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
        asked = asked_to_apply(researcher, [passage], [offer.code], create=False)
        ask_ahead(act.connection, *asked, told_asked(passage), _answers_asked(researcher, passage))
        passage = as_it_stands(act.connection, passage)
        code = find(act.connection, Code, offer.code)
        key = put_code(act, researcher, passage, code["id"], origin=SUGGESTED)
        _note(act, researcher, passage, offer, "accepted", code["id"])
        where = told_passage(act.connection, passage)
        act.summary = _("{codes} on {place}").format(codes=code["name"], place=where)
    return _coded(code["name"], key, passage)


def code(
    researcher: Researcher,
    passage: Passage,
    names: Sequence[str],
    offers: Sequence[Offer],
    *,
    origin: str = "manual",
    known: Collection[str] = (),
) -> Coded:
    """Put codes of the coder's own choosing on a passage, with what that says of its suggestions, as one act.

    A code that was suggested is noted as accepted, by its rank; the coding keeps its ``origin``. Where none
    of the codes was suggested, the first suggestion is noted as changed, unless the coder has answered one of
    this passage before. Unknown names become codes, but for those that were ``known`` as codes when they were
    chosen: ``QualwbError`` says who did what to them. Raises ``StalePassage`` when the words were changed.
    """
    with researcher.act("coding.apply") as act:
        asked = asked_to_apply(researcher, [passage], names, create=True)
        ask_ahead(act.connection, *asked, told_asked(passage), _answers_asked(researcher, passage))
        done = apply_within(act, researcher, passage, names, origin=origin, create=True, known=known)
        given = [find(act.connection, Code, name)["id"] for name in names if name not in done.already]
        offered = _offered(act, offers)
        accepted = [key for key in given if key in offered]
        for key in accepted:
            _note(act, researcher, done.passage, offered[key], "accepted", key)
        if given and offered and not accepted and not _answers(act, researcher, done.passage):
            first, offer = next(iter(offered.items()))
            _note(act, researcher, done.passage, offer, "changed", first, given[0])
    return done


def _offered(act: Act, offers: Sequence[Offer]) -> dict[int, Offer]:
    """The offers by the keys of their codes, in order; those of codes that are gone are left out."""
    constant, values = namesakes_asked(Code)
    keys = {name: key for key, name in fetch(act.connection, constant, **values)}
    return {keys[offer.code]: offer for offer in offers if offer.code in keys}


def _answers(act: Act, researcher: Researcher, passage: Passage, outcome: str | None = None) -> list[int]:
    """The coder's answers to suggestions for exactly this passage, with this outcome or any."""
    constant, values = _answers_asked(researcher, passage)
    rows = fetch(act.connection, constant, **values)
    return [key for key, answer in rows if outcome in (None, answer)]


def _answers_asked(researcher: Researcher, passage: Passage) -> Asked:
    at = {"source": passage.source_id, "start": passage.start, "end": passage.end}
    return _ANSWERS, {**at, "coder": researcher.coder}


def _coded(name: str, key: int | None, passage: Passage) -> Coded:
    return Coded((name,), () if key is None else (key,), (), (name,) if key is None else (), passage)


def refuse(researcher: Researcher, passage: Passage, offer: Offer, reason: str = "") -> None:
    """Note that the suggested code does not fit the passage. Raises ``NotFound`` as ``accept`` does."""
    with researcher.act("suggestion.refuse", reason) as act:
        ask_ahead(
            act.connection,
            words_asked(passage),
            told_asked(passage),
            coder_asked(researcher.coder),
            *names_asked(Code, [offer.code]),
        )
        passage = as_it_stands(act.connection, passage)
        code = find(act.connection, Code, offer.code)
        _note(act, researcher, passage, offer, "refused", code["id"])
        act.summary = _refused(act, passage, code["name"])


def refuse_all(researcher: Researcher, passage: Passage, offers: Sequence[Offer], reason: str = "") -> None:
    """Note in one act that none of the suggested codes fits the passage."""
    with researcher.act("suggestion.refuse", reason) as act:
        ask_ahead(
            act.connection,
            words_asked(passage),
            told_asked(passage),
            coder_asked(researcher.coder),
            *names_asked(Code, (offer.code for offer in offers)),
        )
        passage = as_it_stands(act.connection, passage)
        for offer in offers:
            code = find(act.connection, Code, offer.code)
            _note(act, researcher, passage, offer, "refused", code["id"])
        act.summary = _refused(act, passage, ", ".join(offer.code for offer in offers))


def _refused(act: Act, passage: Passage, codes: str) -> str:
    return _("{code} not on {place}").format(code=codes, place=told_passage(act.connection, passage))


def _note(
    act: Act,
    researcher: Researcher,
    passage: Passage,
    offer: Offer,
    outcome: str,
    code_id: int,
    chosen_id: int | None = None,
) -> None:
    if outcome == "accepted":
        act.delete(SuggestionEvent, _answers(act, researcher, passage, "changed"))
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
