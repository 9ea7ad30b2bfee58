"""What a client says to a PostgreSQL server, message by message, however it is cut into pieces.

By PostgreSQL's documentation, "Message Formats": a message is a letter and four bytes of length, which count
themselves but not the letter; those before the session begins have no letter.
"""

SYNC, QUERY = b"S", b"Q"
"""After these a client waits for the answers to all that it has asked."""
_BEFORE = (80877103, 80877104)
"""A request for encryption, after which another message without a letter comes."""


class FrontendMessages:
    """The messages of one connection."""

    def __init__(self) -> None:
        self._rest = b""
        self._begun = False

    def waits(self, piece: bytes) -> int:
        """How many messages end in the piece after which the client waits."""
        self._rest += piece
        found = 0
        while (end := self._end()) is not None:
            message, self._rest = self._rest[:end], self._rest[end:]
            if self._begun:
                found += message[:1] in (SYNC, QUERY)
            else:
                self._begun = int.from_bytes(message[4:8]) not in _BEFORE
        return found

    def _end(self) -> int | None:
        """Where the first message ends, if it is there whole."""
        at = 1 if self._begun else 0
        if len(self._rest) < at + 4:
            return None
        end = at + int.from_bytes(self._rest[at : at + 4])
        return end if len(self._rest) >= end else None
