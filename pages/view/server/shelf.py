"""Pieces of heavy work, and shelves on which their results are kept; `pages.view.server.pool` works them out."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Piece(Generic[T]):
    """A piece of work, in line or being worked on."""

    __slots__ = ("future", "key", "shelf", "started", "waiting", "work")

    def __init__(self, work: Callable[[], T], shelf: "Shelf[T] | None" = None, key: Hashable = None) -> None:
        self.work = work
        self.shelf = shelf
        self.key = key
        self.waiting = 0
        self.started = False
        self.future: Future[T] = Future()


class Shelf(Generic[T]):
    """Results of one kind by their keys; when there are too many, the one that was wanted longest ago goes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.asked = 0
        """Results that were wanted so far."""
        self.found = 0
        """Those of them that were known, or that another was waiting for already."""
        self.dropped = 0
        """Pieces that nobody waited for any more."""
        self.known: OrderedDict[Hashable, T] = OrderedDict()
        self.pending: dict[Hashable, Piece[T]] = {}

    def keep(self, key: Hashable, result: T) -> None:
        """Keep a result."""
        self.known[key] = result
        while len(self.known) > self.most:
            self.known.popitem(last=False)
