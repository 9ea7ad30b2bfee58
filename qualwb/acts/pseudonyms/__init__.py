"""Names replaced: found, judged, replaced, sealed, and given back with the key."""
