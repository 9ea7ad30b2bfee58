"""Questions to a project, answered with frozen values."""
