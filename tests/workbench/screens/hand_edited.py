"""A project file whose texts were changed by hand: what no door of the program lets in."""

from qualwb.acts.researcher import Researcher


def edit_by_hand(researcher: Researcher, *statements: str) -> None:
    """Run SQL on the project, past all acts and the journal."""
    with researcher.project.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
