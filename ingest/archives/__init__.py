"""Zip archives of documents: what they hold, each file judged by itself."""

from ingest.archives.members import Packed, packed, unpacked

__all__ = ["Packed", "packed", "unpacked"]
