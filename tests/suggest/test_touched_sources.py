"""A suggester that reads only the sources that acts touched knows what one that reads all knows."""

import contextlib
from random import Random

import numpy as np
import pytest

from qualwb.acts import codes, corrections, rounds
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.model import Record
from qualwb.suggest.evidence import Evidence
from qualwb.suggest.ranking import Ranker
from qualwb.suggest.suggester import Suggester
from qualwb.suggest.touched_sources import IN_SOURCES, WITHOUT_EVIDENCE, touched_sources
from tests.suggest.larger_project import larger_project
from tests.suggest.test_suggester import act_by_chance, evidence_of

__all__ = ["larger_project"]

EVERYWHERE = {"code", "theme", "theme_code", "focus_group", "source", "round"}
"""Tables whose change may touch the evidence of any source."""


def any_act(researcher: Researcher, chance: Random) -> None:
    """Code, take away, refuse, undo, redo, merge or delete a code, or correct a word of the text."""
    evidence = evidence_of(researcher)
    names = [entry.name for entry in evidence.codes]
    match chance.randrange(10):
        case 0:
            codes.merge(researcher, chance.sample(names, 1), chance.choice(names))
        case 1:
            codes.delete(researcher, [chance.choice(names)])
        case 2 | 3:
            turn = chance.choice(evidence.uncoded)
            with researcher.project.reading() as connection:
                place = passage_at(connection, turn.place.source, turn.place.start, turn.place.start + 1)
            corrections.replace_passage(researcher, place, chance.choice(("Hå", "Nä, x")))
        case 4:
            researcher.project.undo(coder=researcher.coder)
        case 5:
            researcher.project.redo(coder=researcher.coder)
        case _:
            act_by_chance(researcher, chance)


@pytest.mark.parametrize("seed", range(6))
def test_after_any_acts_it_knows_what_all_sources_say(larger_project: Researcher, seed: int) -> None:
    chance = Random(seed)
    suggester = Suggester(larger_project.project)
    asked = evidence_of(larger_project).passages[3]
    for _step in range(6):
        for _act in range(chance.randrange(1, 4)):
            with contextlib.suppress(QualwbError):
                any_act(larger_project, chance)
        suggester.suggest(asked.place.source, asked.place.start, asked.place.end, asked.text)
        now = evidence_of(larger_project)
        known = Evidence.joined(suggester._ranker.codes, suggester._sources.values())
        assert known.codes == now.codes
        assert sorted(map(repr, known.passages)) == sorted(map(repr, now.passages))
        assert sorted(map(repr, known.uncoded)) == sorted(map(repr, now.uncoded))
        assert sorted(map(repr, known.refused)) == sorted(map(repr, now.refused))
        fresh = Ranker(suggester._ranker.weights).fit(now, suggester._ranker.spaces)
        for passage in now.passages[:: max(len(now.passages) // 5, 1)]:
            np.testing.assert_allclose(
                suggester._ranker.scores(passage.text, passage.place),
                fresh.scores(passage.text, passage.place),
                atol=2e-5,
            )


def test_an_act_of_coding_touches_its_source_alone(larger_project: Researcher) -> None:
    chance = Random(1)
    alone = 0
    for _act in range(10):
        before = larger_project.project.revision()
        with contextlib.suppress(QualwbError):
            act_by_chance(larger_project, chance)
        with larger_project.project.reading() as connection:
            touched = touched_sources(connection, before)
        assert touched is not None
        alone += len(touched) == 1
    assert alone >= 8


def test_a_change_of_codes_may_be_anywhere(larger_project: Researcher) -> None:
    before = larger_project.project.revision()
    codes.create(larger_project, "Nytt")
    with larger_project.project.reading() as connection:
        assert touched_sources(connection, before) is None
        assert touched_sources(connection, before + 1) == frozenset()


def test_every_table_is_thought_of() -> None:
    assert {*IN_SOURCES, *WITHOUT_EVIDENCE, *EVERYWHERE, "change"} >= set(Record.metadata.tables)


def test_the_release_of_a_round_may_be_anywhere(researcher: Researcher) -> None:
    rounds.new_round(researcher, "två", blind=True)
    before = researcher.project.revision()
    rounds.release(researcher, "två", "klart")
    with researcher.project.reading() as connection:
        assert touched_sources(connection, before) is None
