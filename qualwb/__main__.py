"""``python -m qualwb`` and the console script."""

import sys


def main() -> None:
    """Run the command line; ends the process with its exit status."""
    from qualwb.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
