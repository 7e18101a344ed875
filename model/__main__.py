"""``python -m model``: a run, or many, from the command line."""

import sys

from model.cli.command import main

if __name__ == "__main__":
    sys.exit(main())
