"""Options that acts on the codebook share."""

import click

from qualwb.localization import gettext as _

REASON = click.option("--reason", default="", help=_("Why; kept in the journal."))


def given(fields: dict[str, str | None]) -> dict[str, str]:
    """The options that were given."""
    return {name: value for name, value in fields.items() if value is not None}
