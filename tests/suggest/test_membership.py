"""Which passages each code has."""

from qualwb.suggest.evidence import CodedText, TextPlace
from qualwb.suggest.membership import membership, passages_of

PLACE = TextPlace("G", "Ett", 0, 5)


def test_codes_with_their_passages() -> None:
    passages = [CodedText("Ingen", ("b", "a"), PLACE), CodedText("Alla", ("b",), PLACE)]
    of_codes = passages_of(["a", "b", "c"], passages)
    assert of_codes == [[0], [0, 1], []]
    assert membership(of_codes, 2).toarray().tolist() == [[1, 0], [1, 1], [0, 0]]
    assert membership([], 2).shape == (0, 2)
