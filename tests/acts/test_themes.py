"""Themes: made, split, moved, merged and deleted, with the codes that they gather."""

import pytest

from qualwb.acts import codes, memos, summaries, themes
from qualwb.acts.lookup import BadName
from qualwb.acts.researcher import Researcher
from qualwb.acts.trees import BadTree
from qualwb.analysis.trees import theme_tree
from qualwb.store.errors import NotFound
from tests.states import one_act, rows

THEMES = """SELECT name, (SELECT name FROM theme AS above WHERE above.id = theme.parent_id) FROM theme
    ORDER BY id"""
GATHERED = """SELECT theme.name, code.name FROM theme_code
    JOIN theme ON theme.id = theme_id JOIN code ON code.id = code_id ORDER BY 1, 2"""


@pytest.fixture
def board(material: Researcher) -> Researcher:
    """'Inför' above 'Syfte' (a, b) and 'Mandat' (b); c is loose."""
    for name in "abc":
        codes.create(material, name)
    themes.create(material, "Inför")
    themes.create(material, "Syfte", parent="Inför", codes=["a", "b"], definition="oklart")
    themes.create(material, "Mandat", parent="Inför", codes=["b"], definition="svagt")
    return material


def test_a_theme_gathers_codes(board: Researcher) -> None:
    assert rows(board, THEMES) == [("Inför", None), ("Syfte", "Inför"), ("Mandat", "Inför")]
    assert rows(board, GATHERED) == [("Mandat", "b"), ("Syfte", "a"), ("Syfte", "b")]
    with one_act(board, "theme.add"):
        assert themes.add_codes(board, "Mandat", ["b", "c"]) == 1
    with one_act(board, "theme.new"):
        themes.create(board, "Nytt", codes=["a", "c"], reason="för sig")
    with pytest.raises(NotFound):
        themes.add_codes(board, "Saknas", ["a"])
    with pytest.raises(BadName):
        themes.create(board, "MANDAT")


def test_codes_go_to_a_theme_that_is_made_on_the_way(board: Researcher) -> None:
    with one_act(board, "theme.add"):
        themes.add_codes(board, "Nytt", ["a"], create=True)
    with one_act(board, "theme.move_codes"):
        themes.move_codes(board, [("Syfte", "a"), (None, "c")], "Nyare", create=True)
    assert rows(board, GATHERED) == [
        *(("Mandat", "b"), ("Nyare", "a"), ("Nyare", "c"), ("Nytt", "a"), ("Syfte", "b")),
    ]


def test_cards_of_several_themes_move_as_one_act(board: Researcher) -> None:
    with one_act(board, "theme.move_codes"):
        themes.move_codes(board, [("Syfte", "a"), ("Syfte", "b"), ("Mandat", "b"), (None, "c")], "Mandat")
    assert rows(board, GATHERED) == [("Mandat", "a"), ("Mandat", "b"), ("Mandat", "c")]
    with pytest.raises(NotFound):
        themes.move_codes(board, [("Mandat", "a")], "Saknas")


def test_cards_of_several_themes_are_taken_out_as_one_act(board: Researcher) -> None:
    with one_act(board, "theme.remove"):
        assert themes.remove_codes(board, [("Syfte", "b"), ("Mandat", "b"), ("Mandat", "c")]) == 2
    assert rows(board, GATHERED) == [("Syfte", "a")]
    told = "SELECT summary FROM change WHERE act = 'theme.remove'"
    assert rows(board, told) == ["'Syfte' - b; 'Mandat' - b, c"]


def test_splitting_is_one_act_that_leaves_no_empty_theme(board: Researcher) -> None:
    with one_act(board, "theme.split"):
        themes.split(board, "Syfte", "Otydligt syfte", ["b"], "två saker")
    assert rows(board, THEMES)[-1] == ("Otydligt syfte", "Inför")
    assert rows(board, GATHERED) == [("Mandat", "b"), ("Otydligt syfte", "b"), ("Syfte", "a")]
    board.project.undo(coder="Karin")
    assert len(rows(board, THEMES)) == 3
    with pytest.raises(NotFound, match="'Syfte' has no code 'c'"):
        themes.split(board, "Syfte", "Nytt", ["a", "c"])
    assert len(rows(board, THEMES)) == 3


