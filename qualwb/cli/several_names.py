"""Options that take several names after one another, as in ``--coders KL MB``."""

from collections.abc import Iterator, Sequence

import click


class SeveralNames(click.Command):
    """A command without arguments, whose options that may be repeated take every word up to the next option.

    Such an option without a word has the one value ''.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        repeated = {
            name
            for param in self.params
            if isinstance(param, click.Option) and param.multiple
            for name in param.opts
        }
        return super().parse_args(ctx, list(_repeated(args, repeated)))


def _repeated(args: Sequence[str], options: set[str]) -> Iterator[str]:
    """The words with the option written before each of its names."""
    place = 0
    while place < len(args):
        if args[place] not in options:
            yield args[place]
            place += 1
            continue
        option, place = args[place], place + 1
        begun = place
        while place < len(args) and not args[place].startswith("-"):
            yield from (option, args[place])
            place += 1
        if place == begun:
            yield from (option, "")
