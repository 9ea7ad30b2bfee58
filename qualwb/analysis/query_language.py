"""The language of queries for passages: ``theme:"Otydligt syfte" AND NOT group:"Grupp 2"``.

    query    = both { OR both }
    both     = negated { [AND] negated }
    negated  = NOT negated | relation
    relation = primary { (OVERLAPS | NEAR [/turns]) primary }
    primary  = "(" query ")" | field ":" value | value

A value is a word or stands in quotation marks; alone, it is text that the passage holds. Operators are in
capitals, in English or Swedish. AND asks for both on the very same passage; OVERLAPS for a passage that
shares text with another; NEAR/3 for another within three turns of the same source.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import language

FIELDS = {
    "theme": ("theme", "tema"),
    "code": ("code", "kod"),
    "group": ("group", "grupp"),
    "source": ("source", "källa"),
    "participant": ("participant", "deltagare"),
    "speaker": ("speaker", "talare"),
    "attribute": ("attribute", "attribut"),
    "question": ("question", "fråga"),
    "coder": ("coder", "kodare"),
    "round": ("round", "omgång"),
    "cited": ("cited", "citerad"),
    "groups": ("groups", "grupper"),
    "text": ("text",),
}
"""What can be asked for, and the names it goes by."""

OPERATORS = {
    "AND": ("AND", "OCH"),
    "OR": ("OR", "ELLER"),
    "NOT": ("NOT", "INTE"),
    "OVERLAPS": ("OVERLAPS", "ÖVERLAPPAR"),
    "NEAR": ("NEAR", "NÄRA"),
}


def field_name(field: str) -> str:
    """A field as it is written in the language in use."""
    names = FIELDS[field]
    return names[-1] if language() == "sv" else names[0]


NEAR_TURNS = 1
"""How many turns away NEAR reaches when no number is given."""


class BadQuery(QualwbError):
    """A query that can't be understood."""


@dataclass(frozen=True, slots=True)
class Term:
    """Passages that have this value in this field."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class All:
    """Passages that fulfil every part."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Passages that fulfil one part or more."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Passages that do not fulfil the part."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class Near:
    """Passages of ``left`` with a passage of ``right`` no more than ``turns`` turns away.

    ``turns`` None: the two share text. The two may be one passage that fulfils both.
    """

    left: "Expression"
    right: "Expression"
    turns: int | None = None


Expression = Term | All | Any | Not | Near


def asked_throughout(where: Expression | None, field: str) -> str | None:
    """The value that every passage found must have in a field, where the query as a whole asks for one.

    None where it asks for none, for several, or for one only beside others or within a part; where it is
    held against another value, 'coder:KL NOT coder:MB', too.
    """
    parts = where.parts if isinstance(where, All) else (where,)
    values = [part.value for part in parts if isinstance(part, Term) and part.field == field]
    named = {term.value.casefold() for term in terms(where) if term.field == field} if where else set()
    return values[0] if len(values) == 1 == len(named) else None


def parse_query(text: str) -> Expression:
    """The expression of a query. Raises ``BadQuery`` with the place of what is wrong."""
    return _Parser(text).parse()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    value: str
    place: int


