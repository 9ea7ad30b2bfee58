"""A round of coding in words."""

from qualwb.localization import gettext as _


def round_in_words(name: str) -> str:
    """'round 2'; the name alone where it begins with that word itself, as many name their rounds."""
    told = _("round {name}").format(name=name)
    word, _sign, rest = told.partition(name)
    says_itself = bool(word.strip()) and not rest and name.casefold().startswith(word.casefold())
    return name if says_itself else told
