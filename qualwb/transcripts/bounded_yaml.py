"""YAML with bounds: a file of a few lines may otherwise stand for endless text, or be nested without end."""

import yaml

from qualwb.localization import gettext as _
from qualwb.transcripts.errors import TranscriptError

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C loader is some ten times faster; not every build of PyYAML has it."""
NODES_LIMIT = 300_000
"""Keys, texts, lists and mappings in a file: 20,000 codes with all that can be said of each."""
DEPTH_LIMIT = 102
"""Lists and mappings inside each other: fifty codes beneath each other, each in a list."""


def refuse_unbounded(text: str, name: str, deepest: int = DEPTH_LIMIT) -> None:
    """Refuse a file that is nested too deep, holds too much or repeats parts of itself.

    It is read event by event, so that no damage is done before. ``deepest``: so many lists and mappings may
    lie inside each other. Raises TranscriptError with the line, and ``yaml.YAMLError`` for what is no YAML.
    """
    depth = nodes = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        nodes += isinstance(event, yaml.NodeEvent)
        line = event.start_mark.line + 1 if event.start_mark is not None else None
        if isinstance(event, yaml.AliasEvent):
            raise TranscriptError(
                name,
                _("'*{alias}' repeats another part of the file, which is not read.").format(
                    alias=event.anchor
                ),
                _("Write it out."),
                line,
            )
        if depth > deepest:
            raise TranscriptError(name, _("the yaml is nested too deep."), line=line)
        if nodes > NODES_LIMIT:
            raise TranscriptError(name, _("the file holds far more than can be read."), line=line)
