"""What is refused while a round is blind."""

import pytest
from sqlalchemy import select

from qualwb.acts import codings, rounds
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.agreement.compared import choose_compared
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


def test_agreement_waits_for_the_release_of_a_blind_round(material: Researcher) -> None:
    rounds.new_round(material, "två", blind=True)
    for coder in ("Ann", "Bo"):
        one = Researcher(material.project, coder, "två")
        with material.project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", "Det var otydligt.")
        codings.apply(one, passage, ["syfte"], create=True)
    for project in (material.project, material.project.seen_by("Ann")):
        for asked in ("två", ""):
            with project.reading() as connection, pytest.raises(BlindRound, match="två is blind"):
                choose_compared(connection, (), asked)
    rounds.release(material, "två", "alla är klara", unfinished=True)
    with material.project.seen_by("Ann").reading() as connection:
        assert tuple(choose_compared(connection).coders.values()) == ("Ann", "Bo")
