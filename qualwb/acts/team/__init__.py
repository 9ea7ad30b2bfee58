"""A project that a team works on at once, on a server: what its members and its leads do with it."""
