"""The Swedish pipeline and what is built on it, without a database."""
