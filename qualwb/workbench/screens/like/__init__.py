"""Turns that answer a question in own words, or that are like a passage: found, read, coded."""
