"""Whose words are counted, and how: what is chosen on the screen of words, and the counting of it."""

from dataclasses import dataclass

from qualwb.analysis.connection import Connection, together
from qualwb.analysis.groups import group_list
from qualwb.analysis.keyword_search import Sought
from qualwb.analysis.selection import Selection
from qualwb.analysis.themes import theme_list
from qualwb.analysis.turns_asked import TurnsAsked
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

    def selection(self, round_: str) -> Selection:
        """In whose words."""
        return Selection(
            groups=(self.group,) if self.group else (),
            themes=(self.theme,) if self.theme else (),
            rounds=(round_,) if self.theme else (),
            moderator=self.moderator,
        )

    def places_of(self, word: WordFrequency, round_: str) -> Sought:
        """Where a word is said, in any of the forms that were counted."""
        words = " OR ".join(f'"{form}"' for form in word.forms)
        return Sought(words, turns=TurnsAsked(self.selection(round_), counted=not self.moderator))

    @property
    def where(self) -> str:
        """The group, the theme, or both."""
        return ", ".join(filter(None, (self.group, self.theme)))


def narrowing_choices(connection: Connection) -> list[Choice]:
    """All groups, one group, or what is coded with one theme."""
    groups, themes = together(connection, group_list, theme_list)
    return [
        Choice("", _("all groups")),
        *(Choice(f"group:{one.name}", _("group: {name}").format(name=one.name)) for one in groups),
        *(Choice(f"theme:{one.name}", _("theme: {name}").format(name=one.name)) for one in themes),
    ]


def count(connection: Connection, view: View, round_: str) -> WordFrequencies:
    """Count all that the view asks for."""
    return word_frequencies(
        connection,
        view.selection(round_),
        lemmas=view.lemmas,
        function_words=view.function_words,
        limit=None,
    )
