"""Autocoding: codes on passages that a search found and the researcher looked over, as one act.

The codings keep that they were made so; by what query, why and by whom stands in the journal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, select

from qualwb.acts.codings import asked_to_apply, code_named
from qualwb.acts.lookup import find, find_known
from qualwb.acts.passages import Passage, as_it_stands
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Code, Coder, Coding, Round
from qualwb.model.coding import FOUND_BY_SEARCH
from qualwb.store.codes_on_text import CodesOnText
from qualwb.store.driver import ask_ahead
from qualwb.store.open_project import ensure_coder, ensure_round, now


class Found(Protocol):
    """A passage as a search gives it."""

    @property
    def source_id(self) -> int: ...
    @property
    def source(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def version(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Autocoded:
    """What autocoding did: how many codings it made, and how many passages had them already."""

    made: int
    already: int


def passage_of(found: Found) -> Passage:
    """What was found, as acts take it."""
    return Passage(found.source_id, found.source, found.start, found.end, found.text, found.version)


def have_already(
    connection: Connection,
    researcher: Researcher,
    passages: Sequence[Found],
    code: str,
    *,
    create: bool = False,
) -> frozenset[int]:
    """Which of the passages, by their place in the list, have the code already: on them or on a part of them.

    By this coder in this round: what others coded is theirs. Raises ``NotFound`` for an unknown code, unless
    it is to be made (``create``).
    """
    known = find_known(connection, Code, code) if create else find(connection, Code, code)
    if known is None:
        return frozenset()
    held = _own_codings(connection, researcher, known["id"], {one.source_id for one in passages})
    return frozenset(n for n, one in enumerate(passages) if held.on(one.source_id, one.start, one.end))


def autocode(
    researcher: Researcher,
    passages: Sequence[Passage],
    code: str,
    query: str,
    *,
    reason: str = "",
    create: bool = False,
) -> Autocoded:
    """Put a code on all passages that don't have it yet, as one act; ``query`` says how they were found.

    With ``create``, a name that is no code yet becomes one. Raises ``NotFound`` for an unknown code
    otherwise, ``StalePassage`` when words were changed, and ``QualwbError`` without a passage.
    """
    if not passages:
        raise QualwbError(_("No passage was chosen."))
    with researcher.act("coding.autocode", reason) as act:
        ask_ahead(act.connection, *asked_to_apply(researcher, passages, [code], create=create))
        standing = list(dict.fromkeys(as_it_stands(act.connection, passage) for passage in passages))
        given = code_named(act, code, create)
        have = have_already(act.connection, researcher, standing, given.name)
        chosen = [passage for n, passage in enumerate(standing) if n not in have]
        if chosen:
            who = {
                "coder_id": ensure_coder(act, researcher.coder),
                "round_id": ensure_round(act, researcher.round),
            }
            act.insert_many(Coding, [_row(passage, given.key) | who for passage in chosen])
        said = ngettext(
            "'{code}' on {n} passage ({query})", "'{code}' on {n} passages ({query})", len(chosen)
        )
        act.summary = said.format(code=given.name, n=len(chosen), query=query)
    return Autocoded(len(chosen), len(standing) - len(chosen))


def _row(passage: Passage, code: int) -> dict[str, object]:
    return {
        "source_id": passage.source_id,
        "code_id": code,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.text,
        "cited": False,
        "origin": FOUND_BY_SEARCH,
        "created_at": now(),
    }


def _own_codings(connection: Connection, researcher: Researcher, code: int, sources: set[int]) -> CodesOnText:
    """Where the coder gave the code in the round, in these sources."""
    coder = select(Coder.id).where(Coder.name == researcher.coder).scalar_subquery()
    round_ = select(Round.id).where(Round.name == researcher.round).scalar_subquery()
    return CodesOnText(
        connection,
        Coding.code_id == code,
        Coding.source_id.in_(sources),
        Coding.coder_id == coder,
        Coding.round_id == round_,
    )
