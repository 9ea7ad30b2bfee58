"""What stands below a table that counts codings: its filters, whose codings they are, and what is lost.

Asked where a table is made, not wherever names are looked up: it goes over all codings of the selection.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from qualwb.analysis.agreement.undecided import undecided_note
from qualwb.analysis.blindness import blind_notes
from qualwb.analysis.coder_names import consensus_note, is_consensus, people_of
from qualwb.analysis.coverage import coverage_of
from qualwb.analysis.scope import Scope, coding_conditions, in_selection, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Coder, Coding, Round
from qualwb.store.together import together


class Hand(NamedTuple):
    """A coder in a round."""

    coder: int
    round: int
    coder_name: str
    round_name: str


def scope_notes(connection: Connection, selection: Selection = EVERYTHING) -> tuple[str, ...]:
    """What stands below a table of a selection."""
    return notes_of(connection, resolve(connection, selection))


def notes_of(connection: Connection, scope: Scope) -> tuple[str, ...]:
    """The filters, what nobody coded or decided yet, whose codings count as one, what lost its place."""
    as_one = _("Coders taken together: {hands}. A passage that several coded counts once.")
    hands, lost, coverage, undecided = together(
        connection,
        lambda asked: hands_of(asked, scope),
        lambda asked: lost_note(asked, scope),
        lambda asked: coverage_of(asked, scope),
        lambda asked: undecided_note(asked, scope),
    )
    hidden = hidden_note(connection, scope)
    told = (*scope.filters, *several_hands(hands, as_one), *_decided_note(hands, scope))
    return (*told, *hidden, *coverage.notes(), *undecided, *lost)


def _decided_note(hands: Sequence[Hand], scope: Scope) -> tuple[str, ...]:
    """That those who are told as coders in consensus decided there; nothing where they are not told apart."""
    people = [
        hand for hand in hands if is_consensus(hand.round_name) and len(people_of(hand.coder_name)) == 1
    ]
    told = len(people) > 1 or (people and scope.coders is not None)
    return (consensus_note(),) if told else ()


def hidden_note(connection: Connection, scope: Scope) -> tuple[str, ...]:
    """Whose codings are hidden from whoever asks; nothing where none are."""
    return blind_notes(connection, scope.rounds)


def talk_notes(connection: Connection, scope: Scope) -> tuple[str, ...]:
    """What stands below a table of talk: its filters; where it follows codings, whose are hidden."""
    return scope.filters if scope.codes is None else (*scope.filters, *hidden_note(connection, scope))


def several_hands(hands: Sequence[Hand], said: str) -> tuple[str, ...]:
    """``said`` with the ``{hands}`` that coded; nothing where there is one alone."""
    if len(hands) < 2:
        return ()
    rounds = {hand.round for hand in hands}
    named = [
        hand.coder_name if len(rounds) == 1 else f"{hand.coder_name} ({hand.round_name})" for hand in hands
    ]
    return (said.format(hands=", ".join(named)),)


def lost_note(connection: Connection, scope: Scope) -> tuple[str, ...]:
    """How many codings lost their place in the text; nothing where none did."""
    lost = select(func.count()).where(Coding.orphaned_from.is_not(None), *in_selection(scope))
    orphans = connection.execute(lost).scalar_one()
    if not orphans:
        return ()
    said = ngettext(
        "{n} coding lost its place when the text was corrected and is not counted (qualwb check lists it).",
        "{n} codings lost their place when the text was corrected and are not counted "
        "(qualwb check lists them).",
        orphans,
    )
    return (said.format(n=orphans),)


def hands_of(connection: Connection, scope: Scope) -> tuple[Hand, ...]:
    """Who coded what is asked about, and in which rounds."""
    pairs = select(Coding.coder_id, Coding.round_id).where(*coding_conditions(scope)).distinct().subquery()
    named = (
        select(Coder.id, Round.id, Coder.name, Round.name)
        .join_from(pairs, Coder, Coder.id == pairs.c.coder_id)
        .join(Round, Round.id == pairs.c.round_id)
        .order_by(Round.position, Round.id, Coder.name)
    )
    return tuple(Hand(*row) for row in connection.execute(named))
