"""A round of coding in words."""

from qualwb.localization import gettext as _


def round_in_words(name: str) -> str:
    """'round 2'; the name alone where it has that word itself, as many name their rounds."""
    word = _("round {name}").format(name="").strip().casefold()
    says_itself = not {word, f"{word}en"}.isdisjoint(name.casefold().split())
    return name if says_itself else _("round {name}").format(name=name)
