"""Autocoding: one act on all passages chosen, none coded twice, and how it came about kept."""

import pytest

from qualwb.acts import codings, corrections
from qualwb.acts.autocoding import autocode, have_already, passage_of
from qualwb.acts.passages import StalePassage
from qualwb.acts.researcher import Researcher
from qualwb.analysis.autocoding import AutocodeQuery, find_passages
from qualwb.analysis.found_passages import FoundPassage
from qualwb.errors import QualwbError
from qualwb.store.errors import NotFound
from tests.acts.test_codings import CODINGS, quoted
from tests.states import another, one_act, rows

QUERY = AutocodeQuery(text="det")


def found(material: Researcher, query: AutocodeQuery = QUERY) -> tuple[FoundPassage, ...]:
    return find_passages(material.project, query)


def test_one_act_with_its_origin(material: Researcher) -> None:
    passages = [passage_of(one) for one in found(material)]
    with one_act(material, "coding.autocode"):
        done = autocode(
            material, passages, "ovisshet", QUERY.describe(), reason="första sållning", create=True
        )
    assert (done.made, done.already) == (2, 0)
    assert rows(material, "SELECT quote, origin FROM coding ORDER BY start") == [
        (one.text, "autocode") for one in passages
    ]
    ((coder, reason, summary),) = rows(
        material, "SELECT coder, reason, summary FROM change WHERE act = 'coding.autocode'"
    )
    assert (coder, reason) == ("Karin", "första sållning")
    assert summary == f"'ovisshet' on 2 passages ({QUERY.describe()})"
    material.project.undo(coder=another(material.project))
    assert rows(material, CODINGS) == []
    assert rows(material, "SELECT name FROM code") == []


def test_the_journal_names_the_code_as_it_is_stored(material: Researcher) -> None:
    codings.apply(material, quoted(material, "Ingen visste"), ["Ovisshet"], create=True)
    first, second = (passage_of(one) for one in found(material))
    autocode(material, [first], "  ovisshet ", "det", create=True)
    codings.apply(material, second, ["OVISSHET"])
    codings.apply_to_all(material, [second], ["ovisshet"])
    summaries = rows(material, "SELECT summary FROM change ORDER BY id DESC LIMIT 3")
    assert all("Ovisshet" in text for text in summaries), summaries


def test_what_has_the_code_is_not_coded_again(material: Researcher) -> None:
    codings.apply(material, quoted(material, "Ingen visste"), ["Ovisshet"], create=True)
    passages = found(material)
    with material.project.reading() as connection:
        assert have_already(connection, material, passages, "ovisshet") == {1}
        assert have_already(connection, material, passages, "annat", create=True) == frozenset()
        with pytest.raises(NotFound, match="'annat'"):
            have_already(connection, material, passages, "annat")
        mia = Researcher(material.project, "Mia")
        assert have_already(connection, mia, passages, "ovisshet") == frozenset()
        again = Researcher(material.project, "Karin", "2")
        assert have_already(connection, again, passages, "ovisshet") == frozenset()
    done = autocode(material, [passage_of(one) for one in passages], "ovisshet", "det")
    assert (done.made, done.already) == (1, 1)
    assert [row[1] for row in rows(material, CODINGS)] == ["Ingen visste", "Det var otydligt."]
    revision = material.project.revision()
    done = autocode(material, [passage_of(one) for one in passages], "ovisshet", "det")
    assert (done.made, done.already) == (0, 2)
    assert material.project.revision() == revision


def test_all_or_nothing(material: Researcher) -> None:
    passages = [passage_of(one) for one in found(material)]
    corrections.replace(material, "Intervju 1", passages[1].start, passages[1].start + 5, "Inget")
    with pytest.raises(StalePassage):
        autocode(material, passages, "ovisshet", "det", create=True)
    with pytest.raises(NotFound, match="'ovisshet'"):
        autocode(material, passages[:1], "ovisshet", "det")
    with pytest.raises(QualwbError, match="No passage was chosen"):
        autocode(material, [], "ovisshet", "det", create=True)
    assert rows(material, CODINGS) == []
    assert rows(material, "SELECT name FROM code") == []


def test_words_that_moved_are_coded_where_they_stand(material: Researcher) -> None:
    passages = [passage_of(one) for one in found(material)]
    corrections.replace(material, "Intervju 1", 0, 3, "Hurudant")
    assert autocode(material, passages, "ovisshet", "det", create=True).made == 2
    assert [row[1] for row in rows(material, CODINGS)] == [one.text for one in passages]
