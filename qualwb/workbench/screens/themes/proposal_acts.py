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
from qualwb.suggest.themes.why_none import why_no_themes
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.themes.proposal_form import (
    Line,
    ProposalForm,
    ProposalQuestion,
    ProposalReply,
)
from qualwb.workbench.screens.themes.proposal_words import in_order, line_of, why_none
from qualwb.workbench.screens.themes.proposals_dialog import Done, ProposalsDialog, Shown

ELSE_FOR_LEADS = _("To merge and split codes is for the project's leads.")
PATIENCE = 2.0
"""Seconds that are waited at most, beside what is on screen, for the encoder to be there."""


def found_proposals(connection: Connection, reading: BackgroundMeanings) -> ProjectProposals:
    """What is proposed, by the meanings that are known so far."""
    reading.ready(PATIENCE)
    return project_proposals(connection, reading.meanings)


def show_proposals(
    screen: ProjectScreen, found: ProjectProposals, reading: BackgroundMeanings, *, leads: bool = True
) -> "ProposalActs":
    """Show what is proposed, to be answered; returns what answers.

    To merge and split codes, and to refuse a proposal for everybody, is for those who lead a team: others
    are shown themes alone.
    """
    acts = ProposalActs(screen, found, reading, leads=leads)
    listed, nothing, remark = acts.shown()
    acts.dialog = ProposalsDialog(listed, acts, nothing, remark, refuses=leads)
    screen.app.push_screen(acts.dialog)
    return acts