_TOKEN = re.compile(
    r"""\s*(?: (?P<paren>[()]) | (?P<field>\w+):
            | ["”“](?P<quoted>[^"”“]*)["”“] | (?P<word>[^\s()"”“]+) )""",
    re.VERBOSE,
)
_FIELD_OF = {name: field for field, names in FIELDS.items() for name in names}
_OPERATOR_OF = {name: operator for operator, names in OPERATORS.items() for name in names}


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFC", text)
        self.tokens = list(self._tokens())
        self.at = 0

    def parse(self) -> Expression:
        if not self.tokens:
            raise BadQuery(_("The query is empty."), self._example())
        expression = self._either()
        if self.at < len(self.tokens):
            raise self._error(_("did not expect '{token}'"), self.tokens[self.at])
        return expression

    def _either(self) -> Expression:
        parts = [self._both()]
        while self._take("OR"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _both(self) -> Expression:
        parts = [self._negated()]
        while self._take("AND") or self._begins_term():
            parts.append(self._negated())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _negated(self) -> Expression:
        return Not(self._negated()) if self._take("NOT") else self._relation()

    def _relation(self) -> Expression:
        left = self._primary()
        while True:
            if self._take("OVERLAPS"):
                left = Near(left, self._primary())
            elif near := self._take("NEAR"):
                left = Near(left, self._primary(), int(near.value or NEAR_TURNS))
            else:
                return left

    def _primary(self) -> Expression:
        token = self._next()
        if token.kind == "(":
            inner = self._either()
            closing = self._next(_("expected ')'"))
            if closing.kind != ")":
                raise self._error(_("expected ')' before '{token}'"), closing)
            return inner
        if token.kind == "field":
            return Term(token.value, self._value(token))
        if token.kind == "value":
            return Term("text", token.value)
        raise self._error(_("did not expect '{token}'"), token)

    def _value(self, field: _Token) -> str:
        token = self._next(_("expected a value"))
        if token.kind != "value" or not token.value:
            raise self._error(_("expected a value after '{token}'"), field)
        return token.value

    def _take(self, kind: str) -> _Token | None:
        if self.at < len(self.tokens) and self.tokens[self.at].kind == kind:
            self.at += 1
            return self.tokens[self.at - 1]
        return None

    def _begins_term(self) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].kind in ("(", "field", "value", "NOT")

    def _next(self, missing: str = "") -> _Token:
        if self.at == len(self.tokens):
            what = missing or _("expected something to look for")
            raise BadQuery(
                _("Query, at the end: {what}.").format(what=what) + f" {self.text}", self._example()
            )
        self.at += 1
        return self.tokens[self.at - 1]

    def _tokens(self) -> Iterator[_Token]:
        place, text = 0, self.text.rstrip()
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None:
                raise BadQuery(
                    _("Query, at character {place}: a quotation mark is not closed.").format(place=place + 1)
                    + f" {self.text}",
                    self._example(),
                )
            kind = found.lastgroup or ""
            start = found.start(kind)
            yield self._token(kind, found[kind], start)
            place = found.end()

    def _token(self, kind: str, value: str, place: int) -> _Token:
        if kind == "paren":
            return _Token(value, value, place)
        if kind == "field":
            field = _FIELD_OF.get(value.casefold())
            if field is None:
                raise BadQuery(
                    _("Query, at character {place}: there is no '{field}:'.").format(
                        place=place + 1, field=value
                    ),
                    _("Of a person or group: {attribute}:NAME=VALUE. There are: {names}.").format(
                        names=", ".join(f"{field_name(name)}:" for name in FIELDS),
                        attribute=field_name("attribute"),
                    ),
                )
            return _Token("field", field, place)
        if kind == "word":
            operator, slash, turns = value.partition("/")
            counted = operator in OPERATORS["NEAR"] and turns.isdecimal()
            if operator in _OPERATOR_OF and (counted or not slash):
                return _Token(_OPERATOR_OF[operator], turns, place)
        return _Token("value", value, place)

    def _error(self, what: str, token: _Token) -> BadQuery:
        shown = token.value if token.kind in ("value", "(", ")") else token.kind
        if token.kind == "field":
            shown = f"{token.value}:"
        return BadQuery(
            _("Query, at character {place}: {what}.").format(
                place=token.place + 1, what=what.format(token=shown)
            )
            + f" {self.text}",
            self._example(),
        )

    def _example(self) -> str:
        return _("Write it like {example}.").format(example='theme:"Mandat" AND NOT group:"Grupp 2"')


def terms(expression: Expression) -> Iterator[Term]:
    """All terms of an expression, from left to right."""
    if isinstance(expression, Term):
        yield expression
    elif isinstance(expression, Not):
        yield from terms(expression.part)
    elif isinstance(expression, Near):
        yield from terms(expression.left)
        yield from terms(expression.right)
    else:
        for part in expression.parts:
            yield from terms(part)
