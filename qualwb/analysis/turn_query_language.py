"""The language of searches for words: ``syfte* OR "oklart mandat" NOT möte``.

    any     = all { OR all }
    all     = but { [AND] but }
    but     = primary { NOT primary }
    primary = "(" any ")" | "a phrase" | word | prefix*

Operators are in capitals, in English or Swedish, and bind as in FTS5.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Protocol

from qualwb.analysis.query_language import OPERATORS, BadQuery
from qualwb.localization import gettext as _
from qualwb.store.turn_query import AllOf, AnyOf, ButNot, TurnQuery, Wording

DEEPEST = 10
"""How many brackets may stand within each other: what FTS5 can read whatever stands in them."""

_TOKEN = re.compile(
    r"""\s*(?: (?P<paren>[()]) | ["”“](?P<phrase>[^"”“]*)["”“] | (?P<word>[^\s()"”“]+) )""", re.X
)
_SIGNS_AROUND = re.compile(r"^\W+|\W+$")
_OPERATOR = {name: operator for operator in ("AND", "OR", "NOT") for name in OPERATORS[operator]}


class Forms(Protocol):
    """What tells the forms of a word."""

    def __call__(self, word: str, /) -> Iterable[str]:
        """The forms that the material has, beside the word itself."""


def only_itself(_word: str) -> Iterable[str]:
    """No other form."""
    return ()


def parse_words(words: str, forms: Forms = only_itself) -> TurnQuery:
    """What the words ask for; a word stands for all its forms too. Raises ``BadQuery``."""
    return _WordsParser(words, forms).parse()


class _WordsParser:
    def __init__(self, words: str, forms: Forms) -> None:
        self.words = words
        self.forms = forms
        self.tokens = list(self._tokens())
        self.at = 0
        self.depth = 0

    def parse(self) -> TurnQuery:
        if not self.tokens:
            raise self._bad(_("there is no word to look for"))
        query = self._any()
        if self.at < len(self.tokens):
            raise self._alone()
        return query

    def _any(self) -> TurnQuery:
        parts = [self._all()]
        while self._take("OR"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all(self) -> TurnQuery:
        parts = [self._but()]
        while self._take("AND") or self._begins_primary():
            parts.append(self._but())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _but(self) -> TurnQuery:
        wanted, unwanted = self._primary(), []
        while self._take("NOT"):
            unwanted.append(self._primary())
        if not unwanted:
            return wanted
        return ButNot(wanted, unwanted[0] if len(unwanted) == 1 else AnyOf(tuple(unwanted)))

    def _primary(self) -> TurnQuery:
        if not self._begins_primary():
            raise self._alone()
        token = self.tokens[self.at]
        self.at += 1
        return token if not isinstance(token, str) else self._bracketed()

    def _bracketed(self) -> TurnQuery:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._bad(_("too many brackets stand within each other"))
        query = self._any()
        if not self._take(")"):
            raise self._alone()
        self.depth -= 1
        return query

    def _begins_primary(self) -> bool:
        return self.at < len(self.tokens) and (
            not isinstance(self.tokens[self.at], str) or self.tokens[self.at] == "("
        )

    def _take(self, operator: str) -> bool:
        taken = self.at < len(self.tokens) and self.tokens[self.at] == operator
        self.at += taken
        return taken

    def _tokens(self) -> Iterator[str | TurnQuery]:
        """Operators and brackets as they are, all else as what it asks for."""
        # SQLite takes the null character for the end of a query; it is no part of any word.
        place, text = 0, unicodedata.normalize("NFC", self.words).replace("\0", " ").rstrip()
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None:
                raise self._bad(_("a quotation mark is not closed"))
            place = found.end()
            if found["paren"]:
                yield found["paren"]
            elif found["phrase"] is not None:
                yield self._wording(found["phrase"])
            elif found["word"] in _OPERATOR:
                yield _OPERATOR[found["word"]]
            elif found["word"].startswith("*"):
                raise self._bad(_("an asterisk stands for how a word goes on, at its end"))
            elif found["word"].endswith("*"):
                yield self._wording(found["word"][:-1], prefix=True)
            else:
                yield self._any_form(found["word"])

    def _any_form(self, word: str) -> TurnQuery:
        bare = _SIGNS_AROUND.sub("", word)  # 'chef?' asks for the forms of 'chef'
        same = dict.fromkeys([bare or word, *self.forms(bare)])
        wordings = tuple(self._wording(form) for form in same)
        return wordings[0] if len(wordings) == 1 else AnyOf(wordings)

    def _wording(self, text: str, *, prefix: bool = False) -> Wording:
        if not re.search(r"\w", text):
            raise self._bad(_("'{text}' holds no word").format(text=text))
        return Wording(text, prefix)

    def _alone(self) -> BadQuery:
        return self._bad(_("an operator or bracket stands alone"))

    def _bad(self, why: str) -> BadQuery:
        return BadQuery(
            _("Can't search for '{words}': {why}.").format(words=self.words, why=why),
            _("Write it like {example}.").format(example=_('syfte* OR "oklart mandat"')),
        )
