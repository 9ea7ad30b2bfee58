"""What a report is made of: everything asked of the project, each question once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from qualwb.acts.agreement_choice import AgreementChoice
from qualwb.acts.memos import REFLEXIVITY
from qualwb.acts.saturation_choice import SaturationChoice
from qualwb.acts.summaries import SummaryCell, grounds_of, summaries
from qualwb.analysis.agreement.coder_agreement import CoderAgreement
from qualwb.analysis.agreement.solved import Solved, solved
from qualwb.analysis.coded_since import coded_since
from qualwb.analysis.codes import definitions
from qualwb.analysis.composition import Composition, composition
from qualwb.analysis.connection import Connection
from qualwb.analysis.cooccurrence import Cooccurrence, cooccurrence
from qualwb.analysis.extent import Extent, extent_rows
from qualwb.analysis.matrix import Matrix, theme_matrix
from qualwb.analysis.memos import MemoRow, memo_list
from qualwb.analysis.method_facts import MethodFacts
from qualwb.analysis.participation import Participation, participation
from qualwb.analysis.privacy_facts import PrivacyFacts
from qualwb.analysis.quotes import Quote
from qualwb.analysis.saturation import Saturation
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.theme_quotes import key_quotes_by_theme, quotes_by_theme
from qualwb.analysis.themes import ThemeRow
from qualwb.exchange.checklists.checklists import Checklists, checklists
from qualwb.exchange.checklists.known import known
from qualwb.exchange.printed_quotes import printed_texts
from qualwb.exchange.report.agreement import reported_agreement


@dataclass(frozen=True, slots=True)
class Wishes:
    """What of a project goes into its report.

    ``quotes``: 'cited' gives a theme's key quotes, or where it has none the first one of each group; 'all'
    gives every passage. ``full_citations`` adds speaker and turns to the group. ``checklists`` are those of
    the appendix.
    """

    selection: Selection = EVERYTHING
    quotes: str = "cited"
    full_citations: bool = False
    checklists: tuple[str, ...] = ("coreq", "srqr")
    people_by: tuple[str, ...] = ()
    """Attributes of the participants that the groups' composition is shown by; else those that tell."""
    without: tuple[str, ...] = ()
    """Names of sections that are left out."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers, and what was wished for."""

    wishes: Wishes
    method: MethodFacts
    privacy: PrivacyFacts
    themes: Sequence[ThemeRow]
    matrix: Matrix
    """Passages of themes by groups."""
    extents: Mapping[str, Extent]
    """How widely each theme is said."""
    quotes: Mapping[str, Sequence[Quote]]
    """By theme, those that are wished for, in their print versions."""
    summaries: Mapping[tuple[str, str], SummaryCell]
    """By theme and group."""
    coded_since: Collection[tuple[str, str, str]]
    """The cells (theme, group, '') of summaries in which something was coded since."""
    of_participants: int
    """How many summaries there are of a theme for a single participant."""
    """By theme and group."""
    saturation: Saturation
    """By the rule that the team has chosen, else by the usual one."""
    choice: SaturationChoice | None
    """Whether the team uses saturation."""
    agreement: CoderAgreement | None
    """Of the first round that two coders coded in; None where there is none, or the team wants none."""
    agreement_choice: AgreementChoice | None
    """Whether the team gives a figure of agreement."""
    solved: Solved
    """The decisions on disagreements in the round that agreement is told of."""
    checklists: Checklists
    """The items of COREQ and SRQR with what is known of each."""
    composition: Composition
    participation: Sequence[Participation]
    cooccurrence: Cooccurrence
    codes: Matrix
    """Passages of codes by groups."""
    definitions: Mapping[str, str]
    """Of the codes, by name."""
    reflexivity: Sequence[MemoRow]
    """What the researchers wrote of their own part in it, oldest first."""


def answers(connection: Connection, wishes: Wishes) -> Answers:
    """Ask the project what a report tells."""
    selection = wishes.selection
    facts = known(connection, selection)
    agreed = reported_agreement(connection, facts.agreement)
    written = summaries(connection)
    of_groups = [one for one in written if not one.participant]
    return Answers(
        wishes=wishes,
        method=facts.method,
        privacy=facts.privacy,
        themes=facts.themes,
        matrix=facts.matrix,
        extents={row.name: row.whole for row in extent_rows(connection, facts.matrix, selection)},
        quotes=_printed_by_theme(connection, wishes),
        summaries={(one.theme, one.group): one for one in of_groups},
        coded_since=coded_since(connection, grounds_of(of_groups), selection),
        of_participants=sum(bool(one.participant) for one in written),
        saturation=facts.saturation,
        choice=facts.choice,
        agreement=agreed,
        agreement_choice=facts.agreement,
        solved=solved(connection, agreed.round, agreed.coders) if agreed else solved(connection, ""),
        checklists=checklists(facts),
        composition=composition(facts.method.people, wishes.people_by),
        participation=participation(connection, selection),
        cooccurrence=cooccurrence(connection, "themes", selection=selection),
        codes=theme_matrix(connection, "codes", "groups", "passages", selection),
        definitions=definitions(connection),
        reflexivity=[memo for memo in memo_list(connection) if memo.kind == REFLEXIVITY],
    )


def _printed_by_theme(connection: Connection, wishes: Wishes) -> dict[str, list[Quote]]:
    asked = quotes_by_theme if wishes.quotes == "all" else key_quotes_by_theme
    found = asked(connection, wishes.selection)
    printed = iter(printed_texts(connection, list(chain.from_iterable(found.values()))))
    return {theme: list(islice(printed, len(quotes))) for theme, quotes in found.items()}
