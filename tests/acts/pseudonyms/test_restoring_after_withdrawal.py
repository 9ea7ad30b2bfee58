"""Names given back after somebody withdrew: those of all others, at every place that is left."""

import json

import pytest

from qualwb.acts import corrections, memos, people
from qualwb.acts.files import import_transcript
from qualwb.acts.pseudonyms.entity import Entity
from qualwb.acts.pseudonyms.key import as_json
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.restoring import restore
from qualwb.acts.pseudonyms.sealing import seal
from qualwb.acts.researcher import Researcher
from qualwb.acts.withdrawal import withdrawing
from qualwb.store.check import check
from qualwb.store.texts import current_texts
from tests.acts.pseudonyms.hand_made import dump, entities, replaced
from tests.conftest import transcript_of

pytestmark = pytest.mark.file_only

TALK = (
    ("Moderator", "Vem träffade ni i Eksjö?"),
    ("Åsa", "Jag träffade Görans mamma i Vetlanda på lasarettet, det var i maj."),
    ("Björn", "Göran känner jag också. Han och Åsa åkte till Eksjö."),
    ("Åsa", "Björn och jag åkte till Vetlanda sen."),
    ("Björn", "Till Eksjö, Åsas bil gick sönder."),
)
ELSEWHERE = (("Åsa", "I Eksjö heter jag också Åsa."), ("Dan", "Ja, Åsa, och Göran."))
ALIASES = {
    "Åsa": "Eva",
    "Björn": "Nils",
    "Göran": "Olle",
    "Eksjö": "Tranås",
    "Vetlanda": "Sävsjö",
}
BLANKED = (
    "Vem träffade ni i Eksjö?",
    "[utgått]",
    "Göran känner jag också. Han och Eva åkte till Eksjö.",
    "[utgått]",
    "Till Eksjö, Evas bil gick sönder.",
)


@pytest.fixture
def talked(researcher: Researcher) -> Researcher:
    import_transcript(researcher, transcript_of(TALK), name="Intervju 1", group="Grupp 1")
    people.describe_participant(researcher, "Grupp 1", "Åsa", ort="Vetlanda")
    memos.write(researcher, "Göran känner Åsa i Eksjö.", target="source", name="Intervju 1")
    return researcher


def replace_names(researcher: Researcher, key: KeyFile | None = None) -> KeyFile:
    with researcher.project.reading() as connection:
        found: list[Entity] = entities(connection, ALIASES)
    return replaced(researcher, found, key)


def withdraw(researcher: Researcher, alias: str, group: str = "Grupp 1") -> None:
    _done, finished = withdrawing.withdraw(researcher, alias, group, reason="Bad om det.")
    assert finished


def turns(researcher: Researcher) -> dict[str, tuple[str, ...]]:
    with researcher.project.reading() as connection:
        names = dict(connection.exec_driver_sql("SELECT id, name FROM source").fetchall())
        return {names[key]: tuple(text.split("\n")) for key, text in current_texts(connection).items()}


def test_all_other_places_come_back_and_nothing_of_who_withdrew(talked: Researcher) -> None:
    key = replace_names(talked)
    withdraw(talked, "Eva")
    restored = restore(talked, key)
    assert turns(talked)["Intervju 1"] == BLANKED
    assert restored.left == ()
    assert (restored.text_places, restored.withheld) == (4, 4)  # twice in the text, memo, labels
    everything = json.dumps(dump(talked.project, without=()), ensure_ascii=False)
    assert "Göran känner Eva i Eksjö." in everything
    assert "Björn" in everything
    for word in ("Åsa", "Vetlanda", "lasarettet"):
        assert word not in everything
    assert check(talked.project) == []


def test_what_is_corrected_before_and_after_the_withdrawal_keeps_its_places(talked: Researcher) -> None:
    key = replace_names(talked)
    corrections.replace(talked, "Intervju 1", 0, 3, "Vilka alla")
    withdraw(talked, "Eva")
    corrections.replace(talked, "Intervju 1", 0, 10, "Vilka")
    corrections.replace(talked, "Intervju 1", 0, 5, "Vem nu")
    restored = restore(talked, key)
    assert turns(talked)["Intervju 1"] == (BLANKED[0].replace("Vem", "Vem nu"), *BLANKED[1:])
    assert restored.left == ()


def test_names_replaced_before_and_after_a_withdrawal_come_back(talked: Researcher) -> None:
    key = replace_names(talked)
    withdraw(talked, "Eva")
    at = turns(talked)["Intervju 1"][0].index("ni")
    corrections.replace(talked, "Intervju 1", at, at + 2, "ni från Eksjö")
    key = replace_names(talked, key)
    withdraw(talked, "Nils")
    restored = restore(talked, key)
    assert turns(talked)["Intervju 1"] == (
        "Vem träffade ni från Eksjö i Eksjö?", "[utgått]", "[utgått]", "[utgått]", "[utgått]",
    )  # fmt: skip
    assert restored.left == ()


