"""A project in a database of a server: made, opened."""

from typing import TYPE_CHECKING

from sqlalchemy import Engine

from qualwb.store.open_project import OpenProject

if TYPE_CHECKING:
    from qualwb.store.engines.postgresql.address import Address


class ServerProject(OpenProject):
    """An open project on a server."""

    each_undoes_their_own = True

    def __init__(self, address: "Address", engine: Engine) -> None:
        super().__init__(engine)
        self.address = address
