"""Strings within values of JSON: found by their paths, changed one by one or all alike."""

from qualwb.acts.json_strings import KEY, strings_in, strings_within, with_strings, with_strings_at

VALUE = {"ort": "Eksjö", "barn": [{"namn": "Åsa"}, 3], "Åsas ålder": None}


def test_strings_are_found_and_rewritten_at_their_paths() -> None:
    assert dict(strings_within(VALUE, with_keys=False)) == {("ort",): "Eksjö", ("barn", 0, "namn"): "Åsa"}
    new = {("ort",): "Lillby", ("barn", 0, "namn"): "Maja", ("Åsas ålder", KEY): "Majas ålder"}
    assert with_strings_at(VALUE, new) == {
        "ort": "Lillby",
        "barn": [{"namn": "Maja"}, 3],
        "Majas ålder": None,
    }
    assert with_strings_at(VALUE, {}) == VALUE


def test_all_strings_change_alike_and_keys_when_asked() -> None:
    assert with_strings(VALUE, str.upper) == {
        "ort": "EKSJÖ",
        "barn": [{"namn": "ÅSA"}, 3],
        "Åsas ålder": None,
    }
    keys_too = with_strings(VALUE, str.upper, with_keys=True)
    assert keys_too == {"ORT": "EKSJÖ", "BARN": [{"NAMN": "ÅSA"}, 3], "ÅSAS ÅLDER": None}
    assert with_strings("ort", str.upper) == "ORT"
    assert list(strings_in(VALUE)) == ["Eksjö", "Åsa"]
    assert list(strings_in(VALUE, with_keys=True)) == [
        *("ort", "Eksjö", "barn", "namn", "Åsa"),
        "Åsas ålder",
    ]
