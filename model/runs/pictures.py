"""Small pictures for notebooks, as SVG in the reader's own text colour: the view has its own."""

from collections.abc import Sequence
from html import escape

from model.engine.state import Floats

WIDE, HIGH, CELL = 240, 36, 12
COLUMNS = 60
"""So many columns show a run."""


def told(words: str, *shapes: str, wide: float = WIDE, high: float = HIGH) -> str:
    """Return a picture with the words that it stands for."""
    box = f'<svg width="{wide:g}" height="{high:g}" role="img" aria-label="{escape(words)}" fill="currentColor">'
    return f"<div>{escape(words)}<br>{box}{''.join(shapes)}</svg></div>"


def rectangle(x: float, y: float, wide: float, high: float, shade: float) -> str:
    """Return a rectangle, the darker the nearer its shade is to 1."""
    return f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" opacity="{shade:.3g}"/>'


def curve(words: str, share: Floats) -> str:
    """Return the picture of a share over time; each column shows its highest."""
    columns = min(COLUMNS, len(share))
    edges = [round(k * len(share) / columns) for k in range(columns + 1)]
    tops = [float(share[edges[k] : edges[k + 1]].max()) * HIGH for k in range(columns)]
    wide = WIDE / columns
    return told(words, *(rectangle(k * wide, HIGH - top, wide, top, 0.7) for k, top in enumerate(tops)))


def bar(words: str, shares: Sequence[float]) -> str:
    """Return the picture of shares of a whole side by side, darker from the first to the last."""
    starts = [sum(shares[:k]) * WIDE for k in range(len(shares))]
    shades = [0.15 + 0.7 * k / max(1, len(shares) - 1) for k in range(len(shares))]
    parts = zip(starts, shares, shades, strict=True)
    return told(words, *(rectangle(x, 0, share * WIDE, CELL, shade) for x, share, shade in parts), high=CELL)


def cells(words: str, shares: Floats) -> str:
    """Return the picture of a grid of shares (columns, rows), the first row at the bottom; unknown are left out."""
    columns, rows = shares.shape
    shapes = [
        rectangle(i * CELL, (rows - 1 - j) * CELL, CELL - 1, CELL - 1, 0.08 + 0.92 * float(shares[i, j]))
        for i in range(columns)
        for j in range(rows)
        if shares[i, j] == shares[i, j]
    ]
    return told(words, *shapes, wide=columns * CELL, high=rows * CELL)
