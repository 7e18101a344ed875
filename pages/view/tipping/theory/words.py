"""The words beside the pictures of theory: predicted on paper, measured in runs, and by how much they differ."""

from pages.view.words.english import about, many

JITTER_WORDS = {"none": "no jitter", "equal": "equal jitter", "full": "full jitter", "decorrelated": "decorrelated"}


def law_sentence(within: int, trials: int, low: float, high: float) -> str:
    """Return how well the square law holds."""
    return (
        f"Half the requests, four times the time to the next crash: over {trials} settings the measured time is "
        f"{low:.2f} to {high:.2f} times what the corrected law predicts, and {within} lie within two standard "
        "errors of it."
    )


def law_notice(steps: list[str], plain: float) -> list[str]:
    """Return what to look at in the trial of the law."""
    words = [
        (
            "Each point is one setting without any free space: the time to the next crash on paper (across) and "
            "in runs (upwards). On the line they are the same."
        ),
        (
            "The law: N nodes, S volumes waiting, each asking every 1/ρ minutes, and a bug p make it N / (2 p ρ² "
            "S²) minutes to the next crash. Half the bug: twice as long. Half the waiting: four times."
        ),
        (
            f"The plain law says up to {plain:.1f} times too much or too little, since the waiting are not spread "
            "evenly; the corrected one counts who waits where."
        ),
    ]
    if steps:
        words.append(
            f"Diamonds: all that wait come back in step there ({', '.join(steps)}). That is what jitter is for."
        )
    return [
        *words,
        (
            "It fails in the first minutes, when waits are still short, and wherever space is found: there the "
            "number waiting changes."
        ),
    ]


def minute_sentence(requests: float, accepted: float, crashes: float) -> str:
    """Return what is to be expected in the minute in which contact returns."""
    return (
        f"In the minute in which contact is back, {requests:.0f} requests are to be expected; "
        f"{about(accepted / max(requests, 1e-9))} of them find a slot, and {abs(crashes):.2f} nodes crash."
    )


def minute_notice(cut: float, other: float, found: tuple[float, float], lucks: int) -> list[str]:
    """Return how it compares with runs."""
    return [
        (
            f"A node that was cut off closes {cut:.1f} requests on average, any other {other:.1f}: its own "
            "volumes all ask at once."
        ),
        (
            f"In {many(lucks, 'luck')} played, {found[0]:.2f} ± {found[1]:.2f} nodes crashed in that minute (mean "
            "and standard error)."
        ),
        (
            "Lines: on paper, as balls thrown into bins. Bars: counted in the runs. Crashes go by pairs, so the "
            "long tail on the right does the damage."
        ),
    ]


def day_sentence(times: float, crashes: float, minutes: int) -> str:
    """Return how many times more the first minute of the storm brings than a minute of an ordinary day."""
    if not times:
        return "With these settings neither an ordinary day nor the storm's first minute brings a crash."
    ratio = "without end" if times == float("inf") else f"{digits(times)} times"
    return (
        "A minute of an ordinary day and the first minute of this storm have the same bug, but a crash is "
        f"{ratio} as likely: a whole day of {many(minutes, 'minute')} brings {crashes:.3f} crashes."
    )


def digits(number: float) -> str:
    """Return a large number to two digits.

    >>> digits(118234.5)
    '120 000'
    """
    size = max(0, len(str(int(number))) - 2)
    return f"{round(number / 10**size) * 10**size:,}".replace(",", " ")


DAY_NOTICE = [
    (
        "The day has the same cluster and the same bug, no network mistake, and everyday losses: each minute one "
        "volume in 2000 loses its second copy."
    ),
    "That is why no test on an ordinary day finds such a bug: crashes go with the square of how many ask at once.",
]
"""The everyday losses are `pages.view.tipping.theory.sections.EVERYDAY`."""
