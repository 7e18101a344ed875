"""The theme in .streamlit/config.toml can be read by everyone, and what it names is there."""

import tomllib
from itertools import product
from pathlib import Path

import pytest
from streamlit import config as streamlit_config

ROOT = Path(__file__).parent.parent
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
THEMES = ("light", "dark")
READABLE = 4.5  # WCAG 2.2, success criterion 1.4.3
VISIBLE = 3.0  # WCAG 2.2, success criterion 1.4.11
SURFACES = ("backgroundColor", "secondaryBackgroundColor")


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#RRGGBB``, as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize(("theme", "surface"), list(product(THEMES, SURFACES)))
def test_every_text_colour_can_be_read(theme: str, surface: str):
    colours = CONFIG["theme"][theme]
    texts = [name for name in colours if name in {"textColor", "linkColor"} or name.endswith("TextColor")]
    assert len(texts) > len(THEMES)
    faint = [name for name in texts if contrast(colours[name], colours[surface]) < READABLE]
    assert faint == []


@pytest.mark.parametrize("theme", THEMES)
def test_controls_stand_out(theme: str):
    colours = CONFIG["theme"][theme]
    assert contrast(colours["primaryColor"], colours["backgroundColor"]) >= VISIBLE


def test_light_and_dark_set_the_same_colours():
    assert set(CONFIG["theme"]["light"]) == set(CONFIG["theme"]["dark"])


def test_every_font_of_the_theme_is_in_the_static_folder():
    faces = CONFIG["theme"]["fontFaces"]
    missing = [face["url"] for face in faces if not (ROOT / face["url"].removeprefix("app/")).is_file()]
    assert faces
    assert missing == []


def test_streamlit_knows_every_option():
    known = set(streamlit_config.get_config_options())
    named = set()
    for section, options in CONFIG.items():
        for option, value in options.items():
            inner = value if isinstance(value, dict) else {"": None}
            named |= {".".join(filter(None, (section, option, name))) for name in inner}
    assert named - known == set()
