"""Who codes and in which round: chosen, made and released in one small dialog."""

from qualwb.acts import rounds
from qualwb.acts.researcher import working_round
from qualwb.acts.rounds import leaves_others_where_they_are
from qualwb.acts.team.who_codes import standing_in
from qualwb.analysis.coder_names import is_consensus
from qualwb.analysis.coders import RoundRow, coded_in, coding_round, round_list
from qualwb.analysis.lookup import coder_names
from qualwb.exchange.tables.coders import finished_in_words, round_state
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import Choice, ChoiceDialog, ConfirmDialog, LineDialog
from qualwb.workbench.project_app import ProjectApp

CODER, ROUND, BLIND, RELEASE = "coder=", "round=", "blind=", "release="
FOR_NOW, FROM_NOW_ON = "now", "on"
NEW_CODER, NEW_ROUND, NEW_BLIND_ROUND = "+coder", "+round", "+blind"


class CodersAndRounds:
    """Lists the coders and rounds, and does what is chosen; the screens then show what that coder may see."""

    def __init__(self, app: ProjectApp) -> None:
        self._app = app

    def choose(self) -> None:
        """Ask for a coder or a round."""
        project = self._app.researcher.project
        with project.reading() as connection:
            coders, found = coder_names(connection), round_list(connection)
        standing = standing_in(project)
        choices = self._rounds(found, leads=standing.leads)
        if standing.chooses_coder:
            choices = [*self._coders(coders), *choices]
        at = CODER + self._app.researcher.coder
        self._app.push_screen(ChoiceDialog(_("Who codes, and in which round?"), choices, at=at), self._take)

    def offer_coded(self) -> None:
        """Where the codings that came stand in other rounds than the one at work, ask which to go on in."""
        now = self._app.researcher.round
        coded = [row for row in _rounds_of(self._app) if row.codings]
        if not coded or any(row.name == now for row in coded):
            return
        choices = [Choice(ROUND + row.name, f"{_told(row)} · {_codings(row)}") for row in coded]
        choices.append(Choice("", _("Stay in round {name}").format(name=now)))
        title = _("Nothing is coded in round {name}. Go on in which?").format(name=now)
        self._app.push_screen(ChoiceDialog(title, choices), lambda chosen: self._take(chosen or None))

    def _coders(self, names: tuple[str, ...]) -> list[Choice]:
        now = self._app.researcher.coder
        return [
            *(
                Choice(CODER + name, _marked(_("Coder: {name}").format(name=name), now=name == now))
                for name in dict.fromkeys([*names, *self._app.coders_met])
            ),
            Choice(NEW_CODER, _("+ another coder")),
        ]

    def _rounds(self, found: tuple[RoundRow, ...], *, leads: bool) -> list[Choice]:
        """The rounds; to make and release them is for those who lead."""
        now, released = self._app.researcher.round, _("Release round {name}: all see its codings")
        choices = [Choice(ROUND + row.name, _marked(_told(row), now=row.name == now)) for row in found]
        if not leads:
            return choices
        return [
            *choices,
            Choice(NEW_ROUND, _("+ new round")),
            Choice(NEW_BLIND_ROUND, _("+ new blind round: coders see only their own codings")),
            *(
                Choice(BLIND + row.name, _code_blind(row.name))
                for row in found
                if row.name == now and _may_hide(row)
            ),
            *(Choice(RELEASE + row.name, released.format(name=row.name)) for row in found if row.hides),
        ]

    def _take(self, chosen: str | None) -> None:
        if chosen is None:
            return
        if chosen == NEW_CODER:
            self._app.push_screen(LineDialog(_("Name of the coder")), self._work_as)
        elif chosen == NEW_ROUND:
            self._ask_name(blind=False)
        elif chosen == NEW_BLIND_ROUND:
            self._before_new_blind()
        elif chosen.startswith(BLIND):
            self._make_blind(chosen.removeprefix(BLIND))
        elif chosen.startswith(CODER):
            self._work_as(chosen.removeprefix(CODER))
        elif chosen.startswith(ROUND):
            self._begin_in(chosen.removeprefix(ROUND))
        else:
            self._release(chosen.removeprefix(RELEASE))

    def _work_as(self, coder: str | None) -> None:
        if coder:
            self._app.work_as(coder=coder)

    def _begin_in(self, name: str) -> None:
        """Go on in a round; where all would begin in it from now on, ask whether they shall."""
        researcher = self._app.researcher
        begin = working_round(researcher.project)
        if leaves_others_where_they_are(researcher) or name == begin:
            self._use(name)
            return

        def take(chosen: str | None) -> None:
            if chosen == FROM_NOW_ON:
                self._use(name)
            elif chosen is not None:
                self._app.attempt(lambda: self._app.work_as(round_=rounds.round_named(researcher, name)))

        choices = [
            Choice(FOR_NOW, _("Until the workbench is closed; all begin in round {name}").format(name=begin)),
            Choice(FROM_NOW_ON, _("From now on: all begin in it, and commands and exports show it")),
        ]
        title = _("Work in round {name}: for how long?").format(name=name)
        self._app.push_screen(ChoiceDialog(title, choices), take)

    def _use(self, name: str) -> None:
        def act() -> None:
            self._app.work_as(round_=rounds.go_on_in(self._app.researcher, name))

        self._app.attempt(act)

    def _before_new_blind(self) -> None:
        """Say what a new round leaves behind: the way back is to code blind in the round that holds it."""
        with self._app.researcher.project.reading() as connection:
            name = coding_round(connection)
            coded = coded_in(connection, name)
            open_ = any(row.name == name and _may_hide(row) for row in round_list(connection))
        if not (open_ and coded):
            self._ask_name(blind=True)
            return

        def take(chosen: str | None) -> None:
            if chosen == NEW_BLIND_ROUND:
                self._ask_name(blind=True)
            elif chosen is not None:
                self._make_blind(name)

        choices = [
            Choice(NEW_BLIND_ROUND, _("A new blind round all the same: everybody begins anew in it")),
            Choice(BLIND, _code_blind(name)),
        ]
        self._app.push_screen(ChoiceDialog(_left_behind(coded, name), choices), take)

    def _ask_name(self, *, blind: bool) -> None:
        title = _("New blind round") if blind else _("New round")
        self._app.push_screen(LineDialog(title), lambda name: self._make(name, blind=blind))

    def _make_blind(self, name: str) -> None:
        """Go on in a round in which each sees only what is their own from now on."""

        def act() -> None:
            rounds.make_blind(self._app.researcher, name)
            if name == self._app.researcher.round:
                self._app.changed()
            elif not leaves_others_where_they_are(self._app.researcher):
                self._use(name)
                said = _("All begin in round {name} from now on; W leads back to another.")
                self._app.notify(said.format(name=name), markup=False, timeout=6)
            else:
                self._use(name)
            said = _("Round '{name}' is blind now: all see only their own codings of it.").format(name=name)
            self._app.notify(said, markup=False, timeout=6)

        self._app.attempt(act)

    def _make(self, name: str | None, *, blind: bool) -> None:
        def act() -> None:
            assert name is not None
            made = rounds.new_round(self._app.researcher, name, blind=blind)
            self._use(made)
            if not leaves_others_where_they_are(self._app.researcher):
                said = _("All begin in round {name} from now on; W leads back to another.")
                self._app.notify(said.format(name=made), markup=False, timeout=5)

        if name:
            self._app.attempt(act)

    def _release(self, name: str) -> None:
        """Release a round for a reason; where coders have not finished, after a question that names them."""
        left = rounds.unfinished(self._app.researcher, name)

        def ask(yes: bool | None) -> None:
            if yes:
                title = _("Why is round {name} released?").format(name=name)
                self._app.push_screen(LineDialog(title), release)

        def release(reason: str | None) -> None:
            def act() -> None:
                rounds.release(self._app.researcher, name, reason or "", unfinished=bool(left))
                self._app.changed()
                said = _("Round '{name}' is released: all see its codings now.").format(name=name)
                self._app.notify(said, markup=False, timeout=4)

            if reason:
                self._app.attempt(act)

        if left:
            question = _("Release it though not all have finished?")
            self._app.push_screen(ConfirmDialog(question, "\n".join(map(str, left))), ask)
        else:
            ask(yes=True)


