import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.language.speech_spellings import normalise_tokens, written


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("dom sa nåt till mej", "de sade något till mig"),
        ("Dom e trötta", "De är trötta"),
        ("asså såna saker", "alltså sådana saker"),
        ("det e såååå bra", "det är så bra"),
        ("jag å du", "jag och du"),
        ("vi satt å pratade", "vi satt och pratade"),
        ("det e svårt å veta", "det är svårt att veta"),
        ("för å få tid", "för att få tid"),
        ("å andra sidan", "å andra sidan"),
        ("det va bra", "det var bra"),
        ("va ska vi göra ?", "vad ska vi göra ?"),
        ("jag vet inte va dom vill", "jag vet inte vad de vill"),
        ("det kan va så", "det kan vara så"),
        ("eller va ?", "eller va ?"),
        ("sen gick vi", "sedan gick vi"),
        ("han är sen", "han är sen"),
        ("en sen kväll", "en sen kväll"),
        ("hon la fram det", "hon lade fram det"),
        ("det är la så", "det är väl så"),
        ("de e bra", "det är bra"),
        ("de andra kom", "de andra kom"),
        ("ja tycker det", "jag tycker det"),
        ("ja , det tycker jag", "ja , det tycker jag"),
        ("e", "e"),
        ("våran sak å erat hus", "vår sak och ert hus"),
        ("så har det alltid vart", "så har det alltid varit"),
        ("vart ska vi ?", "vart ska vi ?"),
        ("a , det gör vi", "ja , det gör vi"),
        ("int vet ja", "inte vet jag"),
        ("ja tycker dä e bra", "jag tycker det är bra"),
    ],
)
def test_speech_spellings_are_read_in_their_place(said, meant):
    assert normalise_tokens(said.split()) == meant.split()


@given(
    st.lists(
        st.one_of(
            st.text(),
            st.sampled_from(
                ["å", "e", "va", "sen", "la", "de", "ja", "o", "som", "det", "att", ",", ".", "?"]
            ),
        )
    )
)
def test_one_written_word_for_each_word(words):
    assert len(normalise_tokens(words)) == len(words)


@given(
    st.lists(
        st.sampled_from(
            ["vi", "har", "ett", "möte", "med", "skolan", "och", "chefen", "om", "vården", "i", "dag"]
        )
    )
)
def test_written_words_stay(words):
    assert normalise_tokens(words) == words


def test_stretched_words():
    assert [written(word) for word in ("jaaaaa", "mmmmm", "sååå", "nääää")] == ["ja", "m", "så", "nej"]
