"""Documents drawn by chance in many layouts, for `bench.structure`."""
