"""What is refused while a round is blind."""

import pytest
from sqlalchemy import select

from qualwb.acts import codes, codings, proposals, rounds
from qualwb.acts.passages import passage_quoted
from qualwb.acts.proposals import ThemeWithCodes
from qualwb.acts.researcher import Researcher
from qualwb.analysis.agreement.compared import choose_compared
from qualwb.analysis.blindness import BlindRound, hidden_summary, refuse_blind
from qualwb.analysis.change_rows import row_changes
from qualwb.analysis.log import log_entries
from qualwb.analysis.proposal_answers import proposal_answers
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


def test_answers_to_proposals_are_hidden_with_the_codings_they_rest_on(material: Researcher) -> None:
    for name in ("syfte", "mål", "tid"):
        codes.create(material, name)
    rounds.new_round(material, "två", blind=True)
    ann = Researcher(material.project, "Ann", "två")
    proposals.take_theme(
        ann,
        ThemeWithCodes("Mening", ("syfte", "mål")),
        ThemeWithCodes("Mening", ("syfte", "mål")),
        "words shared: papper",
    )
    proposals.refuse(ann, "merge", ["1", "2"], ["mål", "tid"], "two things")
    material.project.undo(coder="Ann")
    with material.project.seen_by("Bo").reading() as connection:
        newest = log_entries(connection, limit=3)
        assert [(one.act, one.summary, one.reason) for one in newest] == [
            ("undo", hidden_summary(), ""),
            ("merge_proposal.refuse", hidden_summary(), ""),
            ("theme_proposal.accept", hidden_summary(), ""),
        ]
        assert [row_changes(connection, one.number) for one in newest] == [(), (), ()]
        (answer,) = proposal_answers(connection)
        assert (answer.summary, answer.reason) == (hidden_summary(), "")
    with material.project.seen_by("Ann").reading() as connection:
        assert proposal_answers(connection)[0].reason == "words shared: papper"
    rounds.release(material, "två", "klart", unfinished=True)
    with material.project.seen_by("Bo").reading() as connection:
        assert proposal_answers(connection)[0].reason == "words shared: papper"
