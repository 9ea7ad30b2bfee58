"""``qualwb guide``: the method in ten steps."""

from pathlib import Path

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.terminal import print_markdown
from qualwb.localization import gettext as _


@click.command("guide")
@click.argument("step", type=int, required=False)
@click.option("--language", type=click.Choice(["sv", "en"]), help=_("Swedish or English; else your own."))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_("Write it to a file, as markdown."))
@pass_session
def command(session: Session, step: int | None, language: str | None, output: Path | None) -> None:
    """The method in ten steps, with what to press and the command for each; STEP shows one of them.

    Example: qualwb guide 4
    """
    from qualwb import localization
    from qualwb.manual import guide_step, guide_text

    language = language or localization.language()
    text = guide_text(language) if step is None else guide_step(language, step)
    if output is not None:
        from qualwb.exchange.output_file import write_file

        write_file(output, text.encode())
        session.say(_("Wrote {path}.").format(path=output))
    else:
        print_markdown(text)
