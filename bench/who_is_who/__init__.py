"""Short minutes, each person in them with the role that a reader would give: two sets, the second unseen."""
