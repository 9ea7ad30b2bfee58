"""Who else has the project open: noted as they are heard of, forgotten when they leave or fall silent."""

from datetime import datetime, timedelta

from qualwb.store.live import Colleague


class Attendance:
    """The sessions that were heard of, but one's own."""

    def __init__(self, gone_after: float) -> None:
        """``gone_after``: seconds of silence after which somebody is thought to have left."""
        self._gone_after = timedelta(seconds=gone_after)
        self._by_session: dict[str, Colleague] = {}

    @property
    def colleagues(self) -> tuple[Colleague, ...]:
        """All of them, by name."""
        return tuple(sorted(self._by_session.values(), key=lambda one: (one.coder.casefold(), one.session)))

    def came(self, colleague: Colleague) -> bool:
        """Note that somebody was heard of; whether they are new, or somewhere else than before."""
        before = self._by_session.get(colleague.session)
        self._by_session[colleague.session] = colleague
        return before is None or before.place != colleague.place

    def left(self, session: str) -> bool:
        """Forget a session; whether it was known."""
        return self._by_session.pop(session, None) is not None

    def expire(self, now: datetime) -> bool:
        """Forget whoever fell silent; whether there was anybody."""
        silent = [s for s, one in self._by_session.items() if now - one.seen_at > self._gone_after]
        for session in silent:
            del self._by_session[session]
        return bool(silent)

    def forget_all(self) -> bool:
        """Nobody can be heard of any longer; whether there was anybody."""
        known = bool(self._by_session)
        self._by_session.clear()
        return known
