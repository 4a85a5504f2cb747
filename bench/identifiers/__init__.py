"""Every kind of identifier in every way it is written, and what looks like one and is none."""
