"""One suggester for command and workbench: no passage speaks for itself, and each act is learnt at once."""

import json
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from qualwb.acts import codes, codings, suggestions
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.acts.suggestions import Offer
from qualwb.cli.app import qualwb as app
from qualwb.language.meaning.encoder import Vectors
from qualwb.model import Coding, Participant, Source, Speaker, Turn
from qualwb.store.texts import current_text
from qualwb.suggest.evidence import Evidence, TextPlace
from qualwb.suggest.project_evidence import read_evidence
from qualwb.suggest.ranking import DRIFT, Ranker
from qualwb.suggest.suggester import Suggester
from qualwb.workbench.screens.code.suggestions import SuggestionLines
from tests.projects import new_project, place_of
from tests.suggest.given_meanings import GivenMeanings, ScatteredMeanings
from tests.suggest.larger_project import larger_project

__all__ = ["larger_project"]


def evidence_of(researcher: Researcher) -> Evidence:
    with researcher.project.reading() as connection:
        return read_evidence(connection)


def test_the_workbench_suggests_what_the_command_does(larger_project: Researcher) -> None:
    lines = SuggestionLines(larger_project.project)
    lines._suggester.learn()
    for passage in evidence_of(larger_project).passages[::25]:
        place = passage.place
        shown, _note = lines.suggest(place.source, place.start, place.end, passage.text)
        where = ("suggest", "codes", place.source, str(place.start), str(place.end), "--without-meaning")
        told = CliRunner().invoke(app, ["-p", place_of(larger_project.project), *where, "--format", "json"])
        assert [(line.name, line.score) for line in shown] == [
            (one["code"], one["score"]) for one in json.loads(told.stdout)["suggestions"]
        ]


