"""What is asked of a project to fill its checklists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualwb.acts.agreement_choice import AgreementChoice, agreement_choice
from qualwb.acts.memos import REFLEXIVITY
from qualwb.acts.report_facts import item_answers
from qualwb.acts.saturation_choice import SaturationChoice, saturation_choice
from qualwb.analysis.connection import Connection
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
    choice = saturation_choice(connection)
    rule = rule_of(choice)
    matrix = theme_matrix(connection, "themes", "groups", "passages", selection)
    return Known(
        title=project_title(connection).name,
        method=method_facts(connection, selection),
        matrix=matrix,
        themes=theme_rows(connection, matrix),
        saturation=matrix_saturation(
            connection,
            matrix,
            base=rule.base,
            run=rule.run,
            threshold=rule.threshold,
            selection=selection,
        ),
        choice=choice,
        agreement=agreement_choice(connection),
        privacy=privacy_facts(connection),
        answers=item_answers(connection),
    )
