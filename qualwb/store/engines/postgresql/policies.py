"""The grants and policies of a project's tables on a server, as statements made of the table of rights."""

from collections.abc import Iterator, Mapping

from psycopg.sql import SQL, Composable, Composed, Identifier

from qualwb.store.engines.postgresql.rights import ALL, NONE, Role, Rules


def grants(rights: Mapping[str, Rules], groups: Mapping[Role, str]) -> Iterator[Composable]:
    """What gives the groups their rights in each table, and takes those from before."""
    reader, coder, lead = (Identifier(groups[role]) for role in Role)
    everybody = SQL(", ").join((reader, coder, lead))
    for name, rules in rights.items():
        table = Identifier(name)
        yield SQL("REVOKE ALL ON {} FROM PUBLIC, {}").format(table, everybody)
        yield SQL("GRANT SELECT ON {} TO {}").format(table, everybody)
        if rules.insert:
            yield SQL("GRANT INSERT ON {} TO {}").format(table, coder)
        if rules.columns:
            columns = SQL(", ").join(map(Identifier, rules.columns))
            yield SQL("GRANT UPDATE ({}) ON {} TO {}").format(columns, table, coder)
        if rules.delete:
            yield SQL("GRANT DELETE ON {} TO {}").format(table, coder)
        if rules.leads_insert:
            yield SQL("GRANT INSERT ON {} TO {}").format(table, lead)
        if rules.leads_alter:
            yield SQL("GRANT UPDATE, DELETE ON {} TO {}").format(table, lead)


def policies(rights: Mapping[str, Rules], groups: Mapping[Role, str]) -> Iterator[Composable]:
    """What makes the policies of each table anew; none may be there from before."""
    for name, rules in rights.items():
        table = Identifier(name)
        if rules.by_row:
            yield SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(table)
            yield from _policies(table, rules, groups)
        else:
            yield SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(table)


def _policies(table: Identifier, rules: Rules, groups: Mapping[Role, str]) -> Iterator[Composed]:
    reader, coder, lead = (Identifier(groups[role]) for role in Role)
    altered = ALL if rules.leads_alter else NONE
    for name, command, to, using, check in (
        ("coders_see", "SELECT", SQL(", ").join((reader, coder)), rules.see, NONE),
        ("coders_insert", "INSERT", coder, NONE, rules.insert),
        # To another's row that is seen: refused, where only ``using`` would pass it by without a word.
        ("coders_update", "UPDATE", coder, rules.update and rules.see, rules.update),
        ("coders_delete", "DELETE", coder, rules.delete, NONE),
        ("leads_see", "SELECT", lead, ALL, NONE),
        ("leads_insert", "INSERT", lead, NONE, rules.leads_insert),
        ("leads_update", "UPDATE", lead, altered, altered),
        ("leads_delete", "DELETE", lead, altered, NONE),
    ):
        if using or check:
            made = SQL("CREATE POLICY {} ON {}").format(Identifier(name), table)
            head = made + SQL(" FOR {} TO {}").format(SQL(command), to)
            yield head + _clause("USING", using) + _clause("WITH CHECK", check)


def _clause(word: str, condition: str) -> Composable:
    return SQL(f" {word} ({condition})") if condition else SQL("")
