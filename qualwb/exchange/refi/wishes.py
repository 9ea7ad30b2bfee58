"""What a person may choose of a REFI-QDA project file."""

from dataclasses import dataclass

from qualwb.exchange.refi.targets import ANY, TARGETS, Target

CODERS = ("names", "pseudonyms", "none")
"""How coders are told: by name, as 'Coder 1', or not at all."""
THEMES = ("sets", "codes", "both")
"""What themes become: sets of their codes, codes above them that are not to be coded, or both."""


@dataclass(frozen=True, slots=True)
class ExportWishes:
    """Wishes of a REFI-QDA project file; the defaults lose nothing when we read it back."""

    tool: str = ""
    """A key of ``TARGETS``: the program that it is for; '' for any."""
    coders: str = "names"
    themes: str = ""
    """One of ``THEMES``; '' for sets, or codes where the program reads no sets."""
    labels: bool = True
    """Each turn begins with who speaks."""
    turns: bool = False
    """Each turn of a participant is a selection that its case refers to."""

    @property
    def target(self) -> Target:
        """The program with its conventions."""
        return TARGETS[self.tool] if self.tool else ANY

    @property
    def supplement(self) -> bool:
        """Whether what REFI-QDA has no place for goes with the file: not where it is for another program."""
        return not self.tool

    @property
    def as_sets(self) -> bool:
        """Whether themes become sets."""
        return self.themes in ("sets", "both") or (not self.themes and self.target.sets)

    @property
    def as_codes(self) -> bool:
        """Whether themes become codes above their codes."""
        return self.themes in ("codes", "both") or not self.as_sets


LOSSLESS = ExportWishes()
"""Of a file that we read back whole."""
