"""The day by which the material must be gone."""

from datetime import date, timedelta

import pytest

from qualwb.acts import retention
from qualwb.acts.researcher import Researcher
from qualwb.analysis.privacy_facts import privacy_facts
from qualwb.store.check import check
from tests.states import one_act, rows

DAY = date(2030, 6, 30)


@pytest.mark.parametrize(("before", "left"), [(31, None), (30, 30), (1, 1), (0, 0), (-1, -1), (-400, -400)])
def test_it_is_told_from_thirty_days_before(researcher: Researcher, before: int, left: int | None) -> None:
    retention.keep_until(researcher, DAY)
    with researcher.project.reading() as connection:
        due = retention.due(connection, DAY - timedelta(days=before))
        assert privacy_facts(connection).purge_by == DAY
    assert (due and due.days_left) == left
    if due is not None:
        assert "2030-06-30" in due.in_words()


def test_it_is_an_act_with_a_reason(researcher: Researcher) -> None:
    with one_act(researcher, "project.retention"):
        retention.keep_until(researcher, DAY, "etikprövningen")
    assert rows(researcher, "SELECT reason FROM change WHERE act = 'project.retention'") == ["etikprövningen"]
    with one_act(researcher, "project.retention"):
        retention.keep_until(researcher, None)
    with researcher.project.reading() as connection:
        assert retention.kept_until(connection) is None
        assert retention.due(connection, DAY) is None
    retention.keep_until(researcher, None)
    assert check(researcher.project) == []


def test_other_facts_of_privacy_stay(researcher: Researcher) -> None:
    from qualwb.acts.settings import put_setting, setting

    with researcher.act("project.settings") as act:
        put_setting(act, "privacy", {"sealed": {"by": "Karin"}})
    retention.keep_until(researcher, DAY)
    retention.keep_until(researcher, None)
    with researcher.project.reading() as connection:
        assert setting(connection, "privacy") == {"sealed": {"by": "Karin"}}
