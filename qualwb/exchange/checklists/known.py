"""What is asked of a project to fill its checklists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualwb.acts.agreement_choice import AgreementChoice, agreement_choice
from qualwb.acts.memos import REFLEXIVITY
from qualwb.acts.report_facts import item_answers
from qualwb.acts.saturation_choice import SaturationChoice, saturation_choice
from qualwb.analysis.connection import Connection, together
from qualwb.analysis.matrix import Matrix, theme_matrix
from qualwb.analysis.method_facts import MethodFacts, method_facts
from qualwb.analysis.privacy_facts import PrivacyFacts, privacy_facts
from qualwb.analysis.project_title import project_title
from qualwb.analysis.saturation import Saturation, matrix_saturation
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.themes import ThemeRow, theme_rows
from qualwb.exchange.saturation_words import rule_of


@dataclass(frozen=True, slots=True)
class Known:
    """The facts that items are filled from."""

    title: str
    method: MethodFacts
    matrix: Matrix
    """Passages of themes by groups."""
    themes: Sequence[ThemeRow]
    saturation: Saturation
    choice: SaturationChoice | None
    """What the team says of saturation."""
    agreement: AgreementChoice | None
    """What the team says of agreement between its coders."""
    privacy: PrivacyFacts
    answers: Mapping[str, str]
    """The team's answers, by the keys of items."""

    @property
    def only_quotes(self) -> bool:
        """Whether all codings are the quotes of a printed report, which tells nothing of the talks."""
        return self.saturation.only_quotes

    @property
    def reflexivity(self) -> int:
        """How many memos on reflexivity there are."""
        return self.method.memos.get(REFLEXIVITY, 0)


def known(connection: Connection, selection: Selection = EVERYTHING) -> Known:
    """Ask the project; groups, people and codings are those of the selection."""
    choice, matrix, method, title, agreement, privacy, answers = together(
        connection,
        saturation_choice,
        lambda asked: theme_matrix(asked, "themes", "groups", "passages", selection),
        lambda asked: method_facts(asked, selection),
        project_title,
        agreement_choice,
        privacy_facts,
        item_answers,
    )
    rule = rule_of(choice)
    themes, saturation = together(
        connection,
        lambda asked: theme_rows(asked, matrix),
        lambda asked: matrix_saturation(
            asked, matrix, base=rule.base, run=rule.run, threshold=rule.threshold, selection=selection
        ),
    )
    return Known(
        title=title.name,
        method=method,
        matrix=matrix,
        themes=themes,
        saturation=saturation,
        choice=choice,
        agreement=agreement,
        privacy=privacy,
        answers=answers,
    )
