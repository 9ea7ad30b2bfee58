"""'dom': 'de' or 'dem', where its place in the clause and the pipeline's reading leave no doubt."""

from __future__ import annotations

from qualwb.language.parsing import ParsedToken
from qualwb.language.print.finding import Reading
from qualwb.language.print.place import SUBJECT_PRONOUNS, Place, is_finite, is_infinitive, is_supine
from qualwb.language.wordlists import word_set
from qualwb.localization import gettext as _

_PREPOSITIONS = word_set(
    """
    av med me till från hos mellan bland åt mot emot vid ve kring runt i på under över bakom framför inför
    ur
    """
)
_PREPOSITIONS_OR_CONJUNCTIONS = word_set("för om utan efter")
_PARTICLES = word_set(
    """
    upp in ut ner ned bort hem ihop fram tillbaka tillbaks undan loss isär
    """
)
_SUBORDINATORS = word_set(
    """
    att som när om eftersom så men och å för då därför fast innan medan hur vad va var vilka vilket vilken
    där än tills eller ifall utan varför sedan
    """
)
_FRONTED = word_set(
    """
    då så där sen sedan nu här när hur vad va varför vart ibland därför sedan idag förut
    """
)
_SAYING = word_set(
    """
    sa säger sade frågade frågar svarade svarar tycker tyckte menar menade
    """
)
_OPINION = _SAYING | word_set(
    """
    tror trodde vet visste hoppas hoppades tänkte tänker känner kände ser såg märkte hörde antar antog
    """
)
_WITH_CLAUSE = word_set(
    """
    tror trodde tycker tyckte säger sa sade hoppas tänkte menar menade antar vet visste
    """
)
_STANDS_FOR_A_CLAUSE = word_set(
    """
    gör gjorde sa säger tycker tyckte vet visste tror trodde har hade ska kan vill får fick måste kunde
    ville
    """
)
_COPULAS = word_set("är e ä var va blir blev heter")
_NO_OBJECT = word_set("vara va varit bli blivit tycka tro säga")
_ORDERED = word_set("andra flesta första sista enda bästa största båda bägge allra")
_NUMBERS = word_set("två tre fyra fem sex sju åtta nio tio")
_VERDICT = word_set("en denna sin fällande friande denne min ditt ingen")


def de_or_dem(place: Place) -> Reading | None:
    """The case that 'dom' has, None where it can't be told."""
    if place.before in _VERDICT:
        return None
    return _determiner(place) or _after_preposition(place) or _before_verb(place) or _after_verb(place)


def _subject() -> Reading:
    return Reading("de", _("'dom' is the subject"))


def _object() -> Reading:
    return Reading("dem", _("'dom' is the object"))


def _determiner(place: Place) -> Reading | None:
    return Reading("de", _("'dom' goes with a noun")) if _goes_with_noun(place) else None


def _goes_with_noun(place: Place) -> bool:
    following, later = place.at(1), place.at(2)
    if place.after in ("här", "där"):
        return later is not None and later.pos in ("NOUN", "ADJ")
    if following is None or place.after in _ORDERED:
        return following is not None
    if is_finite(place.at(-1)) or place.before in SUBJECT_PRONOUNS:
        return False
    if place.after in _NUMBERS:
        return later is None or later.pos != "NOUN" or _definite_plural(later)
    return _definite_plural(following) or (following.pos == "ADJ" and _definite_plural(later))


def _definite_plural(token: ParsedToken | None) -> bool:
    return (
        token is not None
        and token.pos == "NOUN"
        and "Definite=Def" in token.morph
        and "Number=Plur" in token.morph
        and token.text.lower().endswith(("na", "en"))
    )


def _after_preposition(place: Place) -> Reading | None:
    reading = Reading("dem", _("'dom' after a preposition"))
    following = place.at(place.past_adverbs(1))
    if _may_be_determiner(place):
        return None
    if place.before in _PREPOSITIONS:
        return reading if place.before == "av" or not is_finite(following) else None
    if place.before not in _PREPOSITIONS_OR_CONJUNCTIONS or is_finite(following):
        return None
    if following is None:
        return reading if place.mark_after() != "," else None
    certain = following.pos in ("CCONJ", "SCONJ", "ADP") and place.after != "som"
    return reading if certain and place.before != "om" else None


