"""``qualwb help``: pages on a topic, and the help of a command."""

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.terminal import echo, print_markdown
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _


@click.command("help")
@click.argument("topic", required=False)
@click.option("--language", type=click.Choice(["sv", "en"]), help=_("Swedish or English; else your own."))
@pass_session
@click.pass_context
def command(ctx: click.Context, session: Session, topic: str | None, language: str | None) -> None:  # noqa: ARG001
    """A page on TOPIC, or the help of a command.

    'safety' tells what is promised and what is not, 'privacy' how participants are protected, 'reliability'
    what figures of agreement mean, 'meaning' how texts are compared by meaning, 'exchange' how projects come
    from other programs and go back, 'team' how several work at once on a server.

    Example: qualwb help safety
    """
    from qualwb import localization
    from qualwb.manual import TOPICS, topic_text

    assert ctx.parent is not None
    group = ctx.parent.command
    assert isinstance(group, click.Group)
    if topic is None:
        echo(ctx.parent.get_help())
        echo("\n" + _("Pages: {topics}.").format(topics=", ".join(TOPICS)))
    elif topic in TOPICS:
        print_markdown(topic_text(topic, language or localization.language()))
    elif found := group.get_command(ctx.parent, topic):
        with click.Context(found, info_name=topic, parent=ctx.parent) as inner:
            echo(found.get_help(inner))
    else:
        raise QualwbError(
            _("There is no page '{topic}' and no such command.").format(topic=topic),
            _("Pages: {topics}.").format(topics=", ".join(TOPICS)),
        )
