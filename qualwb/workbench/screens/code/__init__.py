"""The code screen: reading and coding one source at a time."""
