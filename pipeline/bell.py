"""The bell: Celery workers are told of jobs that wait, where there are any."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.settings import Settings


def ring(settings: Settings, jobs: Iterable[str]) -> None:
    """Tell of each job by its id. The jobs are in the table: a bell unheard loses nothing."""
    if not settings.celery_broker_url.get_secret_value():
        return
    from pipeline.celery_app import ring as tell

    for job in jobs:
        tell(settings, job)
