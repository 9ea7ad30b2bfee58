"""What a copy to share does not hold: always, or as it is wished."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select

from qualwb.acts import privacy
from qualwb.acts.pseudonyms.key import Key
from qualwb.acts.pseudonyms.leaving import leave_aliases, leave_standing
from qualwb.acts.pseudonyms.lexicon import Lexicon
from qualwb.acts.repointing import RESTS_ON_CODINGS
from qualwb.localization import gettext as _
from qualwb.model import (
    Adjudication,
    Coder,
    Coding,
    Memo,
    NameVerdict,
    PrintVersion,
    Project,
    Record,
    SavedQuery,
    Source,
    Summary,
    TextVersion,
)
from qualwb.model.privacy import PRIVACY
from qualwb.store.journal import Act, table_of
from qualwb.store.texts import newest_version

KEPT_OF_REPORT = ("missing_chapters",)
"""Of what an import told, what repeats no words of the file."""
OF_PEOPLE = ("coder", "facts")
"""Settings that name researchers: whom a copy was split off for, and who the team says did the study."""


def take_former(act: Act) -> int:
    """Within an act: former texts, and what has its place in them alone; returns how many texts went.

    Codings and print versions without a place go; memos without one hang on their source.
    """
    take_codings(act, act.connection.execute(_orphans(Coding)).scalars().all())
    act.delete(PrintVersion, act.connection.execute(_orphans(PrintVersion)).scalars().all())
    orphans = act.connection.execute(_orphans(Memo)).scalars().all()
    act.update_many(Memo, orphans, start=None, end=None, quote="", orphaned_from=None)
    newest = newest_version()
    former = select(TextVersion.id).join(Source, Source.id == TextVersion.source_id)
    return _take(
        act, TextVersion, act.connection.execute(former.where(TextVersion.number < newest)).scalars()
    )


def take_codings(act: Act, keys: Collection[int]) -> int:
    """Within an act: codings go, and nothing names them any more; returns how many there were."""
    gone = set(keys)
    for record, column in RESTS_ON_CODINGS:
        table = table_of(record)
        for key, named in act.connection.execute(select(table.c.id, table.c[column])).all():
            if not gone.isdisjoint(named):
                act.update(record, key, **{column: [coding for coding in named if coding not in gone]})
    return _take(act, Coding, gone)


def take_origins(act: Act) -> None:
    """Within an act: files that sources came from, their recordings, and what imports told in their words."""
    rows = act.connection.execute(select(Source.id, Source.import_report)).all()
    for key, report in rows:
        kept = {name: report[name] for name in KEPT_OF_REPORT if name in report}
        act.update(Source, key, file_name="", file_sha256="", import_report=kept, recording={})


def take_verdicts(act: Act, key: Key) -> None:
    """Within an act: what was decided of names, but that the aliases that stand there are no new ones.

    ``key`` knows the names that may not be in the copy. To be done when the texts are as the copy has them.
    """
    if not privacy.applied(act.connection):
        _take(act, NameVerdict, act.connection.execute(select(NameVerdict.id)).scalars())
        return
    leave_aliases(act.connection, key, Lexicon(key.originals(), any_case=True))
    leave_standing(act.connection)


def take_queries(act: Act) -> int:
    """Within an act: saved queries, which name people; returns how many."""
    return _take(act, SavedQuery, act.connection.execute(select(SavedQuery.id)).scalars())


def take_memos(act: Act) -> int:
    """Within an act: memos, and the reasons of adjudications; returns how many memos."""
    act.update_many(Adjudication, act.connection.execute(select(Adjudication.id)).scalars(), reason="")
    return _take(act, Memo, act.connection.execute(select(Memo.id)).scalars())


def take_summaries(act: Act) -> int:
    """Within an act: the summaries of the framework matrix; returns how many."""
    return _take(act, Summary, act.connection.execute(select(Summary.id)).scalars())


def number_coders(act: Act) -> int:
    """Within an act: coders become 'Coder 1' and so on, in the order they came; returns how many."""
    coders = act.connection.execute(select(Coder.id, Coder.uid).order_by(Coder.id)).all()
    for key, uid in coders:  # so that no name of before is in the way of a new one
        act.update(Coder, key, name=uid)
    for number, (key, _uid) in enumerate(coders, 1):
        act.update(Coder, key, name=coder_name(number))
    return len(coders)


def coder_name(number: int) -> str:
    """What a coder is called who is not named."""
    return _("Coder {n}").format(n=number)


def put_settings(act: Act, *, nameless: bool, privacy: dict[str, Any]) -> None:
    """Within an act: the project's settings without whose copy it was, and where wished without any name."""
    settings: dict[str, Any] = act.connection.execute(select(Project.settings)).scalar_one()
    gone = OF_PEOPLE if nameless else OF_PEOPLE[:1]
    kept = {name: value for name, value in settings.items() if name not in gone}
    act.update(Project, 1, settings={**kept, PRIVACY: privacy})


def _orphans(record: type[Coding] | type[PrintVersion] | type[Memo]) -> Any:
    return select(record.id).where(record.orphaned_from.is_not(None))


def _take(act: Act, record: type[Record], keys: Iterable[int]) -> int:
    found = list(keys)
    act.delete(record, found)
    return len(found)
