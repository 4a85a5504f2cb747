"""The versions of the stages, by which kept results are told from outdated ones."""

from models.case import Stage

VERSIONS: dict[Stage, int] = {Stage.READ: 3, Stage.MARK: 1, Stage.CHECK: 1, Stage.DETECT: 1}
"""Raise a stage's number when the same document may come out differently: a job then does it anew."""
