"""What the journal says of where a coding stands: its source and turns, also when it went elsewhere."""

from qualwb.acts import codings
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.store.told_turns import told_turns
from tests.acts.test_codings import quoted
from tests.states import rows

NEWEST = "SELECT summary FROM change ORDER BY id DESC LIMIT 1"


def test_the_turns_of_a_passage_are_told(material: Researcher) -> None:
    passage = quoted(material, "Ingen visste")
    spans = rows(material, 'SELECT number, start, "end" FROM turn ORDER BY start')
    ((number, _start, _end),) = [span for span in spans if span[1] <= passage.start < span[2]]
    (coding,) = codings.apply(material, passage, ["ovisshet"], create=True).codings
    assert rows(material, NEWEST) == [f"ovisshet on Intervju 1, turn {number}"]
    before = next(span for span in spans if span[0] == number - 1)
    with material.project.reading() as connection:
        longer = passage_at(connection, "Intervju 1", before[1], passage.end)
    codings.move_edges(material, coding, longer)
    assert rows(material, NEWEST) == [f"'ovisshet', Intervju 1, turns {number - 1}–{number}"]
    codings.remove(material, [coding])
    assert rows(material, NEWEST) == [f"'ovisshet', Intervju 1, turns {number - 1}–{number}"]


def test_what_stands_before_the_first_turn_has_the_source_alone() -> None:
    assert told_turns("Intervju 1", None, None) == "Intervju 1"