def _before_verb(place: Place) -> Reading | None:
    """'att dom inte har': the subject of the finite verb that follows."""
    verb = place.past_adverbs(1)
    if not is_finite(place.at(verb)):
        return None
    if place.word(verb + 1) in SUBJECT_PRONOUNS | {"det", "den"}:
        return None
    before = place.at(-1)
    opens = before is None or place.before in _SUBORDINATORS or place.before in _WITH_CLAUSE
    relative = before is not None and before.pos == "NOUN" and verb == 1
    if not (opens or relative):
        return None
    return _subject() if before is not None or not is_finite(place.at(-2)) else None


def _after_verb(place: Place) -> Reading | None:
    before = place.at(-1)
    if before is None or is_finite(place.at(place.past_adverbs(1))):
        return None
    reading = _beside_verb(place, before)
    return None if reading == _object() and _may_be_determiner(place) else reading


def _may_be_determiner(place: Place) -> bool:
    """Whether a noun may follow that 'dom' goes with, in whatever case the whole stands."""
    following = place.at(1)
    if following is None or place.after in ("en", "ett"):
        return False
    if following.pos == "NOUN":
        return "Number=Plur" in following.morph or place.after.endswith(("na", "en"))
    if following.pos in ("PROPN", "ADJ", "NUM") or place.after in ("här", "där"):
        return True
    return place.after.endswith(("na", "ti", "tie", "tio"))


def _beside_verb(place: Place, before: ParsedToken) -> Reading | None:
    if is_infinitive(before) or (is_supine(before) and _has_helper(place)):
        return None if place.before in _NO_OBJECT else _object()
    if place.before in _PARTICLES:
        return _object() if place.after != "som" else None
    if place.before in SUBJECT_PRONOUNS:
        verb = place.at(-2)
        lexical = is_finite(verb) and place.word(-2) not in _COPULAS | _OPINION and place.after != "som"
        return _object() if lexical and verb is not None and verb.pos == "VERB" else None
    verb_at = place.past_adverbs(-1)
    if not is_finite(place.at(verb_at)):
        return None
    return _beside_finite_verb(place, verb_at)


def _has_helper(place: Place) -> bool:
    """Whether 'har', 'hade' or 'ha' stands a few words before, so that 'satt' is no past tense."""
    return bool({place.word(-distance) for distance in range(2, 7)} & {"har", "hade", "ha", "haft"})


def _beside_finite_verb(place: Place, verb: int) -> Reading | None:
    """'jag ringde dom', 'då ringde dom': what stands before the verb tells."""
    said = place.word(verb)
    first = place.past_adverbs(-1, verb)
    head = place.word(first)
    fronted = place.word(verb - 1)
    if fronted in _FRONTED:
        return _subject()
    if said in _COPULAS:
        return Reading("de", _("'dom' before 'som'")) if place.after == "som" and head == "det" else None
    if head in SUBJECT_PRONOUNS | {"som"}:
        return None if said in _OPINION or verb != -1 else _object()
    if head == "det":
        return _subject() if said in _STANDS_FOR_A_CLAUSE and place.after != "som" else None
    if place.at(first) is None:
        return _subject() if said in _SAYING and verb == -1 else None
    return _by_dependency(place, first)


def _by_dependency(place: Place, first: int) -> Reading | None:
    """After a noun: the pipeline tells whether the noun is the subject or 'dom' is."""
    noun = place.at(first)
    if noun is None or noun.pos not in ("NOUN", "PROPN"):
        return None
    if noun.dep == "nsubj" and place.token.dep in ("obj", "iobj"):
        return _object()
    return _subject() if noun.dep in ("obl", "nmod") and place.token.dep == "nsubj" else None
