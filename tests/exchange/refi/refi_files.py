"""REFI-QDA files for the tests, written by hand: the XML in few words, and the archive around it."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

ANN, BO = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"
TIME, ROOM = "AAAAAAA1-0000-0000-0000-000000000001", "AAAAAAA1-0000-0000-0000-000000000002"
TEXT = "BBBBBBB1-0000-0000-0000-000000000001"
USERS = f'<Users><User guid="{ANN}" name="Ann"/><User guid="{BO}" name="Bo"/></Users>'
CODES = f"""<CodeBook><Codes><Code guid="{TIME}" name="tid" isCodable="true" color="#f00"/>
<Code guid="{ROOM}" name="rum" isCodable="true"/></Codes></CodeBook>"""


def project_xml(*parts: str, **attributes: str) -> str:
    """A project of these parts."""
    told = {"name": "P", "xmlns": "urn:QDA-XML:project:1.0", **attributes}
    return f"<Project {_told(told)}>{''.join(parts)}</Project>"


def text_source(text: str, *inside: str, **attributes: str) -> str:
    """A source with its text inline and what lies beneath it."""
    told = {"guid": TEXT, "name": "Möte", **attributes}
    return (
        f"<TextSource {_told(told)}><PlainTextContent>{text}</PlainTextContent>{''.join(inside)}</TextSource>"
    )


def selection(start: int, end: int, *codes: str, inside: str = "", user: str = ANN, **attributes: str) -> str:
    """A selection with a coding by each of the codes."""
    told = {"guid": f"s{start}-{end}", "startPosition": str(start), "endPosition": str(end), **attributes}
    codings = "".join(coding(code, user, f"k{start}-{end}-{code}") for code in codes)
    return f"<PlainTextSelection {_told(told)}>{inside}{codings}</PlainTextSelection>"


def coding(code: str, user: str, guid: str, inside: str = "") -> str:
    """A coding of a code by a user."""
    return f'<Coding guid="{guid}" creatingUser="{user}"><CodeRef targetGUID="{code}"/>{inside}</Coding>'


def note(guid: str, text: str, **attributes: str) -> str:
    """A note with its text inline."""
    told = {"guid": guid, "creatingUser": BO, **attributes}
    return f"<Note {_told(told)}><PlainTextContent>{text}</PlainTextContent></Note>"


def packed(
    path: Path, xml: str | bytes, files: Mapping[str, bytes] = {}, member: str = "project.qde"
) -> Path:
    """An archive of the XML and other files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, xml)
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def _told(attributes: Mapping[str, str]) -> str:
    return " ".join(f'{name}="{value}"' for name, value in attributes.items())
