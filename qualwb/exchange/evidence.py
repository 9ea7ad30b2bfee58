"""Whether a passage has the words that its file says it has; blanks and line ends don't count."""

from qualwb.acts.arriving_text import canonical


def bare(text: str) -> str:
    """The text in NFC without anything that only parts words."""
    return "".join(canonical(text)[0].split())
