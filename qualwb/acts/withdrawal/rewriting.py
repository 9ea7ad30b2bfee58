"""What researchers and files wrote, without a person's words and names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from qualwb.acts.json_strings import strings_in, with_strings
from qualwb.acts.withdrawal.mentions import OF_OTHERS, PersonNames, WrittenRow, written_rows
from qualwb.acts.withdrawal.own_words import OwnWords
from qualwb.acts.withdrawal.person import Withdrawing, free_name
from qualwb.acts.withdrawal.rows import Key
from qualwb.model import Coder, Record, SavedQuery, Source

Values = dict[str, Any]


@dataclass(frozen=True)
class Rewriting:
    """How written columns change: the person's words always go, their name where it is theirs alone to have.

    A query that asks for the person asks for whoever stands in their place, and the report of an import calls
    the labels what they are called now. With ``mentions`` the name goes everywhere else too.
    """

    person: Withdrawing
    words: OwnWords
    names: PersonNames
    alias: str
    """What stands in the person's place."""
    mentions: bool

    def rewritten(
        self, connection: Connection, gone: Mapping[type[Record], set[int]]
    ) -> tuple[dict[Key, Values], int]:
        """The new values of rows that stay, by record and key; and how many held words of the person."""
        found: dict[Key, Values] = {}
        quoted = 0
        taken: dict[type[Record], set[str]] = {}
        for row in written_rows(connection, self.person):
            record, key, values = row.record, row.key, row.values
            if record is Coder or key in gone.get(record, ()):
                continue
            quoted += any(map(self.words.stand_in, strings_in(list(values.values()))))
            new = {name: self._value(row, name, value) for name, value in values.items()}
            changed = {name: value for name, value in new.items() if value != values[name]}
            if "name" in changed:
                known = taken.setdefault(record, set())
                changed["name"] = _free(connection, record, changed["name"], known)
                known.add(changed["name"])
            if changed:
                found[record, key] = changed
        return found, quoted

    def _value(self, row: WrittenRow, column: str, value: Any) -> Any:
        record = row.record

        def clear(text: str) -> str:
            text = self.words.blanked(text, self.person.mark)
            if record is SavedQuery and column == "query":
                return self.names.replaced(text, self.alias, at_home=False)
            if record is Source and column == "import_report" and row.key in self.person.sources:
                return self.names.replaced(text, self.alias, at_home=True)
            if self.mentions and record not in OF_OTHERS:
                return self.names.replaced(text, self.person.mark, at_home=row.at_home)
            return text

        return with_strings(value, clear)


def _free(connection: Connection, record: type[Record], wanted: str, taken: set[str]) -> str:
    """The name, else the first of its numbered forms that no row of the record has."""
    from sqlalchemy import select

    names = select(record.__table__.c.name)
    held = {*connection.execute(names).scalars(), *taken}
    return free_name(wanted, held, lambda n: f"{wanted} {n}")
