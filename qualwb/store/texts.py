"""The text in use of a source."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, ScalarSelect, Select, func, select
from sqlalchemy.orm import aliased

from qualwb.model import Source, TextContent, TextVersion
from qualwb.store.driver import Asked, as_keys, fetch, fetch_each, given, given_keys


def newest_version() -> ScalarSelect[int]:
    """The number of the text version in use, correlated to ``Source``."""
    version = aliased(TextVersion)
    return (
        select(func.max(version.number))
        .where(version.source_id == Source.id)
        .correlate(Source)
        .scalar_subquery()
    )


def hashes_in_use() -> Select[int, str]:
    """A query for (source key, hash of the text in use)."""
    newest = (TextVersion.source_id == Source.id) & (TextVersion.number == newest_version())
    return select(Source.id, TextVersion.sha256).select_from(Source).join(TextVersion, newest)


def texts_in_use() -> Select[int, str]:
    """A query for (source key, text in use)."""
    content = hashes_in_use().join(TextContent, TextContent.sha256 == TextVersion.sha256)
    return content.with_only_columns(Source.id, TextContent.text)


_TEXT_OF_SOURCE = texts_in_use().where(Source.id == given("source"))
_TEXTS_OF_SOURCES = texts_in_use().where(Source.id.in_(given_keys("sources")))
_NEWEST_OF_SOURCE = select(newest_version()).select_from(Source).where(Source.id == given("source"))


_WORDS = (
    texts_in_use()
    .with_only_columns(TextVersion.number, func.substr(TextContent.text, given("start") + 1, given("length")))
    .where(Source.id == given("source"))
)


_TEXTS_OF_VERSIONS = (
    select(TextContent.text)
    .join(TextVersion, TextVersion.sha256 == TextContent.sha256)
    .where(TextVersion.source_id == given("source"))
    .order_by(TextVersion.number)
)


def words_at(source_id: int, start: int, end: int) -> Asked:
    """A question for the version of a source's text in use, and its words at code points [start, end)."""
    return _WORDS, {"source": source_id, "start": start, "length": end - start}


def texts_asked(source_id: int) -> tuple[Asked, Asked]:
    """What ``current_text`` and ``newest_version_of`` ask."""
    of_source = {"source": source_id}
    return (_TEXT_OF_SOURCE, of_source), (_NEWEST_OF_SOURCE, of_source)


def current_text(connection: Connection, source_id: int) -> str:
    """The text in use of one source."""
    ((_source, text),) = fetch(connection, _TEXT_OF_SOURCE, source=source_id)
    return str(text)


def texts_of_sources(connection: Connection, sources: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The texts in use of these sources with their keys, in no order: one question for all of them.

    They come one by one, so that a file's need not be in memory together.
    """
    return fetch_each(connection, _TEXTS_OF_SOURCES, sources=as_keys(sources))


def newest_version_of(connection: Connection, source_id: int) -> int:
    """The number of the text version in use of one source."""
    ((number,),) = fetch(connection, _NEWEST_OF_SOURCE, source=source_id)
    return int(number)


def text_of_version(connection: Connection, source_id: int, number: int) -> str | None:
    """The text that a source had in a version; None when there is no such version."""
    content = select(TextContent.text).join(TextVersion, TextVersion.sha256 == TextContent.sha256)
    return connection.execute(
        content.where(TextVersion.source_id == source_id, TextVersion.number == number)
    ).scalar()


def hash_of_version(connection: Connection, source_id: int, number: int) -> str | None:
    """The hash of the text that a source had in a version; None when there is no such version."""
    found = select(TextVersion.sha256).where(TextVersion.source_id == source_id, TextVersion.number == number)
    return connection.execute(found).scalar()


def texts_of_versions(connection: Connection, source_id: int) -> Iterator[str]:
    """All texts that a source had and that are kept, the one in use last: one by one."""
    return (text for (text,) in fetch_each(connection, _TEXTS_OF_VERSIONS, source=source_id))


def current_texts(connection: Connection) -> dict[int, str]:
    """The texts in use of all sources, by key."""
    return dict(connection.execute(texts_in_use()).all())
