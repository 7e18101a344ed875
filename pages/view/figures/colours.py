"""The colours of the figures: a figure is drawn in those of the light theme, the browser puts the dark ones in."""

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
"""Name: light, dark. Those of the stage (`pages/view/stage/stage.css`) under their names there; each light one once."""
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


def scale_of(fate: str) -> list[list[object]]:
    """Return the colour scale of a fate's share, as Plotly has it."""
    colours = SCALES[fate]
    return [[k / (len(colours) - 1), tone] for k, tone in enumerate(colours)]
