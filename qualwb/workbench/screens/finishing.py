"""Finished coding a source, or not: one key on the screens that show sources."""

from qualwb.acts import rounds
from qualwb.localization import gettext as _
from qualwb.workbench.screens.base import ProjectScreen


def turn_finished(screen: ProjectScreen, source: str) -> None:
    """Keep that the coder has finished coding the source in the round; take it back where it is kept."""
    researcher = screen.app.researcher
    names = {"source": source, "coder": researcher.coder, "round": researcher.round}
    if rounds.has_finished(researcher, source):
        said = _("'{source}' is open again for {coder} in round {round}.").format(**names)
        screen.do(lambda: rounds.reopen(researcher, [source]), said)
    else:
        said = _("{coder} has finished '{source}' in round {round}: what bears no code needs none.")
        screen.do(lambda: rounds.finish(researcher, [source]), said.format(**names))
