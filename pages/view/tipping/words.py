"""The headings of the page "Tipping point", each with its question."""

from typing import NamedTuple

CONTENTS = "And why?"


class Words(NamedTuple):
    """A heading and the question that its picture answers."""

    title: str
    question: str


SECTIONS = {
    "lucks": Words(
        "Two hundred lucks", "The same settings, dealt again and again. Is there such a thing as the average storm?"
    ),
    "trigger": Words(
        "Is it the trigger?", "All is down. Every node is switched on again, and nothing is cut off: is the storm over?"
    ),
    "hill": Words(
        "The hill", "When does a minute make it worse, not better? Is it decided by how many volumes are stuck?"
    ),
    "storm": Words("Storm number", "More flows in than out: does that say how it ends? And what does?"),
    "last": Words(
        "The last minute to act", "Until when could this very run still have been ended, by what, and at what price?"
    ),
    "chances": Words(
        "The chance to save", "Nobody knows their luck. How likely does acting help, and how long can one wait?"
    ),
    "plan": Words("The best plan", "If up to three things may be done, which three, and when?"),
    "prevent": Words(
        "Prevent or cure", "How much space would have been enough at the start, and how much is it later?"
    ),
    "size": Words("Size", "Does luck matter less in a large cluster?"),
    "jitter": Words("Jitter at an equal wait", "Does it matter how waits are spread, or only how long they are?"),
    "law": Words("The square law", "Can one tell on paper how long it is to the next crash?"),
    "minute": Words(
        "The first minute", "Contact is back, and everybody asks at once. How many requests close on one node?"
    ),
    "day": Words("An ordinary day", "Why did nobody meet the bug before?"),
    "drift": Words("Expected and real", "Does a minute do what the storm number expects of it?"),
}
