"""The readers of formats other than plain text, one module a format."""
