"""Messages are told apart however they are cut."""

import pytest

from tests.postgresql.frontend_messages import FrontendMessages

SSL = (8).to_bytes(4) + (80877103).to_bytes(4)
STARTUP = (13).to_bytes(4) + (196608).to_bytes(4) + b"user\0"
PARSE, SYNC, QUERY = (
    kind + (len(body) + 4).to_bytes(4) + body for kind, body in ((b"P", b"S"), (b"S", b""), (b"Q", b"SS\0"))
)


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_a_client_waits_after_what_it_syncs_and_what_it_simply_asks(size: int) -> None:
    said = SSL + STARTUP + QUERY + PARSE + PARSE + SYNC
    messages = FrontendMessages()
    assert sum(messages.waits(said[at : at + size]) for at in range(0, len(said), size)) == 2
