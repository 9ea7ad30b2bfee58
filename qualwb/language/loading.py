"""The one place that chooses and loads the Swedish pipeline.

``sv_core_news_sm`` when it is installed and fits the installed spaCy, else the pipeline embedded in qualwb.
``describe`` answers from the model's meta file, so that asking costs no spaCy import.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import importlib.util
import json
import re
import subprocess
import sys
import threading
import warnings
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from spacy.language import Language

OFFICIAL = "sv_core_news_sm"
EMBEDDED = "embedded"
EMBEDDED_FOLDER = Path(__file__).parent / "pipeline"
DOWNLOAD_SECONDS = 600
NEEDED = frozenset({"tagger", "morphologizer", "parser", "lemmatizer", "ner"})


class PipelineError(QualwbError):
    """A model that can't be used: damaged, absent or made for another spaCy."""


class PipelineWarning(UserWarning):
    """The model that was asked for can't be used, so another one is."""


@dataclass(frozen=True)
class PipelineInfo:
    """What is known of a pipeline before it is loaded.

    ``scores`` are shares (0-1) by spaCy's names (tag_acc, pos_acc, ...) as its meta file states them; ``key``
    tells two pipelines apart (name, version and a digest of the files), for caches and for the record of a
    suggestion; ``notice`` says why the installed model isn't used, where it isn't.
    """

    name: str
    version: str
    source: Literal["installed", "embedded"]
    components: tuple[str, ...]
    scores: dict[str, float]
    licence: str
    path: Path
    key: str
    spacy_version: str = ""
    description: str = ""
    sources: tuple[str, ...] = ()
    notice: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Installation:
    """The outcome of ``install``: which pipeline is used from now on, and what spaCy's download said."""

    pipeline: PipelineInfo
    output: str


def describe(prefer: str | None = None) -> PipelineInfo:
    """The pipeline that ``load`` would load.

    ``prefer`` is None (the installed model, else the embedded one), 'embedded', or the name of an installed
    model such as 'sv_core_news_md'. Raises PipelineError when the named model isn't there, or the embedded
    one is damaged.
    """
    if prefer == EMBEDDED:
        return _embedded()
    name = prefer or OFFICIAL
    folder = _installed_folder(name)
    if folder is None:
        if prefer:
            raise PipelineError(
                _("The model '{name}' is not installed.").format(name=name),
                _("Install it with: qualwb model install."),
            )
        return _embedded()
    try:
        return _compatible(_read(folder, "installed"))
    except PipelineError as error:
        if prefer:
            raise
        return replace(
            _embedded(), notice=_("{why} The embedded pipeline is used.").format(why=error.message)
        )


def load(prefer: str | None = None) -> Language:
    """The loaded pipeline; the same object each time. Safe to call from several threads.

    When the installed model can't be loaded the embedded one is, with a PipelineWarning. ``prefer`` and the
    errors are those of ``describe``.
    """
    with _LOCK:
        return _load(prefer)


def install() -> Installation:
    """Get ``sv_core_news_sm`` with spaCy's own download; needs a network.

    Raises PipelineError, with the last line that the download printed, when it fails.
    """
    command = [sys.executable, "-m", "spacy", "download", OFFICIAL]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=DOWNLOAD_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as error:
        raise _not_installed(_("no answer in {n} seconds").format(n=DOWNLOAD_SECONDS)) from error
    output = done.stdout + done.stderr
    importlib.invalidate_caches()
    if done.returncode or _installed_folder(OFFICIAL) is None:
        raise _not_installed(_reason(output))
    forget()
    return Installation(describe(), output)


def forget() -> None:
    """Let go of the loaded pipeline, so that the next ``load`` chooses anew."""
    with _LOCK:
        _load.cache_clear()


_LOCK = threading.Lock()


