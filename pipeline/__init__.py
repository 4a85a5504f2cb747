"""What happens to a document, in order, and the work that makes it happen.

`settings` is everything an installation may choose; `stages` the steps, pure; `folder` the main job of the
command line, without a database; `service` what the doors call where there is one; `worker` and `embedded` do
the jobs that `service` accepts; `celery_app` is the other doorbell for them; `backup` and `restoring` carry
an installation elsewhere.
"""