def test_a_theme_is_renamed_and_described(board: Researcher) -> None:
    with one_act(board, "theme.rename"):
        themes.rename(board, "syfte", "Ändamål")
    with one_act(board, "theme.describe"):
        themes.describe(board, "Ändamål", claim="alla grupper", boundary="ej medel", colour="röd")
    columns = "SELECT name, claim, boundary FROM theme WHERE id = 2"
    assert rows(board, columns) == [("Ändamål", "alla grupper", "ej medel")]
    with pytest.raises(BadName):
        themes.rename(board, "Ändamål", "mandat")


def test_themes_move_and_never_beneath_themselves(board: Researcher) -> None:
    with one_act(board, "theme.move"):
        themes.move(board, ["Mandat"], "Syfte")
    with pytest.raises(BadTree):
        themes.move(board, ["Inför"], "Mandat")
    themes.move(board, ["Syfte", "Mandat"], None)
    assert rows(board, THEMES) == [("Inför", None), ("Syfte", None), ("Mandat", None)]


@pytest.mark.parametrize(
    ("place", "order"),
    [
        ("first", ["c", "a", "b", "d"]),
        ("earlier", ["a", "c", "b", "d"]),
        ("later", ["a", "b", "d", "c"]),
        ("last", ["a", "b", "d", "c"]),
    ],
)
def test_a_theme_is_put_elsewhere_among_those_beside_it(
    researcher: Researcher, place: str, order: list[str]
) -> None:
    themes.create(researcher, "över")
    for name in "abcd":
        themes.create(researcher, name, parent="över")

    def names() -> list[str]:
        with researcher.project.reading() as connection:
            return [node.name for node in theme_tree(connection).nodes]

    assert names() == ["över", *"abcd"]
    with one_act(researcher, "themes.order"):
        themes.order(researcher, "c", place)
    assert names() == ["över", *order]
    themes.order(researcher, "c", "earlier")
    themes.order(researcher, "c", "later")
    assert names() == ["över", *(order if place != "first" else ["a", "c", "b", "d"])]


def test_merging_joins_codes_texts_memos_and_summaries(board: Researcher) -> None:
    memos.write(board, "tanke", target="theme", name="Syfte")
    themes.create(board, "Under", parent="Syfte")
    summaries.set_summary(board, "Syfte", "Grupp 1", "ett")
    summaries.set_summary(board, "Mandat", "Grupp 1", "två")
    summaries.set_summary(board, "Syfte", "Grupp 1", "om Åsa", participant="Åsa")
    with one_act(board, "theme.merge"):
        assert themes.merge(board, ["Syfte", "Mandat"], "mandat", "samma") == 3
    assert rows(board, THEMES) == [("Inför", None), ("Mandat", "Inför"), ("Under", "Mandat")]
    assert rows(board, GATHERED) == [("Mandat", "a"), ("Mandat", "b")]
    assert rows(board, "SELECT definition FROM theme WHERE id = 3") == ["svagt\noklart"]
    assert rows(board, "SELECT theme_id FROM memo") == [3]
    assert rows(board, "SELECT text FROM summary ORDER BY id") == ["två\nett", "om Åsa"]


def test_merging_into_a_new_name_or_what_lies_beneath_makes_no_loop(board: Researcher) -> None:
    with one_act(board, "theme.merge"):
        themes.merge(board, ["Syfte", "Mandat"], "Båda")
    assert rows(board, THEMES) == [("Inför", None), ("Båda", "Inför")]
    with one_act(board, "theme.merge"):
        themes.merge(board, ["Inför", "Båda"], "Båda")
    assert rows(board, THEMES) == [("Båda", None)]


def test_deleting_moves_what_lies_beneath_up(board: Researcher) -> None:
    themes.create(board, "Under", parent="Syfte")
    memos.write(board, "tanke", target="theme", name="Syfte")
    summaries.set_summary(board, "Syfte", "Grupp 1", "ett")
    with one_act(board, "theme.delete"):
        themes.delete(board, ["Syfte", "Mandat"])
    assert rows(board, THEMES) == [("Inför", None), ("Under", "Inför")]
    assert rows(board, "SELECT name FROM code") == ["a", "b", "c"]
