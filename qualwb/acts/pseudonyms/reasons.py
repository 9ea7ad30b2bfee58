"""Why something is taken for a name, in words of the user's language."""

from qualwb.language.names import Why
from qualwb.language.names.entities import Doubt
from qualwb.localization import gettext as _


def reason(why: str, doubt: Doubt) -> str:
    """What a finding rests on, by the language room's code for it, and what is doubtful of it."""
    said = _reasons().get(why, why)
    return f"{said}; {_('several people of that name')}" if doubt is Doubt.SEVERAL else said


def _reasons() -> dict[str, str]:
    return {
        Why.MODEL: _("read as a name by the language model"),
        Why.FIRST_NAME: _("a first name"),
        Why.SURNAME: _("a surname"),
        Why.PLACE_NAME: _("a place's name"),
        Why.INTRODUCED: _("introduced as a name"),
        Why.TITLE: _("after a title"),
        Why.LABEL: _("a speaker's label"),
        Why.BESIDE: _("beside another part of the name"),
        Why.ENDING: _("ends as such names do"),
        Why.INITIALS: _("initials"),
        Why.CAPITAL: _("a capital letter, and no word of the language"),
        Why.KNOWN: _("named elsewhere in the material"),
        Why.CHECK_DIGIT: _("the check digit is right"),
        Why.WRONG_CHECK_DIGIT: _("a wrong check digit"),
        Why.FORM: _("written as such"),
        Why.BORN: _("a date of birth"),
        Why.RARE_ROLE: _("the only one in a role"),
        Why.DIAGNOSIS: _("a diagnosis"),
        Why.FAMILY: _("what is told of a family"),
    }
