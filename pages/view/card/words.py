"""The words that every card has for work that takes a while."""

from pages.view.words.english import many

CALLED_OFF = "Cancelled. What was known by then is shown."
CALLED_OFF_EARLY = "Cancelled before there was anything to show."
NOT_WORKED_OUT = "This could not be worked out. Another setting may do."


def progress_words(done: int, of: int) -> str:
    """Return how far the work is.

    >>> progress_words(40, 126)
    '40 of 126 runs played'
    """
    return f"{many(done, 'run').split(' run')[0]} of {many(of, 'run')} played" if of else "Playing …"
