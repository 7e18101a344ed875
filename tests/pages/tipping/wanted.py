"""Work of a section, played in a test."""

import math

from pages.view.server.jobs import Job


def wanted_job(report=None):
    """Return a job that somebody waits for as long as it takes; ``report`` is told what it is told."""
    job = Job("key", None)
    job.waiting["ada"] = math.inf
    if report:
        job.report = report
    return job
