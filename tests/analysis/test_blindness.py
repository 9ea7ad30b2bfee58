"""What is refused while a round is blind."""

import pytest
from sqlalchemy import select

from qualwb.acts import rounds
from qualwb.acts.researcher import Researcher
from qualwb.analysis.blindness import BlindRound, refuse_blind
from qualwb.model import Round


def test_coders_of_a_blind_round_are_not_compared_whoever_asks(researcher: Researcher) -> None:
    rounds.new_round(researcher, "två", blind=True)
    with researcher.project.reading() as connection:
        keys = connection.execute(select(Round.id).order_by(Round.id)).scalars().all()
        with pytest.raises(BlindRound, match="Round två is blind: its coders can be compared") as refused:
            refuse_blind(connection, keys)
        assert "qualwb rounds release 'två' --reason" in refused.value.hint
        refuse_blind(connection, keys[:1])
    rounds.release(researcher, "två", "klart")
    with researcher.project.reading_whole() as connection:
        refuse_blind(connection, keys)
