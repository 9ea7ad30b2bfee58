"""What a table says, and refuses, while a round hides the work of others from whoever asks.

What is hidden is ruled in ``store.blindness``, and holds for every question on a connection of a coder.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Coder, Round
from qualwb.store.blindness import blindfold
from qualwb.store.hidden_acts import hidden_acts


class BlindRound(QualwbError):
    """Something that a round may not tell before it is released."""


def blind_notes(connection: Connection, rounds: Collection[int] | None = None) -> tuple[str, ...]:
    """What stands below a table of codings: that of rounds among these, or any, others' are hidden."""
    names = _hiding(connection, rounds)
    said = ngettext(
        "Round {names} is blind: only your own codings are shown.",
        "Rounds {names} are blind: only your own codings are shown.",
        len(names),
    )
    return (said.format(names=", ".join(names)),) if names else ()


def blind_memo_notes(connection: Connection) -> tuple[str, ...]:
    """What stands below a table of memos."""
    names = _hiding(connection)
    if blindfold(connection).at_work:
        said = _("Round {names} is blind: of memos on passages only your own are shown.")
    else:
        said = ngettext(
            "Round {names} is blind: of memos on passages your own are shown, and those that are older.",
            "Rounds {names} are blind: of memos on passages your own are shown, and those that are older.",
            len(names),
        )
    return (said.format(names=", ".join(names)),) if names else ()


def blind_project_notes(connection: Connection) -> tuple[str, ...]:
    """What is said of a file with the whole project: of codings, and of memos on passages."""
    return (*blind_notes(connection), *blind_memo_notes(connection))


def refuse_others(connection: Connection, coders: Iterable[int], rounds: Collection[int] | None) -> None:
    """Raise ``BlindRound`` when coders are asked for by key whose codings in these rounds are hidden.

    ``rounds`` None asks for all rounds: what is not hidden can be answered then.
    """
    worn = blindfold(connection)
    names = [] if rounds is None else _hiding(connection, rounds)
    others = set(coders) - {worn.key}
    if names and others:
        who = connection.execute(select(Coder.name).where(Coder.id.in_(others)).order_by(Coder.name))
        raise BlindRound(
            _("Round {names} is blind: what {coders} coded is hidden from you until it is released.").format(
                names=", ".join(names), coders=", ".join(who.scalars())
            )
        )


def refuse_blind(connection: Connection, rounds: Iterable[int]) -> None:
    """Raise ``BlindRound`` for the first of these rounds, by key, that is blind and not released.

    For what sets coders against each other, whoever asks: agreement, disagreements, adjudication. Who works
    in a blind round compares none of them.
    """
    if at_work := blindfold(connection).at_work:
        raise BlindRound(*_not_compared(at_work))
    hiding = select(Round.name).where(Round.id.in_(rounds), Round.blind, Round.released_at.is_(None))
    name = connection.execute(hiding.order_by(Round.position, Round.id)).scalar()
    if name is not None:
        raise BlindRound(*_not_compared(name))


def hidden_changes(connection: Connection, number: int | None = None) -> frozenset[int]:
    """Which acts of the journal are hidden from whoever asks, or whether this one is; see ``hidden_acts``."""
    return hidden_acts(connection, blindfold(connection), number)


def hidden_summary() -> str:
    """What stands in place of the summary of a hidden act."""
    return _("hidden: blind round")


def _hiding(connection: Connection, rounds: Collection[int] | None = None) -> list[str]:
    """The blind rounds that hide something of these; it is the one alone in which somebody works."""
    worn = blindfold(connection)
    if worn.at_work:
        return [worn.at_work]
    return [name for key, name in worn.rounds.items() if rounds is None or key in rounds]


def _not_compared(name: str) -> tuple[str, str]:
    """That the coders of a round are not compared yet, and what to do."""
    return (
        _("Round {name} is blind: its coders can be compared when it is released.").format(name=name),
        _("Release it with a reason: qualwb rounds release '{name}' --reason TEXT.").format(name=name),
    )
