"""``qualwb model``: the Swedish pipeline in use."""

from pathlib import Path

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.localization import gettext as _

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


@click.group("model", invoke_without_command=True)
@click.option("--prefer", help=_("'embedded', or the name of an installed model."))
@output_options
@click.pass_context
def command(ctx: click.Context, prefer: str | None, format_: str | None, output: Path | None) -> None:
    """Which Swedish pipeline is in use: version, components, scores, licence.

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
    print_table(Table((_("what"), _("value")), rows, data=data), format_, output)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {number}" for name, number in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@command.command("install")
@pass_session
def install(session: Session) -> None:
    """Let spaCy download sv_core_news_sm in the version that fits it; needs a network."""
    from qualwb.acts import pipeline

    done = pipeline.install()
    session.say(_("In use: {name} {version}.").format(name=done.pipeline.name, version=done.pipeline.version))