def test_a_passage_is_no_evidence_for_itself(larger_project: Researcher) -> None:
    suggester = Suggester(larger_project.project)
    for passage in evidence_of(larger_project).passages[::5]:
        at = passage.place
        for found in suggester.suggest(at.source, at.start, at.end, passage.text):
            assert not any(reason.place and reason.place.overlaps(at) for reason in found.reasons)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_acts_it_knows_what_a_fresh_fit_knows(larger_project: Researcher, seed: int) -> None:
    """All but the rarity of words, which is that of the last fit."""
    chance = Random(seed)
    ranker = Ranker().fit(evidence_of(larger_project))
    before = evidence_of(larger_project)
    for _step in range(8):
        act_by_chance(larger_project, chance)
        evidence = evidence_of(larger_project)
        assert ranker.follow(before, evidence), "it would have to be fitted anew"
        before = evidence
        fresh = Ranker().fit(evidence, ranker.spaces)
        for passage in evidence.passages[:: max(len(evidence.passages) // 8, 1)]:
            for place in (None, passage.place):
                np.testing.assert_allclose(
                    ranker.scores(passage.text, place), fresh.scores(passage.text, place), atol=2e-5
                )


def act_by_chance(researcher: Researcher, chance: Random) -> None:
    """Code a turn, take codings away, code otherwise, refuse, or undo."""
    evidence = evidence_of(researcher)
    code = chance.choice(evidence.codes).name
    coded = chance.choice(evidence.passages).place
    with researcher.project.reading() as connection:
        here = passage_at(connection, coded.source, coded.start, coded.end)
        turn = chance.choice(evidence.uncoded).place
        there = passage_at(connection, turn.source, turn.start, turn.end)
    match chance.randrange(5):
        case 0:
            codings.apply(researcher, there, [code])
        case 1:
            own = next(one for one in evidence.passages if one.place == coded).codes[0]
            codings.remove(researcher, codings.codings_of(researcher, here, own))
        case 2:
            codings.apply(researcher, here, [code])
        case 3:
            suggestions.refuse(researcher, there, Offer(code, 1))
        case 4:
            codings.apply(researcher, there, [code])
            researcher.project.undo(coder=researcher.coder)


def test_how_far_a_learnt_ranker_is_from_a_fitted_one(larger_project: Researcher) -> None:
    """As much has changed as is learnt at most: the first five codes are the same, scores are near."""
    before = evidence_of(larger_project)
    ranker = Ranker().fit(before)
    with larger_project.project.reading() as connection:
        keys = connection.execute(select(Coding.id).order_by(Coding.source_id, Coding.start)).scalars().all()
    codings.remove(larger_project, keys[:55])
    after = evidence_of(larger_project)
    changed = len(before.passages) - len(after.passages) + len(after.uncoded) - len(before.uncoded)
    texts = len(before.passages) + len(before.uncoded) + len(before.codes)
    assert 0.04 < changed / texts <= DRIFT
    assert ranker.follow(before, after)
    fresh = Ranker().fit(after)
    same, far = 0, 0.0
    for passage in before.passages:
        one, other = (found.scores(passage.text, passage.place) for found in (ranker, fresh))
        same += int(np.array_equal(np.argsort(-one)[:5], np.argsort(-other)[:5]))
        far = max(far, float(np.abs(one - other).max()))
    print(f"the same five codes for {same} of {len(before.passages)} passages; at most {far:.5f} apart")
    assert same >= 0.95 * len(before.passages)
    assert far < 0.01


def test_other_changes_lead_to_a_new_fit(larger_project: Researcher) -> None:
    before = evidence_of(larger_project)
    ranker = Ranker().fit(before)
    codes.create(larger_project, "Nytt om resorna")
    assert not ranker.follow(before, evidence_of(larger_project))
    turn = before.uncoded[5]
    suggester = Suggester(larger_project.project)
    suggester.suggest(turn.place.source, turn.place.start, turn.place.end, turn.text)
    codes.create(larger_project, "Ännu ett om resorna")
    found = suggester.suggest(turn.place.source, turn.place.start, turn.place.end, "Resorna")
    assert {"Nytt om resorna", "Ännu ett om resorna"} <= {one.code for one in found}


def test_a_refusal_that_is_undone_counts_no_more(larger_project: Researcher) -> None:
    suggester = Suggester(larger_project.project)
    evidence = evidence_of(larger_project)
    turn, code = evidence.uncoded[5], evidence.codes[0].name
    at = (turn.place.source, turn.place.start, turn.place.end)
    before = suggester.suggest(*at, turn.text, top=99)
    with larger_project.project.reading() as connection:
        passage = passage_at(connection, *at)
    suggestions.refuse(larger_project, passage, Offer(code, 1))
    assert code not in [found.code for found in suggester.suggest(*at, turn.text, top=99)]
    larger_project.project.undo(coder=larger_project.coder)
    assert suggester.suggest(*at, turn.text, top=99) == before


def test_forgetting_what_is_not_known(seminars: Evidence) -> None:
    with pytest.raises(KeyError):
        Ranker().fit(seminars).forget(TextPlace("A", "B", 0, 1))


def test_probabilities_come_once_they_are_learnt_and_nobody_waits(larger_project: Researcher) -> None:
    suggester = Suggester(larger_project.project)
    passage = evidence_of(larger_project).passages[3]
    at = (passage.place.source, passage.place.start, passage.place.end, passage.text)
    assert all(found.probability is None for found in suggester.suggest(*at))
    suggester.learn()
    learnt = suggester.suggest(*at)
    assert learnt
    chances = [found.probability for found in learnt]
    assert all(chance is not None and 0 < chance < 1 for chance in chances)
    assert chances == sorted(chances, reverse=True)
    again = Suggester(larger_project.project)
    again.learn()
    assert again.suggest(*at) == learnt


def test_nothing_is_suggested_that_is_no_likelier_than_a_code_drawn_by_lot(
    larger_project: Researcher,
) -> None:
    suggester = Suggester(larger_project.project)
    evidence = evidence_of(larger_project)
    suggester.learn()
    lot = np.mean([len(passage.codes) for passage in evidence.passages]) / len(evidence.codes)
    fewer = 0
    for passage in evidence.passages[::20]:
        at = (passage.place.source, passage.place.start, passage.place.end, passage.text)
        told = suggester.suggest(*at, top=99)
        assert all(found.probability and found.probability > lot - 0.001 for found in told)
        fewer += len(told)
    assert fewer < 99 * len(evidence.passages[::20])


def test_a_project_with_few_codings_gives_no_probability(tmp_path: Path) -> None:
    with new_project(tmp_path / "ny.qwb", "Ny") as project:
        codes.create(Researcher(project, "Karin"), "Otydligt syfte")
        suggester = Suggester(project)
        suggester.learn()
        (found,) = suggester.suggest("Grupp", 0, 5, "Syftet var otydligt")
        assert found.probability is None


def test_what_becomes_known_of_meanings_is_taken_in(larger_project: Researcher) -> None:
    meanings = ScatteredMeanings()
    late = GivenMeanings({}, 8)
    suggester, knowing = Suggester(larger_project.project, late), Suggester(larger_project.project, meanings)
    evidence = evidence_of(larger_project)
    passage = evidence.passages[3]
    at = (passage.place.source, passage.place.start, passage.place.end, passage.text)
    suggester.learn()
    before = suggester.suggest(*at)
    assert before == _learnt(Suggester(larger_project.project)).suggest(*at)
    texts = [*(one.text for one in evidence.passages), *(entry.name for entry in evidence.codes)]
    late.vectors = dict(zip(texts, meanings(texts), strict=True))
    suggester.learn()
    after = suggester.suggest(*at)
    assert after != before
    assert after == _learnt(knowing).suggest(*at)


class UnaskedBeside(ScatteredMeanings):
    """Can't be asked beside the suggestions, in another thread."""

    def __call__(self, texts: Sequence[str]) -> Vectors:
        if threading.current_thread() is not threading.main_thread():
            raise OSError("no meanings here")
        return super().__call__(texts)


def test_a_judgement_that_fails_is_no_matter_of_the_suggestions_and_is_told(
    larger_project: Researcher,
) -> None:
    suggester = Suggester(larger_project.project, UnaskedBeside())
    passage = evidence_of(larger_project).passages[3]
    at = (passage.place.source, passage.place.start, passage.place.end, passage.text)
    assert suggester.suggest(*at)
    with pytest.raises(OSError, match="no meanings here"):
        suggester.learn()
    assert isinstance(suggester.failure, OSError)
    assert suggester.suggest(*at)


def _learnt(suggester: Suggester) -> Suggester:
    suggester.learn()
    return suggester


def test_nothing_is_claimed_of_the_moderators_talk_that_nobody_coded(larger_project: Researcher) -> None:
    suggester = Suggester(larger_project.project)
    suggester.learn()
    with larger_project.project.reading() as connection:
        turns = connection.execute(
            select(Source.name, Turn.start, Turn.end, Participant.role)
            .join(Source, Source.id == Turn.source_id)
            .join(Speaker, Speaker.id == Turn.speaker_id)
            .join(Participant, Participant.id == Speaker.participant_id)
            .where(Turn.end - Turn.start > 60)
            .order_by(Turn.id)
        ).all()
        texts = {
            name: current_text(connection, key)
            for key, name in connection.execute(select(Source.id, Source.name))
        }
    coded = [passage.place for passage in evidence_of(larger_project).passages]
    seen: Counter[bool] = Counter()
    for source, start, end, role in turns[::40]:
        found = suggester.suggest(source, start, end, texts[source][start:end])
        claims_nothing = role != "participant" and not any(
            p.overlaps(TextPlace("", source, start, end)) for p in coded
        )
        assert all((one.probability is None) == claims_nothing for one in found)
        assert bool(suggester.why_no_probability(source, start, end)) == claims_nothing
        seen[claims_nothing] += bool(found)
    assert min(seen[True], seen[False]) > 3
