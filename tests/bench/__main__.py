"""``python -m tests.bench``: what is promised about speed, measured, with an arrow at what is not kept."""

import argparse
import sys
from collections.abc import Sequence

from tests.bench.clock import HEAD, Row, machine

WIDTHS = (36, 10, 10, 11, 9)


def in_columns(cells: Sequence[str]) -> str:
    """Return cells as a line of a table."""
    *columns, note = cells
    return " ".join(f"{cell:<{width}}" for cell, width in zip(columns, WIDTHS, strict=True)) + f" {note}".rstrip()


def in_markdown(cells: Sequence[str]) -> str:
    """Return cells as a line of a Markdown table."""
    return "| " + " | ".join(cells) + " |"


def main(words: Sequence[str] | None = None) -> int:
    """Measure what is asked for and print a line each; return 0, kept or not."""
    from tests.bench.rows import ROWS, warm_up

    told = "; ".join(f"{name}: {str(row.__doc__).rstrip('.')}" for name, row in ROWS.items())
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__, epilog=told)
    parser.add_argument("names", nargs="*", metavar="name", help="what to measure; everything if none")
    parser.add_argument("--markdown", action="store_true", help="print a table in Markdown")
    options = parser.parse_args(words)
    strange = [name for name in options.names if name not in ROWS]
    if strange:
        parser.error(f"{', '.join(strange)} cannot be measured; choose from {', '.join(ROWS)}")
    line = in_markdown if options.markdown else in_columns
    print(f"compiled, or loaded, in {warm_up():.1f} s", file=sys.stderr)
    print(f"{machine()}\n\n{line(HEAD)}")
    if options.markdown:
        print(line(["---"] * len(HEAD)))
    rows: list[Row] = []
    for name in options.names or ROWS:
        for row in ROWS[name]():
            rows.append(row)
            print(line(row.cells()), flush=True)
    over = [row.name for row in rows if not row.kept]
    print(f"\nover the limit: {', '.join(over)}" if over else "\nevery limit is kept")
    return 0


if __name__ == "__main__":
    sys.exit(main())
