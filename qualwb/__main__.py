"""``python -m qualwb`` and the console script."""

import gc
import sys

OBJECTS_BEFORE_COLLECTING = 300_000
"""New objects before the collector looks for cycles: 700, Python's own, walks through a large project's
rows again and again, though next to none of them lie in a cycle."""


def main() -> None:
    """Run the command line; ends the process with its exit status."""
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
    from qualwb.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