class ProposalActs:
    """Answers proposals for a screen."""

    def __init__(
        self,
        screen: ProjectScreen,
        found: ProjectProposals,
        reading: BackgroundMeanings,
        *,
        leads: bool = True,
    ) -> None:
        self._screen, self._found, self._reading = screen, found, reading
        self._leads = leads
        self.dialog: ProposalsDialog | None = None

    def take(self, proposal: Proposal, done: Done) -> None:
        """Do what is proposed. A merge asks which code is left, a split for the new code's name."""
        match proposal:
            case ProposedTheme():
                self._gather(proposal, ThemeWithCodes(proposal.name, proposal.codes), "", done)
            case _:
                self.change(proposal, done)

    def change(self, proposal: Proposal, done: Done) -> None:
        """Ask how it is to be done."""
        match proposal:
            case ProposedSplit():
                self._split(proposal, done)
            case ProposedMerge():
                self._merge(proposal, done)
            case ProposedTheme():
                self._change_theme(proposal, done)

    def refuse(self, proposal: Proposal, done: Done) -> None:
        """Have it proposed no more."""
        self._do(
            lambda: proposals.refuse(self._researcher, proposal.kind, proposal.key, proposal.all_codes),
            _("Not proposed any more: {what}").format(what=line_of(proposal)),
            done,
        )

    def undo(self) -> bool:
        """Undo the newest act, and show the board beneath as it is then; whether there was one to undo."""
        if not self._screen.app.undo():
            self._screen.app.notify(_("Somebody else has changed the project since: undo on the board."))
            return False
        self._screen.project_changed()
        return True

    # What is known of meaning

    def renew(self, show: Shown) -> None:
        """Propose again, by the meanings that are known now."""

        def take(found: ProjectProposals) -> None:
            self._found = found
            if self._open:
                show(*self.shown())

        self._screen.ask("proposals", lambda connection: found_proposals(connection, self._reading), take)

    def shown(self) -> tuple[list[Proposal], str, str]:
        """What is listed, why there is nothing where that is empty, and what is to be said of it."""
        listed = in_order(self._found)
        if self._leads:
            return listed, why_none(self._found), self.remark()
        themes: list[Proposal] = [one for one in listed if isinstance(one, ProposedTheme)]
        nothing = why_no_themes(self._found.codes, self._found.without_theme)
        return themes, f"{nothing}\n{ELSE_FOR_LEADS}", self.remark()

    def meaning_told(self) -> None:
        """Say how far the reading has come, and offer other proposals when it is done."""
        if self.dialog is not None and self._open:
            self.dialog.tell(self.remark())

    @property
    def _open(self) -> bool:
        """Whether what is proposed is still shown: an answer may come after it was closed."""
        return self.dialog in self._screen.app.screen_stack

    def remark(self) -> str:
        """How much was known of what passages mean when this was proposed, if not all; what is read now."""
        known, share = self._found.known, self._reading.share
        if known is None or known >= 1:
            return ""
        if share is None and self._reading.times_read:
            return _("all meanings read: r renews")
        if share is not None:
            return _("reading meanings, {n} %").format(n=int(100 * share))
        return _("meanings read: {n} %").format(n=int(100 * known))

    # How each is done

    def _change_theme(self, proposal: ProposedTheme, done: Done) -> None:
        taken = () if proposal.joins is None else self._found.theme_names
        lines = (Line("name", _("Theme"), proposal.name, taken), self._why())

        def gather(reply: ProposalReply) -> bool:
            wanted = ThemeWithCodes(reply.lines["name"], reply.codes)
            return self._gather(proposal, wanted, reply.lines["reason"], done)

        remark = _("The program says: {grounds}").format(grounds=proposal.reason)
        self._ask(ProposalQuestion(line_of(proposal), lines, proposal.codes, remark=remark), gather)

    def _gather(self, proposal: ProposedTheme, taken: ThemeWithCodes, reason: str, done: Done) -> bool:
        act = proposals.take_theme if proposal.joins is None else proposals.join_theme
        proposed = ThemeWithCodes(proposal.name, proposal.codes)
        grounds = self._found.grounds_of(proposal, taken.codes, taken.theme)
        said = _("'{theme}' gathers {codes}").format(theme=taken.theme.strip(), codes=", ".join(taken.codes))
        return self._do(lambda: act(self._researcher, proposed, taken, reason, grounds), said, done)

    def _merge(self, proposal: ProposedMerge, done: Done) -> None:
        (first, n), (second, k) = zip(proposal.codes, proposal.passages, strict=True)
        question = _("Merge '{one}' ({n}) into '{other}' ({k})?")
        stays = _("'{code}' stays")
        asked = ProposalQuestion(
            question.format(one=second, n=k, other=first, k=n),
            (self._why(),),
            choices=tuple(stays.format(code=code) for code in proposal.codes),
            titles=(
                question.format(one=second, n=k, other=first, k=n),
                question.format(one=first, n=n, other=second, k=k),
            ),
            remark=_("The program says: {grounds}").format(grounds=proposal.reason),
        )

        def merge(reply: ProposalReply) -> bool:
            into = proposal.codes[reply.choice]
            gone = [code for code in proposal.codes if code != into]
            why = reply.lines["reason"], proposal.reason
            return self._do(
                lambda: proposals.take_merge(self._researcher, proposal.codes, into, *why),
                _("'{one}' is merged into '{other}'").format(one=gone[0], other=into),
                lambda: done(gone=gone),
            )

        self._ask(asked, merge)

    def _split(self, proposal: ProposedSplit, done: Done) -> None:
        new = proposal.smaller_half
        places = [
            PlaceOfPassage(passage.place.source, passage.place.start, passage.place.end, passage.text)
            for passage in new.passages
        ]
        label = _("New code of {n} passages: {words}").format(
            n=len(places), words=", ".join(new.words) or "–"
        )
        lines = (Line("name", label, proposal.new_name), self._why())

        def split(reply: ProposalReply) -> bool:
            name, why = reply.lines["name"], (reply.lines["reason"], proposal.reason)
            return self._do(
                lambda: proposals.take_split(self._researcher, proposal.code, name, places, *why),
                _("'{code}' is split: '{new}'").format(code=proposal.code, new=name.strip()),
                lambda: done(gone=[proposal.code]),
            )

        remark = _("The program says: {grounds}").format(grounds=proposal.reason)
        self._ask(ProposalQuestion(line_of(proposal), lines, remark=remark), split)

    def _why(self) -> Line:
        return Line("reason", _("Your reason (kept in the journal, may be empty)"))

    @property
    def _researcher(self) -> Researcher:
        return self._screen.app.researcher

    def _ask(self, question: ProposalQuestion, take: Callable[[ProposalReply], bool]) -> None:
        self._screen.app.push_screen(ProposalForm(question, take))

    def _do(self, act: Callable[[], object], said: str, done: Callable[[], None]) -> bool:
        """Do an act, say so, and show the board beneath the dialog as it is then; whether it went well."""
        if not self._screen.do(act, _("{done} · u undoes").format(done=said)):
            return False
        self._screen.project_changed()
        done()
        return True