@lru_cache(maxsize=4)
def _load(prefer: str | None) -> Language:
    info = describe(prefer)
    if info.notice:
        warnings.warn(info.notice, PipelineWarning, stacklevel=4)
    try:
        return _load_folder(info)
    except PipelineError as error:
        if prefer or info.source == EMBEDDED:
            raise
        why = _("{why} The embedded pipeline is used.").format(why=error.message)
        warnings.warn(why, PipelineWarning, stacklevel=4)
        return _load_folder(_embedded())


def _load_folder(info: PipelineInfo) -> Language:
    import spacy

    try:
        nlp = spacy.load(info.path, exclude=["senter"])
    except Exception as error:  # a damaged folder fails in as many ways as there are readers in spaCy
        raise _damaged(
            info.path, str(error).splitlines()[0] if str(error) else type(error).__name__
        ) from error
    lacking = NEEDED - set(nlp.pipe_names)
    if lacking:
        raise _damaged(info.path, _("no component {names}").format(names=", ".join(sorted(lacking))))
    return nlp


def _embedded() -> PipelineInfo:
    return _compatible(_read(EMBEDDED_FOLDER, "embedded"))


def _installed_folder(name: str) -> Path | None:
    """The data folder of an installed model package: the folder inside it that has a config."""
    try:
        found = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
    if found is None or not found.submodule_search_locations:
        return None
    package = Path(next(iter(found.submodule_search_locations)))
    folders = sorted(path.parent for path in package.glob("*/config.cfg"))
    return folders[-1] if folders else package


def _read(folder: Path, source: Literal["installed", "embedded"]) -> PipelineInfo:
    try:
        raw = (folder / "meta.json").read_bytes()
        meta: dict[str, Any] = json.loads(raw)
        return PipelineInfo(
            name=f"{meta['lang']}_{meta['name']}",
            version=str(meta["version"]),
            source=source,
            components=tuple(meta["components"]),
            scores={name: value for name, value in meta["performance"].items() if isinstance(value, float)},
            licence=str(meta["license"]),
            path=folder,
            key=f"{meta['lang']}_{meta['name']}-{meta['version']}-{_digest(folder, raw)}",
            spacy_version=str(meta["spacy_version"]),
            description=str(meta.get("description", "")),
            sources=tuple(f"{one['name']} ({one['license']})" for one in meta.get("sources") or ()),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(folder, f"meta.json: {error}") from error


def _compatible(info: PipelineInfo) -> PipelineInfo:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    spacy_version = importlib.metadata.version("spacy")
    try:
        fits = SpecifierSet(info.spacy_version).contains(spacy_version, prereleases=True)
    except InvalidSpecifier:
        fits = False
    if fits:
        return info
    raise PipelineError(
        _("The model {name} {version} needs spaCy {needed}, and {installed} is installed.").format(
            name=info.name, version=info.version, needed=info.spacy_version, installed=spacy_version
        ),
        _("Get the one that fits with: qualwb model install."),
    )


def _digest(folder: Path, meta: bytes) -> str:
    digest = hashlib.sha256(meta)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()} {path.stat().st_size}\n".encode())
    return digest.hexdigest()[:12]


def _damaged(folder: Path, why: str) -> PipelineError:
    return PipelineError(
        _("The language model in {folder} is damaged ({why}).").format(folder=folder, why=why),
        _("Install the package that it came with again."),
    )


def _not_installed(why: str) -> PipelineError:
    return PipelineError(
        _("{name} was not installed: {why}.").format(name=OFFICIAL, why=why.rstrip(".")),
        _("A network connection is needed once; without it the embedded pipeline goes on working."),
    )


def _reason(output: str) -> str:
    """What a failed download came to: no connection, else the last line that names an error."""
    host = _NO_CONNECTION.search(output)
    if host:
        return _("no connection to {host}").format(host=host.group(1))
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "✘" in line or "error" in line.lower()]
    return (telling or lines or [_("the download said nothing")])[-1][:300]


_NO_CONNECTION = re.compile(
    r"(?:Proxy|Connection|Timeout|MaxRetry|SSL|NameResolution)\w*Error.*?host='([^']+)'"
)
