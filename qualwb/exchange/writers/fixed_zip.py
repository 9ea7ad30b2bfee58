"""Zip containers (docx, xlsx) whose bytes depend on their content alone."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""The moment written where a format asks for one: the earliest that a zip can hold."""
PACKED = (".png", ".jpeg")
"""Members that hold compressed data already: once more only takes time."""


def fixed(content: bytes, filled: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The same container with ``EPOCH`` as the time of every member; ``filled`` are put in by name."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            member = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            packed = name.endswith(PACKED)
            member.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            target.writestr(member, filled[name] if name in filled else source.read(name))
    return out.getvalue()
