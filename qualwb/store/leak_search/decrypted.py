"""The bytes of an encrypted database as a plain file would have them, whether a row uses them or not.

SQLCipher 4 (zetetic.net, "SQLCipher Design"): of each page of 4,096 bytes the last 80 are the initialisation
vector of AES-256 in CBC, and the page's seal; the first page begins with the salt in place of its first 16
bytes. The seals are not verified: a freed page is searched for whatever can be read in it.
"""

from qualwb.store.engines.keys import KEY_BYTES, SALT_BYTES, Key
from qualwb.store.engines.sqlite import MAGIC
from qualwb.store.leak_search.pieces import Bytes

PAGE_BYTES = 4096
VECTOR_BYTES = 16
SEAL_BYTES = 64
_KEPT = VECTOR_BYTES + SEAL_BYTES


class DecryptedFile:
    """An encrypted database, read page by page. Raises ``ImportError`` where ``cryptography`` is missing."""

    def __init__(self, file: Bytes, key: Key) -> None:
        from cryptography.hazmat.primitives.ciphers import algorithms

        self._file = file
        self._algorithm = algorithms.AES(bytes.fromhex(key.literal()[2 : 2 + 2 * KEY_BYTES]))
        self._at = 0

    def read(self, size: int = -1, /) -> bytes:
        """The bytes from where it stands, of one page after the other; all that are left with -1."""
        parts = []
        while size and (page := self._page(self._at // PAGE_BYTES)):
            inside = self._at % PAGE_BYTES
            part = page[inside : None if size < 0 else inside + size]
            parts.append(part)
            self._at += len(part)
            size -= len(part) if size > 0 else 0
        return b"".join(parts)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Stand at a byte, counted from the beginning."""
        if whence:
            raise ValueError(whence)
        self._at = offset
        return offset

    def close(self) -> None:
        """Close the file itself."""
        self._file.close()

    def _page(self, number: int) -> bytes:
        """A page as a plain file has it; b'' behind the last."""
        from cryptography.hazmat.primitives.ciphers import Cipher, modes

        self._file.seek(number * PAGE_BYTES)
        page = self._file.read(PAGE_BYTES)
        if len(page) < PAGE_BYTES:
            return b""
        first = 0 if number else SALT_BYTES
        vector = page[-_KEPT:-SEAL_BYTES]
        decryptor = Cipher(self._algorithm, modes.CBC(vector)).decryptor()
        content = decryptor.update(page[first:-_KEPT]) + decryptor.finalize()
        return (b"" if number else MAGIC) + content + bytes(_KEPT)
