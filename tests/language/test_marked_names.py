"""The hand-marked transcripts that finding names is developed on and measured by: their marks hold."""

import re
from collections import Counter
from pathlib import Path

import pytest

SETS = Path(__file__).parent / "data" / "names"
KINDS = {
    *("person", "place", "organisation", "address", "phone", "email", "url"),
    *("personnummer", "orgnummer", "birthdate", "plate", "indirect"),
}
MARK = re.compile(r"\[\[([^|\[\]]+)\|([^|\[\]]+)\|([^|\[\]]*)\]\]")


@pytest.mark.parametrize("name", ["development", "held-out"])
def test_every_mark_is_whole_and_there_are_enough(name: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((SETS / name).glob("*.txt"))]
    marks = [match.groups() for text in texts for match in MARK.finditer(text)]
    kinds = Counter(kind for _words, kind, _id in marks)
    assert set(kinds) == {*KINDS, "-"}
    kinds_of: dict[str, set[str]] = {}
    for _words, kind, thing in marks:
        if kind != "-":
            kinds_of.setdefault(thing, set()).add(kind)
    assert "" not in kinds_of
    assert all(len(kinds) == 1 for kinds in kinds_of.values())
    plain = [MARK.sub(r"\1", text) for text in texts]
    assert not any("[[" in text or "]]" in text for text in plain)
    assert sum(len(text.split()) for text in plain) >= 12_000
    assert kinds.total() - kinds["-"] >= 300
    assert kinds["-"] >= 250
