"""What click itself says, in the language in use.

Click asks the standard library's gettext, in the domain that is set there and for ``$LANGUAGE``; so the
domain is ours while a command runs, and its texts stand in our catalog.
"""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager

from qualwb.localization import LOCALE_FOLDER, language

TEXTS: tuple[str | tuple[str, str], ...] = (
    "Usage:",
    "Options",
    "Commands",
    "Show this message and exit.",
    "default: {default}",
    "env var: {var}",
    "required",
    "Missing command.",
    "Missing argument",
    "Error: {message}",
    "Missing option",
    "Missing parameter",
    "Missing {param_type}",
    "Missing parameter: {param_name}",
    "Choose from:\n\t{choices}",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "No such option {name!r}.",
    "No such command {name!r}.",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    "file",
    "directory",
    "path",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.",
    "Could not open file {filename!r}: {message}",
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
)
"""The texts of click that a user can meet, word for word; a pair is singular and plural."""


@contextmanager
def in_language_in_use() -> Iterator[None]:
    """Within it click speaks the language in use."""
    gettext.bindtextdomain("qualwb", str(LOCALE_FOLDER))
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.textdomain("qualwb")
    os.environ["LANGUAGE"] = language()
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before
