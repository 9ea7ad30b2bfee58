"""What all who use an open project on a server know together of its connection."""

from qualwb.store.errors import NoConnection
from qualwb.store.live import Live


class Link:
    """The connection as whoever listens knows it; as long as nobody listens, it is thought to be there."""

    def __init__(self) -> None:
        self._live: Live | None = None

    def watched_by(self, live: Live) -> None:
        """From now on this one says whether there is a connection."""
        self._live = live

    def refuse_while_lost(self, label: str) -> None:
        """Raise ``NoConnection`` at once, where to try would keep somebody waiting for nothing."""
        if self._live is not None and self._live.lost_since is not None:
            raise NoConnection(label)

    def doubt(self) -> None:
        """The server failed to answer: let it be looked after."""
        if self._live is not None:
            self._live.doubt()
