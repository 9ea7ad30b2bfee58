"""Which texts have to be known before they are compared by meaning."""

from qualwb.suggest.evidence import CodedText, Evidence, KnownCode, TextPlace, UncodedText
from qualwb.suggest.texts_to_read import NAMES, texts_in_places, texts_of_codings, texts_of_project

PLACES = [TextPlace("G", "Ett", 0, 5), TextPlace("G", "Två", 0, 5), TextPlace("G", "Ett", 6, 9)]
CODED = CodedText("Ingen", ("ovisshet",), PLACES[0])
TURNS = [UncodedText("Varje", PLACES[1]), UncodedText("Bra", PLACES[2])]
CODES = (
    KnownCode("ovisshet", ("Otydligt",), ("Arbete",), "När ingen vet."),
    KnownCode("nytta", ("Otydligt",), ("Arbete",)),
)
EVIDENCE = Evidence(CODES, (CODED,))


def test_by_source() -> None:
    assert texts_in_places([CODED], TURNS) == {"Ett": ["Ingen", "Bra"], "Två": ["Varje"]}


def test_of_codings() -> None:
    assert texts_of_codings(EVIDENCE) == {NAMES: ["ovisshet", "nytta"], "Ett": ["Ingen"]}
    assert texts_of_codings(EVIDENCE, TURNS[:1])["Två"] == ["Varje"]
    assert "När ingen vet." in texts_of_codings(EVIDENCE, with_rules=True)[NAMES]


def test_of_a_project_each_name_once() -> None:
    assert texts_of_project(EVIDENCE, TURNS) == {
        NAMES: ["ovisshet", "Otydligt", "Arbete", "nytta"],
        "Ett": ["Ingen", "Bra"],
        "Två": ["Varje"],
    }
