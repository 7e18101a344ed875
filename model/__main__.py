"""``python -m model``: a run, or many, from the command line."""

import sys

from model.command import main

if __name__ == "__main__":
    sys.exit(main())
