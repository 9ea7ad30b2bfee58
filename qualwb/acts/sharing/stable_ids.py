"""Other stable ids for a copy to share, where the old ones could tell a name.

An id of what came in by a file of another program, or by a merge, is made of its name: whoever guesses the
name makes the same id.
"""

from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import select

from qualwb.acts.settings import put_setting, setting
from qualwb.acts.sharing.wishes import SharingWishes
from qualwb.model import Coder, Project, Record
from qualwb.store import refused_proposals
from qualwb.store.journal import Act, table_of


def renew_ids(act: Act, wishes: SharingWishes, secret: str) -> None:
    """Within an act: new ids for all that is nameless in the copy; ``secret`` is a word that is not in it.

    They are the same in each copy made of the same state of the project.
    """
    renewed: dict[str, str] = {}
    for record in _nameless(wishes):
        for key, uid in act.connection.execute(select(record.id, table_of(record).c.uid)).all():
            renewed[uid] = str(uuid5(NAMESPACE_OID, f"{secret} {uid}"))
            act.update(record, key, uid=renewed[uid])
    refused = setting(act.connection, refused_proposals.SETTING)
    if wishes.pseudonymised and refused:
        put_setting(act, refused_proposals.SETTING, refused_proposals.renamed(refused, renewed))


def _nameless(wishes: SharingWishes) -> list[type[Record]]:
    if wishes.pseudonymised:
        records = [one.class_ for one in Record.registry.mappers if one.class_ is not Project]
        named = [record for record in records if "uid" in table_of(record).c]
        return sorted(named, key=lambda record: record.__tablename__)
    return [Coder] if wishes.nameless_coders else []