def test_another_of_the_same_name_gets_theirs_back_in_their_own_group(talked: Researcher) -> None:
    import_transcript(talked, transcript_of(ELSEWHERE), name="Intervju 2", group="Grupp 2")
    key = replace_names(talked)
    withdraw(talked, "Eva", "Grupp 1")
    restore(talked, key)
    assert turns(talked) == {"Intervju 1": BLANKED, "Intervju 2": tuple(said for _who, said in ELSEWHERE)}
    aliases = [row["alias"] for row in dump(talked.project)["participant"]]
    assert sorted(aliases) == ["Björn", "Dan", "Moderator", "utgått 1", "Åsa"]


def test_where_no_names_were_replaced_no_places_are_kept(talked: Researcher) -> None:
    withdraw(talked, "Åsa")
    settings = dump(talked.project)["project"][0]["settings"]
    assert "moved" not in settings


def test_what_is_kept_of_erased_texts_holds_numbers_alone(talked: Researcher) -> None:
    key = replace_names(talked)
    corrections.replace(talked, "Intervju 1", 0, 3, "Vilka alla")
    withdraw(talked, "Eva")
    talked.project.close()
    content = talked.project.path.read_bytes()
    for word in ("Vetlanda", "Sävsjö", "lasarettet", "träffade Olles"):
        assert word.encode() not in content
    assert "Vetlanda" in json.dumps(as_json(key.key), ensure_ascii=False)


IN_BRACKETS = {**ALIASES, "Vetlanda": "[ort 7]"}


def test_nothing_is_told_of_words_whose_alias_has_signs_of_the_mark(talked: Researcher) -> None:
    """'[ort 7]' and '[utgått]' share their brackets, which a comparison takes for what is left."""
    people.describe_participant(talked, "Grupp 1", "Åsa", ort="")
    corrections.replace(talked, "Intervju 1", *place_of(talked, "Jag träffade Görans mamma i "), "")
    corrections.replace(talked, "Intervju 1", *place_of(talked, " på lasarettet, det var i maj."), "")
    with talked.project.reading() as connection:
        found: list[Entity] = entities(connection, IN_BRACKETS)
    key = replaced(talked, found)
    assert turns(talked)["Intervju 1"][1] == "[ort 7]"
    withdraw(talked, "Eva")
    restored = restore(talked, key)
    assert turns(talked)["Intervju 1"] == BLANKED
    assert restored.left == ()


def place_of(researcher: Researcher, words: str, source: str = "Intervju 1") -> tuple[int, int]:
    """Where words stand for the first time."""
    start = "\n".join(turns(researcher)[source]).index(words)
    return start, start + len(words)


def test_names_come_back_after_a_withdrawal_and_a_sealing_in_whichever_order(talked: Researcher) -> None:
    key = replace_names(talked)
    corrections.replace(talked, "Intervju 1", 0, 3, "Vilka alla")
    seal(talked, key)
    withdraw(talked, "Eva")
    corrections.replace(talked, "Intervju 1", 0, 10, "Vem")
    restored = restore(talked, key)
    assert turns(talked)["Intervju 1"] == BLANKED
    assert (restored.left, restored.unsealed) == ((), True)
    assert_nothing_of_who_withdrew(talked)


def test_names_come_back_after_a_withdrawal_that_a_sealing_followed(talked: Researcher) -> None:
    key = replace_names(talked)
    corrections.replace(talked, "Intervju 1", 0, 3, "Vilka alla")
    withdraw(talked, "Eva")
    corrections.replace(talked, "Intervju 1", 0, 10, "Vem")
    seal(talked, key)
    restored = restore(talked, key)
    assert turns(talked)["Intervju 1"] == BLANKED
    assert (restored.left, restored.unsealed) == ((), True)
    assert_nothing_of_who_withdrew(talked)


def assert_nothing_of_who_withdrew(researcher: Researcher) -> None:
    everything = json.dumps(dump(researcher.project, without=()), ensure_ascii=False)
    for word in ("Åsa", "Vetlanda", "lasarettet"):
        assert word not in everything
    assert check(researcher.project) == []


def test_nothing_is_told_of_words_that_a_memo_repeated(talked: Researcher) -> None:
    said = "Åsa sa: Jag träffade Görans mamma i Vetlanda på lasarettet, det var i maj."
    memos.write(talked, said, target="source", name="Intervju 1")
    key = replace_names(talked)
    withdraw(talked, "Eva")
    assert restore(talked, key).left == ()
    assert_nothing_of_who_withdrew(talked)
