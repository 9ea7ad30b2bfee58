"""The Swedish catalog is whole: every message, every placeholder, both forms, and compiled."""

import gettext
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural

from tests.localization import catalog as catalogs


@pytest.fixture(scope="module")
def template() -> Catalog:
    """The messages in the code."""
    return catalogs.extracted()


@pytest.fixture(scope="module")
def swedish() -> Catalog:
    """The catalog in the package."""
    return catalogs.stored()


def placeholders(text: str) -> set[str]:
    """The fields of a text, with how each is formatted."""
    return {f"{name}!{how}:{form}" for _text, name, form, how in Formatter().parse(text) if name is not None}


def test_every_message_is_translated_and_nothing_is_fuzzy_or_obsolete(
    template: Catalog, swedish: Catalog
) -> None:
    found = catalogs.gaps(template, swedish)
    assert found == catalogs.Gaps((), (), ()), "run: python -m tests.localization.catalog"


def test_extraction_finds_the_messages(template: Catalog) -> None:
    keys = {catalogs.key_of(message) for message in catalogs.translatable(template)}
    assert "Undo" in keys
    assert ("{n} group", "{n} groups") in keys
    assert {"Output", "impression"} <= keys, "texts that reach gettext through a variable"
    assert {"Screen", "Skip to content"} <= keys, "texts within f-strings"
    assert {"Make a project.", "Usage:"} <= keys, "descriptions of commands, and what click says"


def test_every_text_that_comes_through_a_variable_is_listed() -> None:
    assert catalogs.variables() == set(catalogs.looked_up()), "name its messages in looked_up()"


def test_placeholders_are_the_same(swedish: Catalog) -> None:
    wrong = []
    for message in catalogs.translatable(swedish):
        english = (message.id,) if isinstance(message.id, str) else message.id
        for form, own in zip(catalogs.forms(message), english, strict=True):
            # A singular may leave the number out ('one group'), or name it as its own English does.
            if form and placeholders(form) not in (placeholders(own), placeholders(english[-1])):
                wrong.append((english, form))
    assert wrong == []


def test_both_forms_of_a_plural_are_there(swedish: Catalog) -> None:
    assert (swedish.num_plurals, swedish.plural_expr) == tuple(get_plural("sv"))
    counted = [message for message in catalogs.translatable(swedish) if not isinstance(message.id, str)]
    assert counted
    assert [message.id for message in counted if len(catalogs.forms(message)) != 2] == []


def test_blanks_and_full_stops_at_the_ends_are_kept(swedish: Catalog) -> None:
    wrong = []
    for message in catalogs.translatable(swedish):
        english = message.id if isinstance(message.id, str) else message.id[0]
        for form in filter(None, catalogs.forms(message)):
            blanks = english[0].isspace() != form[0].isspace() or english[-1].isspace() != form[-1].isspace()
            stops = len(english.split()) > 1 and english.endswith(".") != form.endswith(".")
            if blanks or stops:
                wrong.append((english, form))
    assert wrong == []


def test_compiled_catalog_holds_what_the_text_catalog_holds(swedish: Catalog) -> None:
    assert catalogs.MO.read_bytes() == catalogs.mo_bytes(swedish)
    with catalogs.MO.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Undo") == "Ångra"
    assert [compiled.ngettext("{n} code", "{n} codes", n) for n in (0, 1, 2)] == [
        "{n} koder",
        "{n} kod",
        "{n} koder",
    ]


def test_reading_and_writing_the_catalog_changes_no_byte(swedish: Catalog) -> None:
    assert catalogs.po_bytes(swedish) == catalogs.PO.read_bytes()
    assert catalogs.po_bytes(catalogs.extracted()) == catalogs.po_bytes(catalogs.extracted())


def test_updating_keeps_what_is_known_and_drops_what_is_gone() -> None:
    old, new = catalogs.empty(), catalogs.empty()
    old.add("Undo", "Ångra")
    old.add("Gone", "Borta")
    new.add("Undo")
    new.add("Added")
    assert catalogs.gaps(new, old) == catalogs.Gaps(missing=("Added",), fuzzy=(), obsolete=("Gone",))
    merged = catalogs.updated(new, old)
    assert [(m.id, m.string or "") for m in catalogs.translatable(merged)] == [
        ("Undo", "Ångra"),
        ("Added", ""),
    ]
    old["Undo"].flags.add("fuzzy")
    assert catalogs.gaps(new, old).fuzzy == ("Undo",)
