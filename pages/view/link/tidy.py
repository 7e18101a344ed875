"""An address as it was meant: what mail, chats and word processors do to a link is undone before anybody reads it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from model import PARAMETERS

SETTINGS = frozenset(PARAMETERS) - {"actions"} | {"do"}
MAP = ("map_x", "map_y", "map_fate", "map_grid")
NAMES = SETTINGS | {"t", "v", "future", "view", "large", "scene", "right", *MAP}
"""All that a page of ours may be asked for by its address."""
SILENT = frozenset(
    (
        *("embed", "embed_options", "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid"),
        *("ttclid", "twclid", "li_fat_id", "epik", "igsh", "igshid", "si", "sfnsn", "srsltid", "ref", "mc_cid"),
        *("mc_eid", "mkt_tok", "s_cid", "trk", "vero_id", "oly_enc_id", "rdt_cid", "sccid", "_ga", "_gl", "_hsenc"),
        *("_hsmi", "__hstc", "__hssc", "__hsfp", "hsctatracking"),
    )
)
"""Names that others put into links, in small letters; ignored without a word."""
SILENT_PREFIXES = ("utm_", "gad_", "hsa_", "mtm_", "pk_")
TAIL = re.compile(r"[\s.,;:!?)>\]}\"'”’»…*]+$")
"""What a sentence around a link leaves at its end; no value of ours ends like this."""
HTML = re.compile(r"^(?:amp;)+", re.IGNORECASE)
MOST_DECODED = 2
"""So often a link is decoded that was encoded as a whole."""

Query = Mapping[str, Sequence[str]]


def tidied(query: Query) -> dict[str, list[str]]:
    """Return what an address was meant to ask for.

    >>> tidied({"Backoff": ["3"], "amp;seed": ["7)."]})
    {'backoff': ['3'], 'seed': ['7']}
    >>> tidied({"do%3D40%253Afix_bug%253A0%26t%3D42": [""]})
    {'do': ['40:fix_bug:0'], 't': ['42']}
    """
    pairs = [part for name, values in query.items() for value in values for part in _parts(name, value)]
    last = max((place for place, (name, _) in enumerate(pairs) if name in NAMES), default=None)
    found: dict[str, list[str]] = {}
    for place, (name, value) in enumerate(pairs):
        found.setdefault(name, []).append(TAIL.sub("", value) if place == last else value)
    return found


def is_silent(name: str) -> bool:
    """Say whether a name is one that others put into links."""
    return name.lower() in SILENT or name.lower().startswith(SILENT_PREFIXES)


def _parts(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield a name with its value; or several, where an encoded link stands in their place."""
    own = _own(name)
    if own not in NAMES and is_silent(own):
        yield own, value
        return
    text = f"{name}={value}" if value else name
    for _ in range(MOST_DECODED):
        text = unquote(text)
    parts = [(_own(one), what) for one, _, what in (part.partition("=") for part in re.split("[&?]", text) if part)]
    if parts and all(one in NAMES or is_silent(one) for one, _ in parts):
        yield from parts
    else:
        yield own, value


def _own(name: str) -> str:
    """Return a name as we spell it, where it is one of ours; else as it came."""
    bare = HTML.sub("", name.strip()).lstrip("?")
    return bare.lower() if bare.lower() in NAMES or is_silent(bare) else name
