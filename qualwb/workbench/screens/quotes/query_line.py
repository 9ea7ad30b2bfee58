"""The query line: what can be written next, and filters put into what is written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualwb.acts.settings import round_names
from qualwb.analysis.code_rules import code_rules
from qualwb.analysis.connection import Connection, together
from qualwb.analysis.groups import group_list
from qualwb.analysis.lookup import coder_names
from qualwb.analysis.people import participant_list, question_list
from qualwb.analysis.query_language import (
    FIELDS,
    OPERATORS,
    All,
    BadQuery,
    Expression,
    Not,
    Term,
    field_name,
    parse_query,
)
from qualwb.analysis.sources import source_names
from qualwb.analysis.trees import theme_tree
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import language

_UNFINISHED = re.compile(r'(?:^|(?<=[\s(]))(?P<field>\w+):(?P<quote>["”“]?)(?P<value>[^"”“()]*)$')
_WORD = re.compile(r"(?:^|(?<=[\s(]))(?P<word>\w+)$")
_FIELD_OF = {name: field_ for field_, names in FIELDS.items() for name in names}


@dataclass(frozen=True)
class Names:
    """What the fields of a query can be filled with, by field."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def of(self, field_: str) -> Sequence[str]:
        """The values of a field."""
        return self.values.get(field_, ())


def load_names(connection: Connection) -> Names:
    """All names of the project that a query can hold."""
    themes, codes, groups, people, questions, *names = together(
        connection,
        theme_tree,
        code_rules,
        group_list,
        lambda asked: participant_list(asked, counted=False),
        question_list,
        source_names,
        coder_names,
        round_names,
    )
    sources, coders, rounds = names
    return Names(
        {
            "theme": [node.name for node in themes.nodes],
            "code": [rule.name for rule in codes],
            "group": [group.name for group in groups],
            "source": sources,
            "participant": [f"{person.group}/{person.alias}" for person in people],
            "question": [row.label for row in questions],
            "coder": coders,
            "round": rounds,
            "cited": [_("yes"), _("no")],
            "groups": [_("all"), "2", "3", "4"],
        }
    )


def operator_name(operator: str) -> str:
    """An operator as it is written in the language in use."""
    names = OPERATORS[operator]
    return names[-1] if language() == "sv" else names[0]


def completions(text: str, names: Names) -> list[str]:
    """The query with its last word finished, in each way that the project and the language allow."""
    if found := _UNFINISHED.search(text):
        field_ = _FIELD_OF.get(found["field"].casefold())
        begun = found["value"].casefold()
        before = text[: found.start("quote")]
        values = [value for value in names.of(field_ or "") if value.casefold().startswith(begun)]
        return [before + quoted(value) for value in values if '"' not in value]
    if found := _WORD.search(text):
        begun = found["word"].casefold()
        before = text[: found.start("word")]
        words = [f"{field_name(field_)}:" for field_ in FIELDS] + [operator_name(name) for name in OPERATORS]
        if found["word"].isupper():
            words.reverse()
        return [
            before + word for word in words if word.casefold().startswith(begun) and word != found["word"]
        ]
    return []


def hint(text: str, names: Names) -> str:
    """What can be written at the end of the query."""
    possible = completions(text, names)
    if possible:
        cut_at = max(text.rfind(" "), text.rfind("("), text.rfind(":")) + 1
        if found := _UNFINISHED.search(text):
            cut_at = found.start("quote")
        return "   ".join(whole[cut_at:] for whole in possible[:8])
    fields = " ".join(f"{field_name(field_)}:" for field_ in FIELDS)
    operators = " ".join(operator_name(name) for name in OPERATORS)
    return f"{fields}  {operators}"


def quoted(value: str) -> str:
    """A value between quotation marks."""
    return f'"{value}"'


def with_term(text: str, field_: str, value: str) -> str:
    """The query narrowed to a value of a field, in place of the value that it had; '' takes it away.

    Raises ``QualwbError`` for a value with a quotation mark, which the language can't hold.
    """
    if any(mark in value for mark in '"”“'):
        raise QualwbError(
            _("'{name}' has a quotation mark and can't be asked for by name.").format(name=value)
        )
    term = f"{field_name(field_)}:{quoted(value)}" if value else ""
    parts = _conjunction(text)
    if parts is None:
        return f"({text.strip()}) {term}".strip() if term else text
    kept = [_written(part) for part in parts if not (isinstance(part, Term) and part.field == field_)]
    return " ".join([*kept, *([term] if term else [])])


def term_of(text: str, field_: str) -> str:
    """The value that a plain query narrows a field to; '' when it does not."""
    parts = _conjunction(text) or ()
    return next((part.value for part in parts if isinstance(part, Term) and part.field == field_), "")


def _conjunction(text: str) -> Sequence[Expression] | None:
    """The parts of a query that only joins plain terms; None for any other."""
    if not text.strip():
        return ()
    try:
        expression = parse_query(text)
    except BadQuery:
        return None
    parts = expression.parts if isinstance(expression, All) else (expression,)
    plain = all(isinstance(part.part if isinstance(part, Not) else part, Term) for part in parts)
    return parts if plain else None


def _written(part: Expression) -> str:
    if isinstance(part, Not):
        return f"{operator_name('NOT')} {_written(part.part)}"
    assert isinstance(part, Term)
    return quoted(part.value) if part.field == "text" else f"{field_name(part.field)}:{quoted(part.value)}"
