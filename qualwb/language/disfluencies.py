"""What talk has and writing has not: hesitations, and turns that only say 'I hear you'."""

from __future__ import annotations

from collections.abc import Sequence

from qualwb.language.lemmas import words
from qualwb.language.wordlists import word_set

HESITATIONS = word_set("eh ehm öh öhm äh ähm hm hmm hmmm ah aah mm-eh äsch asch")
ACKNOWLEDGEMENTS = word_set(
    """
    mm mmm mhm hm m ja jaa jaaa jo joo jaha jaså jajamän japp jepp jadå jovisst javisst visst nej nä nää
    nähä näe nejdå okej ok okay aa ah aha precis exakt absolut jus juste just visst sant såklart
    självklart oj wow nja tack hej kör jahapp jamen
    """
)
_BACKCHANNEL_REST = word_set("det så är e ju va då men jag håller med att stämmer gör tror i")
_LONGEST_BACKCHANNEL = 4


def is_backchannel(text: str) -> bool:
    """Whether a turn only says 'I hear you': 'Mm.', 'Ja, precis', 'Nä men just det'.

    At most four words, the first an acknowledgement and the others of a small closed set; a turn that asks
    (ends with '?') or holds no words (a mark such as [skratt]) is none.
    """
    if text.rstrip().endswith("?"):
        return False
    forms = [token.text.lower() for token in words(text)]
    if not 0 < len(forms) <= _LONGEST_BACKCHANNEL:
        return False
    if forms[0] not in ACKNOWLEDGEMENTS and not _starts_as_backchannel(forms):
        return False
    return all(form in ACKNOWLEDGEMENTS or form in _BACKCHANNEL_REST for form in forms)


def _starts_as_backchannel(forms: Sequence[str]) -> bool:
    return tuple(forms) in {("det", "stämmer"), ("så", "är", "det"), ("så", "e", "det"), ("det", "är", "det")}
