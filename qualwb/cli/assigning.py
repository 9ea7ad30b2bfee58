"""Arguments of the form NAME=VALUE."""

from collections.abc import Iterable

import click

from qualwb.localization import gettext as _


def assignment(text: str) -> tuple[str, str]:
    """Name and value of 'NAME=VALUE', at the first '='. Raises ``click.UsageError``."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise click.UsageError(_("'{text}' is not NAME=VALUE.").format(text=text))
    return name.strip(), value.strip()


def assignments(texts: Iterable[str]) -> dict[str, str | None]:
    """The values by name; an empty value is None."""
    return {name: value or None for name, value in map(assignment, texts)}
