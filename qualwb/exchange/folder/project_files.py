"""All files of a project's folder, as paths and bytes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qualwb.exchange.folder.codebook_yaml import written_codebook
from qualwb.exchange.folder.columns import FolderNames, cell_of, values_of, without_empty
from qualwb.exchange.folder.file_names import FileNames
from qualwb.exchange.folder.forms import (
    CODEBOOK,
    CODEBOOK_HISTORY,
    CSV_FORMS,
    GIT_ATTRIBUTES,
    MARKER,
    PROJECT,
    PROJECT_FORMS,
    README,
    SOURCE_FILES,
    SOURCES,
    YAML_FORMS,
    Form,
    file_of,
)
from qualwb.exchange.folder.places import WrittenPlaces
from qualwb.exchange.folder.read_me import read_me
from qualwb.exchange.folder.references import References
from qualwb.exchange.folder.rows import written_rows
from qualwb.exchange.folder.source_markdown import SourceFileWriter
from qualwb.exchange.folder.yaml_text import written_yaml
from qualwb.portable.records import PortableProject, Source, Uid

PROVENANCE_MAPPINGS = ("import_report", "recording")
PROVENANCE = (
    *("uid", "file", "reader", "file_name", "file_sha256", "imported_at"),
    *PROVENANCE_MAPPINGS,
)
"""What ``SOURCE_FILES`` says of a source; ``file`` is its Markdown."""
HISTORY = ("kind", "uid", "created_at")
_ATTRIBUTES = f"*.csv merge=union\n{MARKER} merge=union\n"
"""Lets git keep the lines of both where two people add some."""


def project_files(project: PortableProject) -> dict[str, bytes]:
    """Each file's path within the folder, '/' between, with what is in it.

    Lists of nothing have no file, but that of the codings.
    """
    names, places = names_of(project), WrittenPlaces.of(project)
    paths = _paths(project)
    files = {README: read_me(project.name), GIT_ATTRIBUTES: _ATTRIBUTES}
    files[PROJECT] = _project(project, names, places)
    files |= {CODEBOOK: written_codebook(project), CODEBOOK_HISTORY: _history(project)}
    files[SOURCE_FILES] = written_yaml([_provenance(one, paths[one.uid]) for one in project.sources])
    writer, passages = SourceFileWriter(project, names), places.by_source(project)
    for source in project.sources:
        files[paths[source.uid]] = writer.markdown(source, passages.get(source.uid, {}))
    for collection, form in YAML_FORMS.items():
        files[file_of(collection)] = written_yaml(_told(getattr(project, collection), form, names, places))
    for collection, form in CSV_FORMS.items():
        files[file_of(collection)] = _rows(getattr(project, collection), form, names, places)
    return {path: text.encode() for path, text in files.items() if text}


def names_of(project: PortableProject) -> FolderNames:
    """What the records of a project are called."""
    called = {"participants": "alias", "questions": "label"}
    collections = ("coders", "rounds", "groups", "sources", "codes", "themes", *called)
    return FolderNames(
        {
            collection: References(
                (one.uid, getattr(one, called.get(collection, "name")))
                for one in getattr(project, collection)
            )
            for collection in collections
        }
    )


def _paths(project: PortableProject) -> dict[Uid, str]:
    names = FileNames()
    folders = {group.uid: names.name(group.name, group.uid) for group in project.groups}
    paths = {}
    for source in project.sources:
        folder = folders[source.group]
        paths[source.uid] = f"{SOURCES}/{folder}/{names.name(source.name, source.uid, folder)}.md"
    return paths


def _project(project: PortableProject, names: FolderNames, places: WrittenPlaces) -> str:
    told: dict[str, Any] = {"project": project.name, "description": project.description}
    told |= {"language": project.language, "settings": dict(project.settings)}
    for collection, form in PROJECT_FORMS.items():
        told[collection] = _told(getattr(project, collection), form, names, places)
    return written_yaml({"project": project.name} | without_empty(told))


def _told(
    records: Iterable[Any], form: Form, names: FolderNames, places: WrittenPlaces
) -> list[Mapping[str, Any]]:
    return [without_empty(values_of(one, form.columns, names, places)) for one in records]


def _rows(records: Sequence[Any], form: Form, names: FolderNames, places: WrittenPlaces) -> str:
    if not records and form is not CSV_FORMS["codings"]:
        return ""
    rows = (
        [cell_of(value) for value in values_of(one, form.columns, names, places).values()] for one in records
    )
    return written_rows(form.names, rows)


def _provenance(source: Source, path: str) -> Mapping[str, Any]:
    told = {key: getattr(source, key) for key in PROVENANCE if key != "file"}
    told |= {key: dict(told[key]) for key in PROVENANCE_MAPPINGS}
    return without_empty({"uid": source.uid, "file": path} | told)


def _history(project: PortableProject) -> str:
    made = [("code", one.uid, one.created_at) for one in project.codes]
    made += [("theme", one.uid, one.created_at) for one in project.themes]
    return written_rows(HISTORY, made) if made else ""
