"""Every colour token of the stage can be told from what it stands on: both themes, projector, and more contrast.

The tokens are read from the stylesheets as a browser would: later rules of the same strength win.
"""

import re
from itertools import product
from pathlib import Path

import pytest

from pages.view.card.colours import DARK, DARK_SCALES, INKS, SCALES, colour, ink_on, scale_of, tone_at
from tests.test_theme import READABLE, VISIBLE, contrast

FOLDER = Path(__file__).parent.parent / "pages" / "view" / "stage" / "styles"
SHEET = re.sub(r"/\*.*?\*/", "", "\n".join(file.read_text() for file in sorted(FOLDER.glob("*.css"))), flags=re.DOTALL)
LOOKS = list(product(("light", "dark"), ("plain", "projector", "more")))
MORE = 7.0  # WCAG 2.2, success criterion 1.4.6: for those who ask for more

TEXTS = [
    "ink",
    "ink2",
    "accent",
    *(f"text-{state}" for state in ("offline", "searching", "copying", "cut-off", "mirrored")),
]
ON = {  # words on a coloured ground
    "on-accent": ["accent"],
    "on-band": ["cut-off", "copying", "offline"],
    "on-bright": ["searching"],
    "badge-ink": ["rim"],
}
SHAPES = [  # what has to be seen: outlines, marks and lines that carry a meaning
    *("mirrored", "mirrored-line", "copying", "searching-edge", "old", "cut-off", "offline", "free", "lid"),
    *("rim", "burst", "comet", "comet-end", "over", "collapsed", "accent"),
]
ON_DEAD = ["offline", "crack", "dead-edge"]
FAINT = {  # an outline or a shape carries them
    "fan-band": "the spread of many lucks, around a line",
    "tile-line": "the edge of a calm tile",
    "searching": "the fill, within searching-edge",
    "raging": "the fill, within searching-edge",
    "mirror": "the fill of the second copy, within mirrored-line",
    "held": "the fill of a disc, within the colour of over",
}

GROUNDS = "bg tile raised soft dead dead-hatch dead-slot copying-bg cut-off-bg rim-soft line cross"


def block(selector: str, media: str | None = None) -> dict[str, str]:
    """Return the tokens that a rule sets, one in a media query or one outside of all."""
    outside, inside = split_media()
    text = inside.get(media, "") if media else outside
    found: dict[str, str] = {}
    for names, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        if selector in [name.strip() for name in re.split(r",(?![^(]*\))", names)]:
            found |= dict(re.findall(r"--sg-([\w-]+):\s*([^;]+?)\s*(?:;|$)", body))
    return found


def split_media() -> tuple[str, dict[str, str]]:
    """Return the sheet without its media queries, and what stands in each."""
    outside, inside, at = "", dict[str, str](), 0
    for found in re.finditer(r"@media \(([^{]*)\) \{", SHEET):
        if found.start() < at:
            continue
        outside += SHEET[at : found.start()]
        depth, at = 1, found.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(SHEET[at], 0)
            at += 1
        inside[found[1]] = inside.get(found[1], "") + SHEET[found.end() : at - 1]
    return outside + SHEET[at:], inside


def tokens(theme: str, look: str) -> dict[str, str]:
    """Return every token of a look as ``#RRGGBB``."""
    dark = f'.sg[data-theme="{theme}"]'
    found = block(".sg") | block(dark)
    if look == "projector":
        found |= block('.sg[data-projector="true"]') | block(f'.sg[data-projector="true"][data-theme="{theme}"]')
    if look == "more":
        media = "prefers-contrast: more"
        found |= block(".sg", media) | block(".sg[data-theme]", media) | block(dark, media)
    return {name: plain(value) for name, value in found.items() if plain(value)}


def plain(value: str) -> str:
    """Return a colour as ``#RRGGBB``, also a fallback of a variable; nothing for what is none."""
    found = re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", value)
    if not found or not re.fullmatch(r"#\w+|var\(--st-background-color, #\w+\)", value):
        return ""
    digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    return f"#{digits}"


@pytest.mark.parametrize(("theme", "look"), LOOKS)
def test_every_word_can_be_read(theme, look):
    colour = tokens(theme, look)
    least = MORE if look == "more" else READABLE
    faint = [
        (text, ground, round(contrast(colour[text], colour[ground]), 2))
        for text, ground in product(TEXTS, ("bg", "raised", "soft", "tile"))
        if contrast(colour[text], colour[ground]) < least
    ]
    faint += [
        (text, ground, round(contrast(colour[text], colour[ground]), 2))
        for text, grounds in ON.items()
        for ground in grounds
        if contrast(colour[text], colour[ground]) < READABLE
    ]
    assert faint == []


@pytest.mark.parametrize(("theme", "look"), LOOKS)
def test_every_mark_stands_out_from_what_it_is_painted_on(theme, look):
    colour = tokens(theme, look)
    pairs = [*product(SHAPES, ("bg", "tile")), *product(ON_DEAD, ("dead",)), ("dead-edge", "bg")]
    faint = [
        (a, b, round(contrast(colour[a], colour[b]), 2)) for a, b in pairs if contrast(colour[a], colour[b]) < VISIBLE
    ]
    assert faint == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_who_asks_for_more_contrast_gets_it(theme):
    usual, more = tokens(theme, "plain"), tokens(theme, "more")
    weaker = [
        name
        for name in (*TEXTS, *SHAPES, "tile-line")
        if contrast(more[name], more["bg"]) < contrast(usual[name], usual["bg"])
    ]
    assert weaker == []


def test_every_token_is_looked_at_or_said_to_be_faint():
    looked_at = {*TEXTS, *ON, *(ground for grounds in ON.values() for ground in grounds), *SHAPES, *ON_DEAD, *FAINT}
    others = set(GROUNDS.split())
    assert set(tokens("light", "plain")) - looked_at - others == set()


# The figures: they are drawn in the light theme's colours, and the browser puts others in (`card/figure.js`); a
# projector has the same colours, only larger.

LUCKS = 100
"""Shares of so many lucks and fewer are tried."""
POSSIBLE = sorted({hits / lucks for lucks in range(1, LUCKS + 1) for hits in range(lucks + 1)})


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("fate", SCALES)
def test_the_number_in_a_cell_can_be_read_on_every_tone_of_the_map(fate, dark):
    def seen(tone: str) -> str:
        return DARK.get(tone, tone) if dark else tone

    scale = [seen(tone) for _, tone in scale_of(fate)]
    assert scale == list((DARK_SCALES if dark else SCALES)[fate])
    faint = [
        (share, ink, round(contrast(seen(ink), tone_at(scale, share)), 2))
        for share in POSSIBLE
        for ink in [ink_on(fate, share)]
        if contrast(seen(ink), tone_at(scale, share)) < READABLE
    ]
    assert faint == []


def test_inks_are_no_other_colour_of_the_figures():
    assert len(set(INKS.values())) == len(INKS)
    assert not set(INKS.values()) & {
        colour("tile"),
        colour("background"),
        *(tone for scale in SCALES.values() for tone in scale),
    }
    assert {DARK.get(ink, ink) for ink in INKS.values()} == {"#000000", "#FEFEFE", "#FFFFFF"}
