"""Whose words are counted, and how: what is chosen on the screen of words, and the counting of it."""

from dataclasses import dataclass, replace

from qualwb.analysis.connection import Connection, together
from qualwb.analysis.groups import group_list
from qualwb.analysis.keyword_search import Sought
from qualwb.analysis.people import participant_list
from qualwb.analysis.selection import Selection
from qualwb.analysis.themes import theme_list
from qualwb.analysis.turns_asked import TurnsAsked
from qualwb.analysis.typical_words import beside_the_rest
from qualwb.analysis.who_counts import MODERATOR_COUNTS
from qualwb.analysis.word_frequencies import WordFrequencies, WordFrequency, word_frequencies
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice


@dataclass(frozen=True, slots=True)
class View:
    """What is counted."""

    lemmas: bool = True
    function_words: bool = False
    moderator: bool = MODERATOR_COUNTS
    group: str = ""
    """'' for all groups."""
    theme: str = ""
    """'' for all that is said, not only what is coded with it."""
    participant: str = ""
    """As 'Grupp 1/D1'; '' for all."""

    def selection(self, round_: str) -> Selection:
        """In whose words."""
        return Selection(
            groups=(self.group,) if self.group else (),
            themes=(self.theme,) if self.theme else (),
            participants=(self.participant,) if self.participant else (),
            rounds=(round_,) if self.theme else (),
            moderator=self.moderator,
        )

    def places_of(self, word: WordFrequency, round_: str) -> Sought:
        """Where a word is said, in any of the forms that were counted."""
        words = " OR ".join(f'"{form}"' for form in word.forms)
        return Sought(words, turns=TurnsAsked(self.selection(round_), counted=not self.moderator))

    @property
    def where(self) -> str:
        """The group, the participant, the theme, or two of them; '' for all that is said."""
        return ", ".join(filter(None, (self.group, self.participant, self.theme)))

    def narrowed(self, kind: str, name: str) -> "View":
        """The same of one group, theme or participant ('person'); of a group and a participant the newer."""
        match kind:
            case "group":
                return replace(self, group=name, participant="")
            case "theme":
                return replace(self, theme=name)
            case "person":
                return replace(self, participant=name, group="")
        return self.whole

    @property
    def whole(self) -> "View":
        """The same of all that is said."""
        return replace(self, group="", theme="", participant="")


def narrowing_choices(connection: Connection) -> list[Choice]:
    """All groups, one group, what is coded with one theme, or what one participant says."""
    groups, themes, people = together(
        connection, group_list, theme_list, lambda asked: participant_list(asked, counted=False)
    )
    names = [f"{one.group}/{one.alias}" for one in people]
    return [
        Choice("", _("all groups")),
        *(Choice(f"group:{one.name}", _("group: {name}").format(name=one.name)) for one in groups),
        *(Choice(f"theme:{one.name}", _("theme: {name}").format(name=one.name)) for one in themes),
        *(Choice(f"person:{name}", _("participant: {name}").format(name=name)) for name in names),
    ]


def count(connection: Connection, view: View, round_: str) -> WordFrequencies:
    """Count all that the view asks for; a part of the talk beside the rest of it."""

    def counted(view: View, names: frozenset[str] | None = None) -> WordFrequencies:
        return word_frequencies(
            connection,
            view.selection(round_),
            lemmas=view.lemmas,
            function_words=view.function_words,
            limit=None,
            names=names,
        )

    if not view.where:
        return counted(view)
    whole = counted(view.whole)
    return beside_the_rest(counted(view, whole.names), whole)
