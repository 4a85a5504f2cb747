"""The bell: Celery workers are told of jobs that wait, where there are any."""

from __future__ import annotations

import time
from collections.abc import Iterable

from pipeline.settings import Settings

REST_SECONDS = 10.0
"""A broker that could not be reached is left alone so long: each try holds up whoever sends something."""

_rests_until = 0.0


def ring(settings: Settings, jobs: Iterable[str]) -> None:
    """Tell of each job by its id. The jobs are in the table: a bell unheard loses nothing."""
    global _rests_until
    if not settings.celery_broker_url.get_secret_value():
        return
    from pipeline.celery_app import ring as tell

    for job in jobs:
        if time.monotonic() >= _rests_until and not tell(settings, job):
            _rests_until = time.monotonic() + REST_SECONDS
