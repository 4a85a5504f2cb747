"""The doors: command line, service, reports."""
