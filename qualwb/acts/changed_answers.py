"""Suggestions that were accepted, and whose coding is given another code after all."""

from collections.abc import Iterable

from sqlalchemy import and_, select

from qualwb.model import Coding, SuggestionEvent
from qualwb.store.driver import Asked, as_keys, fetch, given_keys
from qualwb.store.journal import Act

_ACCEPTED = (
    select(SuggestionEvent.id)
    .join(
        Coding,
        and_(
            *(
                getattr(Coding, name) == getattr(SuggestionEvent, name)
                for name in ("source_id", "start", "end", "code_id", "coder_id")
            )
        ),
    )
    .where(Coding.id.in_(given_keys("keys")), SuggestionEvent.outcome == "accepted")
)


def accepted_asked(codings: Iterable[int]) -> Asked:
    """Which answers accepted the code that these codings have."""
    return _ACCEPTED, {"keys": as_keys(sorted(codings))}


def chosen_instead(act: Act, codings: Iterable[int], code_id: int) -> None:
    """Within an act, before codings get another code: say so of the suggestions that they came from."""
    constant, values = accepted_asked(codings)
    answers = [key for (key,) in fetch(act.connection, constant, **values)]
    act.update_many(SuggestionEvent, answers, outcome="changed", chosen_id=code_id)
