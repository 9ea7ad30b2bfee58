"""What the researcher does with proposals on the board of themes; each answer is one act."""

from collections.abc import Callable

from qualwb.acts import proposals
from qualwb.acts.proposals import PlaceOfPassage, ThemeWithCodes
from qualwb.acts.researcher import Researcher
from qualwb.analysis.connection import Connection
from qualwb.localization import gettext as _
from qualwb.suggest.background_meanings import BackgroundMeanings
from qualwb.suggest.themes.merge_proposals import ProposedMerge
from qualwb.suggest.themes.project_proposals import ProjectProposals, Proposal, project_proposals
from qualwb.suggest.themes.split_proposals import ProposedSplit
from qualwb.suggest.themes.theme_proposals import ProposedTheme
from qualwb.workbench.dialogs import FormDialog
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.themes.proposal_words import in_order, why_none
from qualwb.workbench.screens.themes.proposals_dialog import Done, ProposalsDialog

PATIENCE = 2.0
"""Seconds that are waited at most, beside what is on screen, for the encoder to be there."""


def found_proposals(connection: Connection, reading: BackgroundMeanings) -> ProjectProposals:
    """What is proposed, by the meanings that are known so far."""
    reading.ready(PATIENCE)
    return project_proposals(connection, reading.meanings)


def show_proposals(screen: ProjectScreen, found: ProjectProposals) -> None:
    """Show what is proposed, to be answered, and how much is known of what passages mean if not all is."""
    remark = ""
    if found.known is not None and found.known < 1:
        remark = _("meaning read: {n} %").format(n=int(100 * found.known))
    answers = ProposalActs(screen)
    screen.app.push_screen(ProposalsDialog(in_order(found), answers, why_none(found), remark))


class ProposalActs:
    """Answers proposals for a screen."""

    def __init__(self, screen: ProjectScreen) -> None:
        self._screen = screen

    def take(self, proposal: Proposal, done: Done) -> None:
        """Do what is proposed; what speaks for it is the reason. A split asks for the new code's name."""
        match proposal:
            case ProposedSplit():
                self._split(proposal, done)
            case ProposedMerge():
                self._merge(proposal, proposal.codes[0], proposal.reason, done)
            case ProposedTheme():
                self._gather(proposal, proposal.name, proposal.codes, proposal.reason, done)

    def change(self, proposal: Proposal, done: Done) -> None:
        """Ask how it is to be done instead."""
        match proposal:
            case ProposedSplit():
                self._split(proposal, done)
            case ProposedMerge():
                self._change_merge(proposal, done)
            case ProposedTheme():
                self._change_theme(proposal, done)

    def refuse(self, proposal: Proposal, done: Done) -> None:
        """Have it proposed no more."""
        self._do(
            lambda: proposals.refuse(self._researcher, proposal.kind, proposal.key, proposal.all_codes), done
        )

    def _change_merge(self, proposal: ProposedMerge, done: Done) -> None:
        self._ask(
            " + ".join(proposal.codes),
            [("into", _("Merge into"), proposal.codes[0]), self._why(proposal)],
            lambda found: self._merge(proposal, found["into"], found["reason"], done),
        )

    def _change_theme(self, proposal: ProposedTheme, done: Done) -> None:
        fields = [
            ("codes", _("Codes, a line each: strike those that do not belong"), "\n".join(proposal.codes))
        ]
        if proposal.joins is None:
            fields.insert(0, ("name", _("Theme"), proposal.name))
        fields.append(self._why(proposal))

        def gather(found: dict[str, str]) -> None:
            codes = tuple(line.strip() for line in found["codes"].splitlines() if line.strip())
            self._gather(proposal, found.get("name", proposal.name), codes, found["reason"], done)

        self._ask(proposal.name, fields, gather)

    def _gather(
        self, proposal: ProposedTheme, name: str, codes: tuple[str, ...], reason: str, done: Done
    ) -> None:
        act = proposals.take_theme if proposal.joins is None else proposals.join_theme
        proposed, taken = ThemeWithCodes(proposal.name, proposal.codes), ThemeWithCodes(name, codes)
        self._do(lambda: act(self._researcher, proposed, taken, reason), done)

    def _merge(self, proposal: ProposedMerge, into: str, reason: str, done: Done) -> None:
        self._do(
            lambda: proposals.take_merge(self._researcher, proposal.codes, into, reason),
            lambda: done(gone=[code for code in proposal.codes if code != into]),
        )

    def _split(self, proposal: ProposedSplit, done: Done) -> None:
        new = proposal.smaller_half
        places = [
            PlaceOfPassage(passage.place.source, passage.place.start, passage.place.end)
            for passage in new.passages
        ]
        said = _("New code of {n} passages: {words}").format(n=len(places), words=", ".join(new.words) or "–")
        self._ask(
            proposal.code,
            [("name", said, proposal.new_name), self._why(proposal)],
            lambda found: self._do(
                lambda: proposals.take_split(
                    self._researcher, proposal.code, found["name"], places, found["reason"]
                ),
                lambda: done(gone=[proposal.code]),
            ),
        )

    def _why(self, proposal: Proposal) -> tuple[str, str, str]:
        return "reason", _("Why? (kept in the journal)"), proposal.reason

    @property
    def _researcher(self) -> Researcher:
        return self._screen.app.researcher

    def _ask(
        self, title: str, fields: list[tuple[str, str, str]], then: Callable[[dict[str, str]], None]
    ) -> None:
        def take(found: dict[str, str] | None) -> None:
            if found is not None:
                then(found)

        self._screen.app.push_screen(FormDialog(title, fields), take)

    def _do(self, act: Callable[[], object], done: Callable[[], None]) -> None:
        """Do an act, and show the board beneath the dialog as it is then."""
        if self._screen.do(act):
            self._screen.project_changed()
            done()
