"""Users become coders; what nobody signed is by the coder that a person names, else by the only one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualwb.exchange.refi.reading.file_context import FileContext
from qualwb.exchange.signatures import Signatures
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.portable.guid_text import bare_guid
from qualwb.portable.records import Coder, Uid

if TYPE_CHECKING:
    from lxml.etree import _Element


class Coders:
    """The coders of a file, by the ids of its users."""

    def __init__(self, context: FileContext, users: Sequence["_Element"], creator: str | None) -> None:
        self._context = context
        self._records: list[Coder] = []
        self._by_guid: dict[str, Uid] = {}
        self._unsigned: Coder | None = None
        self._codings_unsigned = 0
        for number, user in enumerate(users, 1):
            name = user.get("name", "").strip() or user.get("id", "").strip()
            uid = context.new_uid("coder", user.get("guid"), number)
            self._records.append(Coder(uid, name or _("Coder {n}").format(n=number)))
            self._by_guid.setdefault(bare_guid(user.get("guid")), uid)
        self._by_guid.pop("", None)
        self._creator = self._known(creator)

    def who(self, *users: str | None) -> Uid:
        """Who wrote a memo: the first of the users, by their ids, that is known; else the project's maker."""
        return self._known(*users) or self._creator or self._nobody().uid

    def of_coding(self, *users: str | None) -> Uid:
        """Who coded: as ``who``, but what nobody signed is nobody's, and counted."""
        known = self._known(*users)
        if known is None:
            self._codings_unsigned += 1
        return known or self._nobody().uid

    def _known(self, *users: str | None) -> Uid | None:
        for user in users:
            if not user:
                continue
            if (uid := self._by_guid.get(user) or self._by_guid.get(bare_guid(user))) is not None:
                return uid
        return None

    def records(self) -> tuple[Coder, ...]:
        """All coders; call it when everything else is read. What nobody signed is said."""
        if self._codings_unsigned and self._unsigned is not None:
            self._context.ledger.notices.append(
                ngettext(
                    "{n} coding is signed by nobody; it is taken as {coder}'s.",
                    "{n} codings are signed by nobody; they are taken as {coder}'s.",
                    self._codings_unsigned,
                ).format(n=self._codings_unsigned, coder=self._unsigned.name)
            )
        nobody = [self._unsigned] if self._unsigned and self._unsigned not in self._records else []
        return (*self._records, *nobody)

    def _nobody(self) -> Coder:
        """The coder of what nobody signed."""
        if self._unsigned is None:
            wishes = self._context.wishes
            if len(self._records) == 1 and not wishes.coder:
                self._unsigned = self._records[0]
            else:
                signatures = Signatures(wishes, reversed(self._records))  # of equal names the first counts
                uid = signatures.coder()
                self._unsigned = next(one for one in signatures.coders if one.uid == uid)
        return self._unsigned