def is_coded(app: ProjectApp) -> bool:
    """Whether anything is coded in any round, as far as the coder may see it."""
    return any(row.codings for row in _rounds_of(app))


def _rounds_of(app: ProjectApp) -> tuple[RoundRow, ...]:
    with app.researcher.project.reading() as connection:
        return round_list(connection)


def _codings(row: RoundRow) -> str:
    return ngettext("{n} coding", "{n} codings", row.codings).format(n=row.codings)


def _told(row: RoundRow) -> str:
    """A round with its state and how far its coders have come."""
    parts = (_("Round: {name}").format(name=row.name), round_state(row), finished_in_words(row))
    return " · ".join(part for part in parts if part)


def _may_hide(row: RoundRow) -> bool:
    """Whether the round can be made blind: neither one that is or was, nor one of consensus."""
    return not row.blind and not is_consensus(row.name)


def _code_blind(name: str) -> str:
    return _("Code blind in round {name}: each coder sees only their own codings").format(name=name)


def _left_behind(coded: dict[str, int], round_: str) -> str:
    """That codings of a round are not compared with those of a new one."""
    n = sum(coded.values())
    said = ngettext(
        "{who}: {n} coding in round {name}, not compared with a new round",
        "{who}: {n} codings in round {name}, not compared with a new round",
        n,
    )
    return said.format(n=n, who=", ".join(coded), name=round_)


def _marked(label: str, *, now: bool) -> str:
    return f"{label} ({_('now')})" if now else label
