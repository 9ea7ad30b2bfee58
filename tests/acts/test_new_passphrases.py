"""How long a new passphrase must be, and when it is short."""

import pytest

from qualwb.acts.passphrases import ShortPassphrase, is_short, refuse_too_short

pytestmark = pytest.mark.file_only


@pytest.mark.parametrize("words", ["abc", "1234567", " abcdefg ", "å" * 7])
def test_fewer_than_eight_characters_are_refused(words: str) -> None:
    with pytest.raises(ShortPassphrase, match="8 characters"):
        refuse_too_short(words)


@pytest.mark.parametrize(("words", "short"), [("a" * 8, True), ("å" * 11, True), ("a" * 12, False)])
def test_fewer_than_twelve_are_short(words: str, short: bool) -> None:
    refuse_too_short(words)
    assert is_short(words) is short
