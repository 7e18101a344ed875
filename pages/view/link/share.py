"""Share: links that others can open, and codes for their phones' cameras."""

import ipaddress
import socket
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import segno

from model import VERSION
from pages.view.link.read import ANY
from pages.view.words.message import Message, message

LONGEST = 1500
"""A longer link makes a code too fine for a camera at some distance."""
LOOKED_AT = 4000


def shared(address: str) -> dict[str, Any] | None:
    """Return what the stage's Share shows for an address: ``here`` and ``any``, each a link and its code.

    Where the address is one that only this machine can open, its address in the local network takes that place.
    None where the text is no web address.

    >>> shared("https://example.org/lab?seed=7&t=40")["any"]["link"]
    'https://example.org/lab?seed=any&v=1'
    """
    try:
        parts = urlsplit(address[:LOOKED_AT])
        name, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not name:
        return None
    host = parts.netloc
    words: Message | str = ""
    if is_loopback(name):
        found = local_address()
        words = message("share.loopback") if found else message("share.unknown")
        host = f"{found or name}{f':{port}' if port else ''}" if found else host
    here = urlunsplit((parts.scheme, host, parts.path, parts.query, parts.fragment))
    anybody = urlunsplit((parts.scheme, host, parts.path, any_luck(parts.query), parts.fragment))
    return {"host": host, "words": words, "here": coded(here), "any": coded(anybody)}


def any_luck(query: str) -> str:
    """Return a link's query that deals everybody a luck of their own, from the start.

    >>> any_luck("backoff=3&seed=7&do=40:stop_search:1,60:stop_search:0&t=42")
    'backoff=3&do=40:stop_search:1,60:stop_search:0&seed=any&v=1'
    """
    given = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in given if name not in ("seed", "t", "v")]
    return urlencode([*kept, ("seed", ANY), ("v", VERSION)], safe=":,")


def coded(link: str) -> dict[str, Any]:
    """Return a link and the rows of its QR code, 1 for dark; no rows where the link is too long for one."""
    return {"link": link, "rows": code(link) if len(link) <= LONGEST else None}


def code(text: str) -> list[str]:
    """Return the rows of a QR code without its quiet zone; as large modules as a quarter of damage allows."""
    return ["".join(map(str, row)) for row in segno.make_qr(text, error="m").matrix]


def is_loopback(name: str) -> bool:
    """Say whether only the machine itself can open this.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("192.168.0.7")
    (True, True, False)
    """
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def local_address() -> str | None:
    """Return this machine's address in the local network, or None. Nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address reserved for examples: it only picks the way out
            found = str(probe.getsockname()[0])
        except OSError:
            return None
    return None if is_loopback(found) else found
