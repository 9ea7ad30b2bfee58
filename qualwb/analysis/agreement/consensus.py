"""The round of consensus: where what coders agreed on, or decided on, is kept."""

from sqlalchemy import Connection, select

from qualwb.analysis.coder_names import NO_PERSON
from qualwb.analysis.lookup import match, named_keys
from qualwb.localization import gettext as _
from qualwb.model import Round
from qualwb.store.naming import kind_of


def round_of_consensus(connection: Connection, asked: str = "") -> str:
    """The round that is asked for, which must be there, else the project's. Raises ``NotFound``."""
    if asked:
        return match(asked, named_keys(connection, Round), kind_of(Round))
    return consensus_round(connection)


def consensus_round(connection: Connection) -> str:
    """The name of the project's round of consensus: the first called so, else what a new one is called."""
    names = connection.execute(select(Round.name).order_by(Round.position, Round.id)).scalars().all()
    return next((name for name in names if name.casefold() in NO_PERSON), _("consensus"))
