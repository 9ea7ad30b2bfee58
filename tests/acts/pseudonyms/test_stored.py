"""What was decided of names, as rows tell it."""

import pytest

from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.acts.pseudonyms.stored import Decisions


@pytest.mark.parametrize(
    ("name", "is_alias"),
    [
        ("Maja Berg", True),
        ("Maja", True),
        ("Majas", True),
        ("Maja 1", True),
        ("Maja Ek", False),
        ("070-174 06 25", True),
        ("070-174 06 99", False),
        ("1", False),
    ],
)
def test_an_alias_is_known_by_its_parts_forms_and_with_a_number(name: str, is_alias: bool) -> None:
    aliases = {
        ("person", "Anna Ek"): "Maja Berg",
        ("person", "Anna"): "Maja",
        ("phone", "1"): "070-174 06 25",
    }
    rows = {
        key: {"name": key[1], "alias": alias, "verdict": Verdict.REPLACE} for key, alias in aliases.items()
    }
    assert Decisions(rows).is_alias(name) is is_alias
