"""The team's answers to checklists, and what it says of saturation: kept in the project, undone as acts."""

import pytest

from qualwb.acts.agreement_choice import (
    AgreementChoice,
    AgreementNotUsed,
    AgreementUsed,
    agreement_choice,
    choose_agreement,
    unsay_agreement,
)
from qualwb.acts.report_facts import answer_item, clear_item, item_answers, item_id
from qualwb.acts.researcher import Researcher, working_round
from qualwb.acts.saturation_choice import (
    SaturationNotUsed,
    SaturationUsed,
    choose_saturation,
    saturation_choice,
    unsay_saturation,
)
from qualwb.acts.settings import put_setting, set_round
from qualwb.errors import QualwbError
from tests.states import one_act


def answers(researcher: Researcher) -> dict[str, str]:
    with researcher.project.reading() as connection:
        return item_answers(connection)


def test_an_item_is_answered_changed_and_cleared(researcher: Researcher) -> None:
    with one_act(researcher, "report.answer"):
        answer_item(researcher, "COREQ 3", "  Två utredare.\nBåda socionomer. ")
    answer_item(researcher, "srqr.21", "Landstinget.")
    answer_item(researcher, "coreq.3", "Utredare.")
    set_round(researcher, "andra")
    assert answers(researcher) == {"coreq.3": "Utredare.", "srqr.21": "Landstinget."}
    assert working_round(researcher.project) == "andra"
    with one_act(researcher, "report.clear"):
        clear_item(researcher, "coreq.3")
    assert answers(researcher) == {"srqr.21": "Landstinget."}
    clear_item(researcher, "srqr.21")
    assert answers(researcher) == {}


@pytest.mark.parametrize("item", ["coreq.0", "coreq.33", "srqr.22", "coreq", "3", "prisma.1", ""])
def test_what_is_no_item_is_refused(researcher: Researcher, item: str) -> None:
    with pytest.raises(QualwbError, match="There is no item"):
        answer_item(researcher, item, "Ja.")
    assert answers(researcher) == {}


@pytest.mark.parametrize(("written", "meant"), [("coreq.32", "coreq.32"), ("SRQR 01", "srqr.1")])
def test_items_are_written_in_more_than_one_way(written: str, meant: str) -> None:
    assert item_id(written) == meant


def test_an_empty_answer_and_one_that_is_not_there_are_refused(researcher: Researcher) -> None:
    with pytest.raises(QualwbError, match="empty"):
        answer_item(researcher, "coreq.3", " \n")
    with pytest.raises(QualwbError, match=r"not answered coreq\.3"):
        clear_item(researcher, "coreq.3")


def test_answers_are_cleaned_at_the_door(researcher: Researcher) -> None:
    answer_item(researcher, "coreq.4", "kvin\x1b[31mna\u202e")
    choose_saturation(researcher, SaturationNotUsed("refle\x00xiv"))
    assert answers(researcher) == {"coreq.4": "kvin[31mna"}
    with researcher.project.reading() as connection:
        assert saturation_choice(connection) == SaturationNotUsed("reflexiv")


def test_saturation_is_used_by_a_rule_or_not_used_for_a_reason(researcher: Researcher) -> None:
    with researcher.project.reading() as connection:
        assert saturation_choice(connection) is None
    for choice in (SaturationUsed(3, 1, 0.0), SaturationNotUsed("reflexiv tematisk analys")):
        with one_act(researcher, "project.saturation"):
            choose_saturation(researcher, choice)
        with researcher.project.reading() as connection:
            assert saturation_choice(connection) == choice
    with one_act(researcher, "project.saturation"):
        unsay_saturation(researcher)
    with researcher.project.reading() as connection:
        assert saturation_choice(connection) is None


@pytest.mark.parametrize(
    "choice",
    [
        SaturationUsed(0, 2, 0.05),
        SaturationUsed(4, 0, 0.05),
        SaturationUsed(4, 2, 1.5),
        SaturationNotUsed("  "),
    ],
)
def test_a_choice_out_of_bounds_is_refused(
    researcher: Researcher, choice: SaturationUsed | SaturationNotUsed
) -> None:
    with pytest.raises(QualwbError):
        choose_saturation(researcher, choice)


@pytest.mark.parametrize("held", ["nej", 3, {"base": "4"}, ["coreq.1"], {"coreq.1": 4}])
def test_settings_edited_by_hand_say_nothing(researcher: Researcher, held: object) -> None:
    with researcher.act("project.settings") as act:
        put_setting(act, "facts", held)
        put_setting(act, "saturation", held)
    assert "coreq.1" not in answers(researcher)
    with researcher.project.reading() as connection:
        assert saturation_choice(connection) is None


def test_agreement_has_a_figure_or_a_reason_for_none(researcher: Researcher) -> None:
    def chosen() -> AgreementChoice | None:
        with researcher.project.reading() as connection:
            return agreement_choice(connection)

    assert chosen() is None
    for choice in (AgreementUsed("themes"), AgreementUsed(), AgreementNotUsed("reflexiv")):
        with one_act(researcher, "project.agreement"):
            choose_agreement(researcher, choice)
        assert chosen() == choice
    for refused in (AgreementNotUsed(" "), AgreementUsed("turns")):
        with pytest.raises(QualwbError):
            choose_agreement(researcher, refused)
    with one_act(researcher, "project.agreement"):
        unsay_agreement(researcher)
    assert chosen() is None
