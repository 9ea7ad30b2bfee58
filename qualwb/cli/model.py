"""``qualwb model``: what reads the material: the Swedish pipeline and the encoder of meaning."""

from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from qualwb.acts import encoders
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.terminal import progress_bar
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

SCORES = (
    ("tag_acc", "TAG"),
    ("pos_acc", "POS"),
    ("morph_acc", "MORPH"),
    ("lemma_acc", "LEMMA"),
    ("dep_uas", "UAS"),
    ("dep_las", "LAS"),
    ("sents_f", "SENT F"),
    ("ents_f", "NER F"),
)

WORDS = (encoders.BUNDLED, encoders.NONE)
"""What can be said instead of the path of an encoder."""


@click.group("model", invoke_without_command=True)
@click.option("--prefer", help=_("'embedded', or the name of an installed model."))
@output_options
@click.pass_context
def command(ctx: click.Context, prefer: str | None, format_: str | None, output: Path | None) -> None:
    """Which Swedish pipeline and which encoder of meaning are in use: version, origin, scores, licence.

    Example: qualwb model --format json
    """
    if ctx.invoked_subcommand is not None:
        return
    from qualwb.acts.pipeline import describe
    from qualwb.exchange.tables.table import Table

    info = describe(prefer)
    scores = {label: round(100 * info.scores[key], 2) for key, label in SCORES if key in info.scores}
    data = {
        "name": info.name,
        "version": info.version,
        "source": info.source,
        "components": list(info.components),
        "scores": scores,
        "licence": info.licence,
        "spacy_version": info.spacy_version,
        "key": info.key,
        "description": info.description,
        "sources": list(info.sources),
        "notice": info.notice,
    }
    named = {
        "name": _("name"),
        "version": _("version"),
        "source": _("origin"),
        "components": _("components"),
        "scores": _("scores"),
        "licence": _("licence"),
        "key": _("key"),
        "description": _("description"),
        "sources": _("sources"),
        "notice": _("notice"),
    }
    rows = [(named.get(name, name), _shown(value)) for name, value in data.items() if value]
    meaning = _meaning(ctx.ensure_object(Session))
    data["meaning"] = meaning
    print_table(Table((_("what"), _("value")), [*rows, *_meaning_rows(meaning)], data=data), format_, output)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {number}" for name, number in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _meaning(session: Session) -> dict[str, Any]:
    """The encoder of meaning, and how much of the project that the call names is known."""
    from qualwb.suggest.project_meanings import meanings_of

    chosen = encoders.choice()
    try:
        facts = chosen.facts
    except QualwbError as error:  # a model that is damaged says so when it is loaded
        return {"name": None, "notice": str(error)}
    if facts is None:
        return {"name": None, "notice": chosen.notice}
    found: dict[str, Any] = {
        "name": facts.name,
        "version": facts.version,
        "dimensions": facts.dimensions,
        "origin": facts.origin,
        "licence": facts.licence,
        "notice": "",
    }
    if session.names_project and (meanings := meanings_of(session.project)):
        known, of_all = meanings.extent()
        found["project"] = {"known": known, "texts": of_all, "kept": not session.project.encrypted}
    return found


def _meaning_rows(meaning: dict[str, Any]) -> list[tuple[str, str]]:
    if not meaning["name"]:
        return [(_("encoder of meaning"), meaning["notice"])]
    named = _("{name} {version}, {n} numbers a text")
    rows = [
        (
            _("encoder of meaning"),
            named.format(name=meaning["name"], version=meaning["version"], n=meaning["dimensions"]),
        ),
        (_("its origin"), meaning["origin"]),
        (_("its licence"), meaning["licence"] or _("not said")),
    ]
    if project := meaning.get("project"):
        rows.append((_("in this project"), _extent_in_words(project)))
    return rows


def _extent_in_words(project: dict[str, Any]) -> str:
    """How much of a project is known, and what reads the rest."""
    n = project["texts"]
    if not project["kept"]:
        told = ngettext(
            "encrypted: not kept, {n} text is read anew each time",
            "encrypted: not kept, {n} texts are read anew each time",
            n,
        )
    elif project["known"] == n:
        told = ngettext("{n} text known", "{n} texts known", n)
    else:
        told = ngettext(
            "{known} of {n} text known; 'qualwb model prepare' reads the rest",
            "{known} of {n} texts known; 'qualwb model prepare' reads the rest",
            n,
        )
    return told.format(known=project["known"], n=n)


@command.command("install")
@click.option(
    "--meaning",
    is_flag=True,
    help=_("An encoder of meaning instead: {n} MB, kept for all projects.").format(
        n=round(encoders.SIZE_TO_INSTALL / 1_000_000)
    ),
)
@pass_session
def install(session: Session, meaning: bool) -> None:
    """Let spaCy download sv_core_news_sm in the version that fits it; needs a network.

    Example: qualwb model install --meaning
    """
    if meaning:
        _install_encoder(session)
        return
    from qualwb.acts import pipeline

    done = pipeline.install()
    session.say(_("In use: {name} {version}.").format(name=done.pipeline.name, version=done.pipeline.version))


def _install_encoder(session: Session) -> None:
    with progress_bar(_("Fetching"), quiet=session.quiet) as tell:
        choice = encoders.install(tell)
    _say_in_use(session, choice.facts)


def _complete_encoder(
    _ctx: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The two words, and what lies on the disk."""
    words = [CompletionItem(word) for word in WORDS if word.startswith(incomplete)]
    return [*words, CompletionItem(incomplete, type="file")]


@command.command("use")
@click.argument("encoder", metavar="|".join(["PATH", *WORDS]), shell_complete=_complete_encoder)
@pass_session
def use(session: Session, encoder: str) -> None:
    """Compare by meaning with another encoder: the path of an ONNX model, or of the folder that holds it.

    Its tokenizer.json lies beside it. It is tried before it is taken, and holds for all projects. 'bundled'
    is that of the extra 'meaning', 'none' turns it off. $QUALWB_ENCODER names one for a single call.

    Example: qualwb model use ~/models/sentence-bert-swedish-cased
    """
    choice = encoders.use(encoder)
    if choice.facts is None:
        session.say(_("No encoder of meaning is in use. {why}").format(why=choice.notice))
    else:
        _say_in_use(session, choice.facts)


def _say_in_use(session: Session, facts: Any) -> None:
    session.say(_("In use: {name} {version}.").format(name=facts.name, version=facts.version))


@command.command("prepare")
@pass_session
def prepare(session: Session) -> None:
    """Encode what the texts of the project mean beforehand, so that nothing waits for it later.

    It may be broken off at any time: what is done is kept, in the user's cache, and goes with the sources.

    Example: qualwb -p studie.qwb model prepare
    """
    from qualwb.suggest.project_meanings import meanings_of

    meanings = meanings_of(session.project)
    if meanings is None:
        raise QualwbError(_("There is no encoder of meaning."), encoders.choice().notice)
    if session.project.encrypted:
        session.say(_("Of an encrypted project nothing is kept: its texts are read anew each time."))
        return
    with progress_bar(_("Encoding"), quiet=session.quiet) as tell:
        done = meanings.fill(progress=tell)
    known, of_all = meanings.extent()
    said = ngettext(
        "{done} of {n} text encoded now; all are known.",
        "{done} of {n} texts encoded now; all are known.",
        of_all,
    )
    session.say(said.format(done=done, n=known))
