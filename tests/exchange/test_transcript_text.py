"""A transcript as one reads it: nothing lost, nothing over the edge, codes told apart from what was said."""

from qualwb.acts import codings
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.sources import transcript
from qualwb.exchange.writers.transcript_text import transcript_as_text


def test_turns_are_folded_beside_their_numbers_and_codes_stand_below(material: Researcher) -> None:
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    codings.apply(material, passage, ["ovisshet", "otydligt syfte"], create=True)
    with material.project.reading() as connection:
        source = transcript(connection, "Intervju 1")
    assert transcript_as_text(source, 40).splitlines() == [
        "Intervju 1 (Grupp 1)",
        "",
        "1  Moderator: Hur var det från början?",
        "2  Åsa: Det var otydligt. Ingen visste",
        "   vad det skulle bli 👩‍👩‍👧 av det.",
        "   » ovisshet; otydligt syfte",
        "3  Björn: Vi fick ett papper i handen,",
        "   sen åkte vi.",
        "4  Flera: [skratt]",
        "5  Åsa: Men mötena var bra, dom gav",
        "   mycket.",
    ]
