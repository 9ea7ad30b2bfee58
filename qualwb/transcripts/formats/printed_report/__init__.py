"""Printed reports: quotes under theme headings, cited by group."""
