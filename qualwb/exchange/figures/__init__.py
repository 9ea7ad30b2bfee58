"""Figures of a report: drawn as shapes, rendered as SVG for a page and as PNG for a document."""
