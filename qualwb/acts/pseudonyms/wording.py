"""Kinds of names, verdicts, and why something is taken for a name, in words of the user's language."""

from functools import lru_cache

from qualwb.language.names import Why
from qualwb.language.names.entities import Doubt
from qualwb.localization import gettext as _
from qualwb.localization import language


def reason(why: str, doubt: Doubt) -> str:
    """What a finding rests on, by the language room's code for it, and what is doubtful of it."""
    said = _reasons(language()).get(why or Why.KNOWN, why)
    return f"{said}; {_('several are called so')}" if doubt is Doubt.SEVERAL else said


def kind_in_words(kind: str) -> str:
    """What a kind of name is called."""
    words = {
        "person": _("person"),
        "place": _("geographic place"),
        "organisation": _("organisation"),
        "address": _("address"),
        "phone": _("telephone number"),
        "email": _("e-mail address"),
        "url": _("web address"),
        "personnummer": _("identity number"),
        "orgnummer": _("organisation number"),
        "birthdate": _("date of birth"),
        "plate": _("car plate"),
        "indirect": _("indirect"),
        "name": _("name"),
    }
    return words.get(kind, kind)


def verdict_in_words(verdict: str) -> str:
    """What a verdict is called."""
    words = {
        "open": _("open"),
        "replace": _("replace"),
        "keep": _("keep"),
        "generalise": _("generalise"),
    }
    return words.get(verdict, verdict)


@lru_cache(maxsize=2)
def _reasons(_language: str) -> dict[str, str]:
    return {
        Why.MODEL: _("language model"),
        Why.FIRST_NAME: _("first name"),
        Why.SURNAME: _("surname"),
        Why.PLACE_NAME: _("place name"),
        Why.REGION: _("a province or a part of the country"),
        Why.INTRODUCED: _("introduced ('is called')"),
        Why.TITLE: _("after a title"),
        Why.LABEL: _("speaker's label"),
        Why.BESIDE: _("beside a part of the name"),
        Why.ENDING: _("ending"),
        Why.INITIALS: _("initials"),
        Why.CAPITAL: _("capital letter"),
        Why.UNKNOWN: _("unknown word"),
        Why.THING: _("a thing or an animal"),
        Why.KNOWN: _("known from elsewhere"),
        Why.CHECK_DIGIT: _("check digit"),
        Why.WRONG_CHECK_DIGIT: _("wrong check digit"),
        Why.FORM: _("form"),
        Why.BORN: _("date of birth"),
        Why.RARE_ROLE: _("the only one in a role"),
        Why.DIAGNOSIS: _("diagnosis"),
        Why.FAMILY: _("family"),
    }
