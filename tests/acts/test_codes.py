"""Codes: made, described, moved, merged, split and deleted, with what hangs on them."""

import pytest

from qualwb.acts import codes, codings, memos, suggestions, summaries, themes
from qualwb.acts.lookup import BadName
from qualwb.acts.passages import Passage, passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.trees import BadTree
from qualwb.colours import CODE_COLOURS
from qualwb.errors import QualwbError
from qualwb.store.errors import NotFound
from tests.states import one_act, rows

CODES = """SELECT name, (SELECT name FROM code AS above WHERE above.id = code.parent_id) FROM code
    ORDER BY id"""
CODINGS = "SELECT quote, code.name, cited FROM coding JOIN code ON code.id = code_id ORDER BY coding.id"
GATHERED = """SELECT theme.name, code.name FROM theme_code
    JOIN theme ON theme.id = theme_id JOIN code ON code.id = code_id ORDER BY 1, 2"""


@pytest.fixture
def passage(material: Researcher) -> Passage:
    with material.project.reading() as connection:
        return passage_quoted(connection, "Intervju 1", "Ingen visste")


def test_codes_get_a_place_a_colour_and_a_rule(researcher: Researcher) -> None:
    codes.create(researcher, " flera  bilder ", definition="d")
    with one_act(researcher, "code.new"):
        codes.create(researcher, "syfte", parent="flera bilder")
    assert rows(researcher, CODES) == [("flera bilder", None), ("syfte", "flera bilder")]
    columns = "SELECT position, colour, definition FROM code"
    assert rows(researcher, columns) == [(0, CODE_COLOURS[0], "d"), (1, CODE_COLOURS[1], "")]
    with one_act(researcher, "code.describe"):
        codes.describe(researcher, "syfte", include="när det sägs", colour="#000000", name="ej så")
    assert rows(researcher, "SELECT name, include, colour FROM code WHERE id = 2") == [
        ("syfte", "när det sägs", "#000000")
    ]


@pytest.mark.parametrize(
    ("given", "stored"), [("Teal", "#008080"), ("#ABC", "#aabbcc"), (" #A1b2C3 ", "#a1b2c3"), ("", "")]
)
def test_a_colour_is_stored_one_way(researcher: Researcher, given: str, stored: str) -> None:
    codes.create(researcher, "a", colour=given)
    codes.create(researcher, "b")
    codes.describe(researcher, "b", colour=given)
    assert rows(researcher, "SELECT colour FROM code") == [stored, stored]


@pytest.mark.parametrize("colour", ["blå", "#12", "#12345g", "rgb(1, 2, 3)", "red blink", "\x1b[31m", "auto"])
def test_a_colour_that_cannot_be_read_is_refused_with_an_example(researcher: Researcher, colour: str) -> None:
    codes.create(researcher, "b")
    for act in (codes.create, codes.describe):
        with pytest.raises(QualwbError, match="#4e79a7"):
            act(researcher, "b", colour=colour)
    assert rows(researcher, "SELECT name, colour FROM code") == [("b", CODE_COLOURS[0])]


def test_a_name_is_taken_without_regard_to_case(researcher: Researcher) -> None:
    codes.create(researcher, "Åsikt")
    codes.create(researcher, "mål")
    with pytest.raises(BadName, match="already a code 'Åsikt'"):
        codes.create(researcher, "åsikt")
    with pytest.raises(BadName):
        codes.rename(researcher, "mål", "ÅSIKT")
    with one_act(researcher, "code.rename"):
        codes.rename(researcher, "Åsikt", "åsikt")
    for name in ("  ", "\x07", "x" * 256):
        with pytest.raises(BadName):
            codes.create(researcher, name)
    with pytest.raises(NotFound, match="'mål'"):
        codes.rename(researcher, "mål 1", "x")


def test_codes_move_and_never_beneath_themselves(researcher: Researcher) -> None:
    for name in ("a", "b", "c"):
        codes.create(researcher, name)
    with one_act(researcher, "code.move"):
        codes.move(researcher, ["b", "c"], "a", "hör ihop")
    assert rows(researcher, CODES) == [("a", None), ("b", "a"), ("c", "a")]
    with pytest.raises(BadTree):
        codes.move(researcher, ["a"], "c")
    codes.move(researcher, ["c"], None)
    assert rows(researcher, CODES)[2] == ("c", None)


