"""Whose codings they are, told where a server lets their own coder alone change them."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import select

from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Coder, Coding
from qualwb.store.errors import NotPermitted


class OthersCodings(NotPermitted):
    """Codings that other coders made, and that this coder's role does not let be changed."""

    def __init__(self, coders: Collection[str]) -> None:
        QualwbError.__init__(
            self,
            _("A coding by {coders} is theirs to change, or a lead's.").format(coders=", ".join(coders)),
            _("Nothing was stored. Code the passage your own way; a lead settles what differs in consensus."),
        )


@contextmanager
def own_codings(researcher: Researcher, codings: Iterable[int]) -> Iterator[None]:
    """Around an act on codings: raise ``OthersCodings`` where the server refuses it for whose they are."""
    try:
        yield
    except NotPermitted as error:
        whose = select(Coder.name).join(Coding, Coding.coder_id == Coder.id).distinct()
        others = whose.where(Coding.id.in_(list(codings)), Coder.name != researcher.coder)
        with researcher.project.reading() as connection:
            coders = connection.execute(others.order_by(Coder.name)).scalars().all()
        if not coders:
            raise
        raise OthersCodings(coders) from error
