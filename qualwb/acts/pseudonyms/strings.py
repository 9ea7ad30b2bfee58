"""The strings that people wrote in a project, by where they are kept; texts are read when they are needed."""

import hashlib
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, select

from qualwb.acts.pseudonyms.material import TEXT, WRITTEN, Field, Spot, pieces
from qualwb.model import Project, Source
from qualwb.store.texts import current_text, hashes_in_use


class Strings(Mapping[Spot, str]):
    """The strings that an act may rewrite, of the texts one at a time in memory."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.project: str = connection.execute(select(Project.uid)).scalar_one()
        """The stable id of the project."""
        self._hashes = {
            Spot(TEXT.table, TEXT.column, key): sha256
            for key, sha256 in connection.execute(hashes_in_use().order_by(Source.id))
        }
        self._written: dict[Spot, str] = {}
        self.by_field: dict[Field, list[Spot]] = {}
        """Where the strings are kept that stand in no text, by column."""
        for field in WRITTEN:
            here = dict(pieces(connection, field))
            self.by_field[field] = list(here)
            self._written |= here

    def __getitem__(self, spot: Spot) -> str:
        return current_text(self._connection, spot.key) if spot in self._hashes else self._written[spot]

    def __iter__(self) -> Iterator[Spot]:
        yield from self._hashes
        yield from self._written

    def __len__(self) -> int:
        return len(self._hashes) + len(self._written)

    def __contains__(self, spot: object) -> bool:
        return spot in self._hashes or spot in self._written

    @property
    def texts(self) -> Iterator[Spot]:
        """The places of the texts in use."""
        yield from self._hashes

    def digest(self) -> str:
        """SHA-256 over all strings and where they are kept: the same only while nothing of it is changed."""
        whole = hashlib.sha256()
        for spot, said in (*self._hashes.items(), *self._written.items()):
            whole.update(f"{tuple(spot)!r}\0{said}\0".encode("utf-8", "surrogatepass"))
        return whole.hexdigest()
