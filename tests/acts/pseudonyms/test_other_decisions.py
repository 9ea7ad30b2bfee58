"""One key for two copies of a project in which other decisions were made."""

from dataclasses import replace

import pytest

from qualwb.acts.pseudonyms.entity import Entity, Verdict
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.replacing import apply
from qualwb.acts.pseudonyms.selecting import by_key
from qualwb.acts.researcher import Researcher
from qualwb.store.backup import back_up
from qualwb.store.project_file import ProjectFile
from qualwb.store.texts import current_texts
from tests.acts.pseudonyms.hand_made import PASSPHRASE, entities, new_key, replaced, study


def without(name: str, found: list[Entity]) -> list[Entity]:
    """The names of which this one is kept."""
    return [
        replace(
            one,
            verdict=Verdict.KEEP,
            places=[replace(place, replacement=place.words) for place in one.places],
        )
        if one.name == name
        else one
        for one in found
    ]


@pytest.mark.file_only
def test_what_is_kept_though_the_key_has_an_alias_for_it_is_told(researcher: Researcher) -> None:
    study(researcher)
    path = researcher.project.path.with_name("andra.qwb")
    back_up(researcher.project.path, path)
    key = replaced(researcher)
    with ProjectFile.open(path) as copy:
        other = Researcher(copy, "Bo")
        with copy.reading() as connection:
            found = by_key(without("Eksjö", entities(connection)), key.key)
        done = apply(other, found, key)
        assert done.kept_here == ("Eksjö",)
        assert any("Eksjö" in line for line in done.notices())
        with copy.reading() as connection:
            text = current_texts(connection)[1]
    assert "Eksjö" in text
    assert "Anna" not in text
    assert "Eksjö" in KeyFile.open(key.path, PASSPHRASE).key.kept


def test_nothing_is_told_where_the_decisions_are_the_same(researcher: Researcher) -> None:
    study(researcher)
    key = new_key(researcher.project)
    with researcher.project.reading() as connection:
        found = without("Eksjö", entities(connection))
    done = apply(researcher, found, key)
    assert done.kept_here == ()
    assert not any("the key has an alias" in line for line in done.notices())
