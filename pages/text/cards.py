"""The words that every card has for work that takes a while."""

from pages.text.captions import many

STOPPED = "Cancelled. What was known by then is shown."
FAILED = "This could not be worked out. Another setting may do."


def progress_words(done: int, of: int) -> str:
    """Return how far the work is.

    >>> progress_words(40, 126)
    '40 of 126 runs played'
    """
    return f"{done:,} of {many(of, 'run')} played" if of else "Playing …"
