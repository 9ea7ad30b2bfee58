"""What a coder may do in each table of a project on a server; ``policies`` makes grants and policies of it.

- A **reader** sees what a coder sees, and writes nothing.
- A **coder** writes what is their own, and the codebook's and the themes' words.
- A **lead** sees and writes everything, except that the journal is only added to, in one's own name.
- The **owner** of the schema is bound by nothing here.

Row-level security stands only on tables of which a coder may not do the same to all rows: under it PostgreSQL
uses few indices for what a query asks, and full-text search would have none.

What is not hidden: how many rows a table holds, and, from whoever asks the planner with EXPLAIN ANALYZE or
reads the server's statistics, whether a hidden row stands at a place, with a code, that they guess. Words,
memos and summaries can't be guessed so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import get_args

from qualwb.store.refused_proposals import ProposalKind


class Role(StrEnum):
    """What a member of a project on a server is."""

    READER = "reader"
    CODER = "coder"
    LEAD = "lead"


ALL = "true"
NONE = ""
OWN = "coder_id = (SELECT my_coder_id())"

LINKED = (
    "id = coalesce((SELECT number FROM chain_head()), 0) + 1 AND length(digest) = 64 AND at ~ '^[0-9T:.+-]+$'"
)
"""A change right behind the last one, with a digest and at a moment; ``check`` compares the rest."""

NOTHING_HIDES = "cardinality((SELECT hidden_rounds())) = 0"
OF_OPEN_ROUND = "round_id <> ALL ((SELECT hidden_rounds())::integer[])"
OLDER_THAN_BLINDNESS = '{moment} COLLATE "C" < (SELECT moment FROM blind_start())'


HIDDEN_BY_ROUNDS = ("coding", "adjudication", "memo", "suggestion_event", "summary", "print_version")
"""Tables of which a blind round hides rows: those of ``store.blindness.VIEWS``."""

# Of an act since the round that hides was made, as ``analysis.blindness.hidden_changes``. What one has done
# oneself is seen, unless rows of others are in it: in a file it was possible to take these along.
DOER = "CASE WHEN target IS NULL THEN coder ELSE (SELECT who FROM journal_head(target)) END"
DONE = "CASE WHEN target IS NULL THEN act ELSE (SELECT kind FROM journal_head(target)) END"
TELLS_OF_TABLES = " OR ".join(f'strpos(images, \'"table":"{table}"\') > 0' for table in HIDDEN_BY_ROUNDS)
PROPOSAL = f"^({'|'.join(get_args(ProposalKind))})_proposal[.]"
TELLS_NOTHING = f"erased IS NULL AND NOT ({TELLS_OF_TABLES}) AND NOT {DONE} ~ '{PROPOSAL}'"
NAMES_ME = """'"coder_id":' || (SELECT my_coder_id()) || ','"""
# First what is quick to see: whole rows, all of them one's own.
ALL_MINE = (
    f"strpos(replace(images, {NAMES_ME}, ''), '\"coder_id\":') = 0"
    ' AND strpos(images, \'"op":"update"\') = 0'
)
TELLS_OWN = (
    f"({ALL_MINE} OR NOT holds_hidden(images, (SELECT my_coder_id()), (SELECT hidden_rounds()),"
    " (SELECT moment FROM blind_start())))"
)


@dataclass(frozen=True, slots=True)
class Rules:
    """Which rows of a table a coder may see and write, as SQL conditions on them; '' is none of them."""

    see: str = ALL
    insert: str = NONE
    update: str = NONE
    columns: tuple[str, ...] = ()
    """The only columns that may be updated: neither keys nor whose a row is, so it stays whose it was."""
    delete: str = NONE
    leads_insert: str = ALL
    leads_alter: bool = True
    """Whether a lead may update and delete."""

    @property
    def by_row(self) -> bool:
        """Whether any of it holds for some rows alone."""
        conditions = (self.see, self.insert, self.update, self.delete, self.leads_insert)
        return any(condition not in (ALL, NONE) for condition in conditions)


LEADS_WRITE = Rules()
OWNER_WRITES = Rules(leads_insert=NONE, leads_alter=False)
TREE_COLUMNS = ("name", "parent_id", "position")

RULES: Mapping[str, Rules] = {
    # The material, and how the work is set up: everybody sees it, leads write it.
    "project": LEADS_WRITE,
    "round": LEADS_WRITE,
    "focus_group": LEADS_WRITE,
    "source": LEADS_WRITE,
    "text_content": LEADS_WRITE,
    "text_version": LEADS_WRITE,
    "participant": LEADS_WRITE,
    "speaker": LEADS_WRITE,
    "question": LEADS_WRITE,
    "turn": LEADS_WRITE,
    "name_verdict": LEADS_WRITE,
    # The codebook and the themes belong to all coders.
    "code": Rules(
        insert=ALL,
        update=ALL,
        columns=(*TREE_COLUMNS, "definition", "include", "exclude", "examples", "colour"),
        # To undo the making of it. Not of every code that nothing hangs on: the foreign key's refusal would
        # tell which codes are used by codings that a blind round hides.
        delete="EXISTS (SELECT FROM code_maker WHERE code_id = code.id AND login = session_user)",
    ),
    "theme": Rules(
        insert=ALL,
        update=ALL,
        columns=(*TREE_COLUMNS, "definition", "boundary", "counter_examples", "claim"),
        delete=ALL,
    ),
    "theme_code": Rules(insert=ALL, delete=ALL),
    "saved_query": Rules(insert=ALL, update=ALL, columns=("name", "query"), delete=ALL),
    # What is a coder's own.
    "coder": Rules(insert="name = (SELECT my_coder()) AND id > 0", delete="id = (SELECT my_coder_id())"),
    "reading": Rules(insert=OWN, update=OWN, columns=("read_at",), delete=OWN),
    "finished_coding": Rules(insert=OWN, delete=OWN),
    # What blind rounds hide, as in ``store.blindness``.
    "coding": Rules(
        see=f"{OWN} OR {OF_OPEN_ROUND}",
        insert=OWN,
        update=OWN,
        columns=("code_id", "start", "end", "quote", "cited", "orphaned_from"),
        delete=OWN,
    ),
    "memo": Rules(
        see=f"{NOTHING_HIDES} OR {OWN} OR start IS NULL"
        f" OR {OLDER_THAN_BLINDNESS.format(moment='updated_at')}",
        insert=OWN,
        update=OWN,
        columns=("kind", "text", "updated_at"),
        delete=OWN,
    ),
    "suggestion_event": Rules(
        see=f"{NOTHING_HIDES} OR {OWN} OR {OLDER_THAN_BLINDNESS.format(moment='created_at')}",
        insert=OWN,
        delete=OWN,
    ),
    "adjudication": Rules(see=f"{OWN} OR {OF_OPEN_ROUND}"),
    "summary": Rules(see=f"{NOTHING_HIDES} OR {OWN} OR NOT rests_on_hidden(id)"),
    "print_version": Rules(
        see=f"{NOTHING_HIDES} OR {OWN} OR {OLDER_THAN_BLINDNESS.format(moment='updated_at')}"
        " OR EXISTS (SELECT FROM coding AS seen WHERE seen.source_id = print_version.source_id"
        ' AND seen.start = print_version.start AND seen."end" = print_version."end")'
    ),
    # The journal: added to in one's own name. When a blind round began is read from its acts: not from a
    # coder's.
    "change": Rules(
        see=f"{NOTHING_HIDES} OR coalesce(target, id) <= (SELECT number FROM blind_start())"
        f" OR CASE WHEN {DOER} = (SELECT my_coder()) THEN {TELLS_OWN} ELSE {TELLS_NOTHING} END",
        insert=f"coder = (SELECT my_coder()) AND act <> 'round.new' AND {LINKED}",
        leads_insert=f"coder = (SELECT my_coder()) AND {LINKED}",
        leads_alter=False,
    ),
    # What is derived from the records, or stands beside them.
    "indexed_source": LEADS_WRITE,
    "turn_index": LEADS_WRITE,
    "turn_index_size": LEADS_WRITE,
    "turn_index_word": LEADS_WRITE,
    "alembic_version": OWNER_WRITES,
    "member": OWNER_WRITES,
    "code_maker": Rules(see="login = session_user", leads_insert=NONE, leads_alter=False),
}
"""All tables of the schema: a test holds them against those that there are."""
