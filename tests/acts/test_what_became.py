"""A name that is gone: the error says who renamed, merged or deleted the thing, as the journal has it."""

from collections.abc import Callable

import pytest

from qualwb.acts import codes, codings, memos, sources, themes
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.store.errors import NotFound


@pytest.fixture
def pair(material: Researcher) -> tuple[Researcher, Researcher]:
    """Anna and Bo at one project with two codes and a theme."""
    for name in ("otydligt", "papper"):
        codes.create(material, name)
    themes.create(material, "Före", codes=["otydligt"])
    return Researcher(material.project, "Anna"), Researcher(material.project, "Bo")


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(NotFound) as found:
        act()
    return str(found.value)


Pair = tuple[Researcher, Researcher]


def test_a_code_that_was_renamed_is_told_by_its_name_now(pair: Pair) -> None:
    anna, bo = pair
    codes.rename(anna, "otydligt", "oklart")
    codes.rename(anna, "oklart", "oklart syfte")
    with bo.project.reading() as connection:
        passage = passage_at(connection, "Intervju 1", 0, 5)
    told = refusal(lambda: codings.apply(bo, passage, ["Otydligt"]))
    assert told.startswith("There is no code 'Otydligt'; Anna renamed it to 'oklart syfte' (")
    assert " today)." in told


def test_a_code_that_was_merged_or_deleted_is_told(pair: Pair) -> None:
    anna, bo = pair
    codes.merge(anna, ["otydligt"], "papper")
    assert "Anna merged it: 'otydligt' into 'papper' (" in refusal(
        lambda: codes.describe(bo, "otydligt", definition="d")
    )
    codes.rename(bo, "papper", "annat")
    codes.delete(anna, ["annat"])
    assert "'papper'; Anna deleted it (" in refusal(lambda: codes.rename(bo, "papper", "ny"))


def test_themes_and_sources_are_told_too(pair: Pair) -> None:
    anna, bo = pair
    themes.merge(anna, ["Före"], "Efter")
    assert "Anna merged it: Före into 'Efter'" in refusal(lambda: themes.add_codes(bo, "Före", ["papper"]))
    sources.delete_source(anna, "Intervju 1")
    assert "'Intervju 1'; Anna deleted it (" in refusal(lambda: sources.rename_source(bo, "Intervju 1", "x"))


def test_undoing_is_told_as_what_it_did(pair: Pair) -> None:
    anna, bo = pair
    codes.create(anna, "ny")
    anna.project.undo(coder="Anna")
    assert "'ny'; Anna deleted it (" in refusal(lambda: codes.rename(bo, "ny", "x"))
    codes.rename(anna, "papper", "blad")
    anna.project.undo(coder="Anna")
    assert "'blad'; Anna renamed it to 'papper' (" in refusal(lambda: codes.rename(bo, "blad", "x"))


def test_a_memo_that_was_deleted_is_told(pair: Pair) -> None:
    anna, bo = pair
    key = memos.write(anna, "tanke")
    memos.delete(anna, key)
    assert f"There is no memo {key}; Anna deleted it (" in refusal(lambda: memos.rewrite(bo, key, "annat"))


def test_a_name_that_never_was_has_the_nearest_ones(pair: Pair) -> None:
    _anna, bo = pair
    assert refusal(lambda: codes.rename(bo, "otydlig", "x")) == (
        "There is no code 'otydlig'. Did you mean 'otydligt'?"
    )


def test_a_new_name_is_made_though_something_had_it_once(pair: Pair) -> None:
    anna, bo = pair
    codes.rename(anna, "otydligt", "oklart")
    with bo.project.reading() as connection:
        passage = passage_at(connection, "Intervju 1", 0, 5)
    codings.apply(bo, passage, ["otydligt"], create=True)
    with pytest.raises(QualwbError):
        codes.create(anna, "otydligt")
