"""Two edit the same text at once, with the project open twice: the second is told, and nothing is lost."""

from collections.abc import Callable, Iterator

import pytest

from qualwb.acts import codes, memos, print_versions, summaries, themes
from qualwb.acts.meanwhile import ChangedMeanwhile
from qualwb.acts.passages import Passage, passage_at
from qualwb.acts.researcher import Researcher
from tests.projects import opened_again
from tests.states import rows

Pair = tuple[Researcher, Researcher]


@pytest.fixture
def pair(material: Researcher) -> Iterator[Pair]:
    """Anna and Bo with the project open, which has a code, a theme and a memo."""
    codes.create(material, "otydligt", definition="från början")
    themes.create(material, "Före", claim="från början")
    memos.write(material, "från början")
    with opened_again(material.project) as other:
        yield Researcher(material.project, "Anna"), Researcher(other, "Bo")


def passage(who: Researcher) -> Passage:
    with who.project.reading() as connection:
        return passage_at(connection, "Intervju 1", 0, 11)


Edit = Callable[[Researcher, str, str], object]
EDITS: dict[str, tuple[Edit, str]] = {
    "code": (
        lambda who, new, was: codes.describe(who, "otydligt", {"definition": was}, definition=new),
        "SELECT definition FROM code",
    ),
    "theme": (
        lambda who, new, was: themes.describe(who, "Före", {"claim": was}, claim=new),
        "SELECT claim FROM theme",
    ),
    "memo": (lambda who, new, was: memos.rewrite(who, 1, new, was=was), "SELECT text FROM memo"),
    "summary": (
        lambda who, new, was: summaries.set_summary(who, "Före", "Grupp 1", new, was=was),
        "SELECT text FROM summary",
    ),
    "print": (
        lambda who, new, was: print_versions.write(who, passage(who), new, was=was),
        "SELECT text FROM print_version",
    ),
}


@pytest.mark.parametrize("kind", EDITS)
def test_the_second_edit_of_one_text_is_refused_with_what_it_says_now(pair: Pair, kind: str) -> None:
    (edit, stored), (anna, bo) = EDITS[kind], pair
    was = "" if kind in ("summary", "print") else "från början"
    edit(anna, "annas text", was)
    with pytest.raises(ChangedMeanwhile) as found:
        edit(bo, "bos text", was)
    assert "annas text" in found.value.message
    assert list(found.value.now.values()) == ["annas text"]
    assert rows(anna, stored) == ["annas text"]
    assert found.value.message.startswith("Anna (")
    edit(bo, "bos text", found.value.now.popitem()[1])
    assert rows(anna, stored) == ["bos text"]


def test_another_field_may_have_changed(pair: Pair) -> None:
    anna, bo = pair
    codes.describe(anna, "otydligt", {"include": ""}, include="annas")
    codes.describe(bo, "otydligt", {"definition": "från början"}, definition="bos")
    assert rows(anna, "SELECT definition, include FROM code") == [("bos", "annas")]


def test_the_kind_of_a_memo_leaves_its_text(pair: Pair) -> None:
    anna, bo = pair
    memos.rewrite(anna, 1, "annas text")
    memos.set_kind(bo, 1, "idea")
    assert rows(anna, "SELECT text, kind FROM memo") == [("annas text", "idea")]