def test_merging_keeps_everything_that_was_written(material: Researcher, passage: Passage) -> None:
    codings.apply(material, passage, ["a"], create=True, cited=True)
    codings.apply(material, passage, ["b"], create=True)
    codes.describe(material, "a", definition="om a")
    codes.describe(material, "b", definition="om b")
    codes.create(material, "under a", parent="a")
    memos.write(material, "en tanke", target="code", name="a")
    themes.create(material, "T", codes=["a"])
    themes.create(material, "U", codes=["a", "b"])
    summaries.set_summary(material, "T", "Grupp 1", "kort sagt", codings=[1])
    suggestions.refuse(material, passage, suggestions.Offer("a", 1))
    with one_act(material, "code.merge"):
        assert codes.merge(material, ["a", "b"], "b", "samma sak") == (2, 1)
    assert rows(material, CODES) == [("b", None), ("under a", "b")]
    assert rows(material, CODINGS) == [("Ingen visste", "b", 1)]
    assert rows(material, "SELECT definition FROM code WHERE name = 'b'") == ["om b\nom a"]
    assert rows(material, "SELECT code_id FROM memo") == [2]
    assert rows(material, GATHERED) == [("T", "b"), ("U", "b")]
    assert rows(material, "SELECT codings FROM summary") == ["[2]"]
    assert rows(material, "SELECT code_id FROM suggestion_event") == [2]


def test_doubles_become_one_when_codes_that_the_target_is_none_of_are_merged(
    material: Researcher, passage: Passage
) -> None:
    codings.apply(material, passage, ["a", "b", "c"], create=True)
    codings.cite(material, [2])
    with one_act(material, "code.merge"):
        merged = codes.merge(material, ["a", "b", "c"], "ny")
    assert merged.told == "2 codings stood there already, and are kept once."
    assert rows(material, CODINGS) == [("Ingen visste", "ny", 1)]


def test_a_code_merged_into_one_beneath_a_child_of_it_makes_no_loop(researcher: Researcher) -> None:
    codes.create(researcher, "topp")
    for name, parent in (("a", "topp"), ("b", "a"), ("c", "b")):
        codes.create(researcher, name, parent=parent)
    with one_act(researcher, "code.merge"):
        codes.merge(researcher, ["a"], "c")
    assert rows(researcher, CODES) == [("topp", None), ("b", "c"), ("c", "topp")]


def test_merging_one_code_with_itself_is_refused(researcher: Researcher) -> None:
    codes.create(researcher, "a")
    with pytest.raises(QualwbError, match="at least one code besides"):
        codes.merge(researcher, ["a"], "A")


def test_splitting_takes_the_chosen_codings_and_the_themes_along(
    material: Researcher, passage: Passage
) -> None:
    codings.apply(material, passage, ["a"], create=True)
    with material.project.reading() as connection:
        other = passage_quoted(connection, "Intervju 1", "ett papper")
    codings.apply(material, other, ["a"])
    themes.create(material, "T", codes=["a"])
    with one_act(material, "code.split"):
        codes.split(material, "a", "papper", [2])
    assert rows(material, CODINGS) == [("Ingen visste", "a", 0), ("ett papper", "papper", 0)]
    assert rows(material, GATHERED) == [("T", "a"), ("T", "papper")]
    for keys in ([], [2], [99]):
        with pytest.raises(NotFound):
            codes.split(material, "a", "till", keys)


def test_deleting_takes_codings_and_memos_and_moves_children_up(
    material: Researcher, passage: Passage
) -> None:
    codes.create(material, "topp")
    codes.create(material, "mitt", parent="topp")
    codes.create(material, "under", parent="mitt")
    suggestions.code(material, passage, ["mitt"], [suggestions.Offer("under", 1)])
    codings.apply(material, passage, ["under"])
    memos.write(material, "tanke", target="code", name="mitt")
    themes.create(material, "T", codes=["mitt"])
    with one_act(material, "code.delete"):
        assert codes.delete(material, ["mitt"]) == (1, 1)
    assert rows(material, CODES) == [("topp", None), ("under", "topp")]
    assert rows(material, CODINGS) == [("Ingen visste", "under", 0)]
    assert rows(material, "SELECT count(*) FROM memo") == [0]
    assert rows(material, GATHERED) == []
    assert rows(material, "SELECT code_id, chosen_id FROM suggestion_event") == [(3, None)]
