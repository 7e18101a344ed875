"""The colours of the figures: a figure is drawn in those of the light theme, the browser puts the dark ones in."""

from collections.abc import Sequence
from functools import lru_cache

TOKENS = {
    "background": ("#FBFAF7", "#0E141B"),
    "tile": ("#FFFFFF", "#17212B"),
    "line": ("#B7C1C9", "#3A4855"),
    "grid": ("#E4E6E4", "#202B36"),
    "ink": ("#18222D", "#F0F3F6"),
    "ink2": ("#52606D", "#A7B4C0"),
    "accent": ("#0B62A6", "#6DB9F2"),
    "over": ("#4F8ABA", "#5C97C6"),
    "held": ("#9DC0DB", "#2F5677"),
    "raging": ("#F5A800", "#FFB52E"),
    "collapsed": ("#D5561A", "#E8622A"),
    "copying": ("#00875F", "#2BCB9B"),
    "cut_off": ("#9B4F80", "#E093C1"),
    "grey": ("#84909C", "#65747F"),
    "band": ("#F3D9CC", "#4A2C20"),
    "band_inner": ("#E9B196", "#7A4029"),
    "calm_band": ("#DCE8F1", "#1C3447"),
    "calm_inner": ("#BCD5E8", "#28506F"),
}
"""Name: light, dark. Those of the stage (`stage/styles/colours.css`) under their names there; each light one once."""
DARK = dict(TOKENS.values())


def colour(name: str) -> str:
    """Return a colour as figures have it.

    >>> colour("collapsed")
    '#D5561A'
    """
    return TOKENS[name][0]


SCALES = {
    "collapsed": ("#FBFAF7", "#F6D5C4", "#EA9A72", "#D5561B", "#9E3408"),
    "raging": ("#FBFAF7", "#FFE9B8", "#FBC95A", "#F0A300", "#A86A00"),
    "held": ("#FBFAF7", "#DDEAF3", "#B4D0E4", "#7FAFD1", "#3E7CAB"),
    "over": ("#FBFAF7", "#D9E7F2", "#A3C4DE", "#6A9DC6", "#2F6C9E"),
}
"""From none of the lucks to all of them, so that a higher share is always further from the background."""
DARK_SCALES = {
    "collapsed": ("#0E141B", "#4A2518", "#8A3F1C", "#DB5C26", "#FF9B66"),
    "raging": ("#0E141B", "#453212", "#80590F", "#D9951F", "#FFD27A"),
    "held": ("#0E141B", "#1B2F41", "#28506F", "#4380AB", "#8FC3E8"),
    "over": ("#0E141B", "#1A3044", "#2A557A", "#4C8CBF", "#93C9F2"),
}
DARK |= {
    light: dark for fate, scale in SCALES.items() for light, dark in zip(scale[1:], DARK_SCALES[fate][1:], strict=True)
}


INKS = {"kk": "#000000", "ww": "#FEFEFE", "kw": "#000001", "wk": "#FEFEFF"}
"""What is written on a tone: black (k) or white (w), in the light theme and in the dark."""
DARK |= {INKS["kw"]: "#FFFFFF", INKS["wk"]: "#000000"}


def luminance(tone: str) -> float:
    """Return the relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    shares = (int(tone[k : k + 2], 16) / 255 for k in (1, 3, 5))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tone_at(colours: Sequence[str], share: float) -> str:
    """Return the colour of a scale at a share, mixed as Plotly mixes it.

    >>> tone_at(("#000000", "#204060"), 0.5)
    '#102030'
    """
    place = share * (len(colours) - 1)
    k = min(int(place), len(colours) - 2)
    low, high = ([int(tone[at : at + 2], 16) for at in (1, 3, 5)] for tone in colours[k : k + 2])
    mixed = (round(a + (b - a) * (place - k)) for a, b in zip(low, high, strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


@lru_cache(maxsize=4096)
def ink_on(fate: str, share: float) -> str:
    """Return the ink that stands out more on the tone of a share: one colour here, which says that of the dark theme.

    >>> ink_on("collapsed", 0.0) == INKS["kw"], ink_on("collapsed", 0.9) == INKS["wk"]
    (True, True)
    """
    return INKS["".join(_ink(tone_at(scales[fate], share)) for scales in (SCALES, DARK_SCALES))]


def _ink(tone: str) -> str:
    bright = luminance(tone) + 0.05
    return "k" if bright / 0.05 > 1.05 / bright else "w"


def scale_of(fate: str) -> list[list[object]]:
    """Return the colour scale of a fate's share, as Plotly has it."""
    colours = SCALES[fate]
    return [[k / (len(colours) - 1), tone] for k, tone in enumerate(colours)]
