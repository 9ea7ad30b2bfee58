"""Records of a project, as SQLAlchemy 2 typed declarative classes."""
