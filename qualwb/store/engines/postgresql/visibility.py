"""Functions of the project's schema that policies ask: who asks, and what blind rounds hide from them.

Who asks is the login (``session_user``): neither SET ROLE nor a function alters it. A function that runs as
the owner (SECURITY DEFINER) tells numbers, moments, names of coders and kinds of acts, never words.
"""

from qualwb.store.engines.postgresql.rights import HIDDEN_BY_ROUNDS

_HIDING_TABLES = ", ".join(f"'{table}'" for table in HIDDEN_BY_ROUNDS)
_SEEN_BY_TABLE = "\n                    ".join(
    f"WHEN '{table}' THEN EXISTS (SELECT FROM {table} WHERE id = (image ->> 'id')::integer)"
    for table in HIDDEN_BY_ROUNDS
)

TABLES = (
    "CREATE TABLE IF NOT EXISTS member (login name PRIMARY KEY, coder text NOT NULL, role text NOT NULL)",
    "CREATE TABLE IF NOT EXISTS code_maker (code_id integer PRIMARY KEY, login name NOT NULL)",
    "CREATE INDEX IF NOT EXISTS ix_change_round_new ON change (id) WHERE act = 'round.new'",
)
"""Who is who; which login made a code; where blind rounds are looked up."""

_AS_ASKING = "STABLE PARALLEL SAFE SET search_path = qualwb, pg_temp"
_AS_OWNER = f"{_AS_ASKING} SECURITY DEFINER"

_WHO_ASKS = (
    f"""
    CREATE OR REPLACE FUNCTION my_coder() RETURNS text LANGUAGE sql {_AS_ASKING} AS $$
        SELECT coder FROM member WHERE login = session_user
    $$""",
    f"""
    CREATE OR REPLACE FUNCTION my_coder_id() RETURNS integer LANGUAGE sql {_AS_ASKING} AS $$
        SELECT id FROM coder WHERE name = my_coder()
    $$""",
    f"""
    CREATE OR REPLACE FUNCTION my_role() RETURNS text LANGUAGE sql {_AS_ASKING} AS $$
        SELECT CASE
            WHEN pg_has_role(session_user, nspowner, 'USAGE') THEN 'owner'
            ELSE (SELECT role FROM member WHERE login = session_user)
        END
        FROM pg_namespace WHERE oid = to_regnamespace('qualwb')
    $$""",
)

_WHAT_HIDES = (
    f"""
    CREATE OR REPLACE FUNCTION hidden_rounds() RETURNS integer[] LANGUAGE sql {_AS_ASKING} AS $$
        SELECT coalesce(array_agg(id), '{{}}') FROM round WHERE blind AND released_at IS NULL
    $$""",
    # The change that made the first round that hides; 0 and '' where the journal does not tell of each.
    f"""
    CREATE OR REPLACE FUNCTION blind_start(OUT number integer, OUT moment text)
    LANGUAGE sql {_AS_OWNER} AS $$
        WITH made AS (
            SELECT DISTINCT ON (round_id) (image -> 'after' ->> 'id')::integer AS round_id, id, at
            FROM change, json_array_elements(images::json) AS image
            WHERE act = 'round.new' AND image ->> 'op' = 'insert' AND image ->> 'table' = 'round'
            ORDER BY round_id, id DESC
        ), hiding AS (
            SELECT made.id, made.at
            FROM unnest(hidden_rounds()) AS hidden (round_id) LEFT JOIN made USING (round_id)
        )
        SELECT coalesce(id, 0), coalesce(at, '') FROM hiding ORDER BY id NULLS FIRST LIMIT 1
    $$""",
    # Of the codings themselves those that are hidden can't be told from those that are gone.
    f"""
    CREATE OR REPLACE FUNCTION rests_on_hidden(summary_id integer) RETURNS boolean
    LANGUAGE sql {_AS_OWNER} AS $$
        SELECT EXISTS (
            SELECT FROM summary, json_array_elements_text(codings) AS named
            JOIN coding ON coding.id = named::integer
            WHERE summary.id = summary_id AND coding.coder_id IS DISTINCT FROM my_coder_id()
            AND coding.round_id = ANY (hidden_rounds())
        )
    $$""",
)

_JOURNAL = (
    f"""
    CREATE OR REPLACE FUNCTION journal_heads() RETURNS TABLE (
        number integer, moment text, who text, kind text, turned integer, is_erased boolean
    ) LANGUAGE sql {_AS_OWNER} AS $$
        SELECT id, at, coder, act, target, erased IS NOT NULL FROM change
    $$""",
    f"""
    CREATE OR REPLACE FUNCTION journal_head(number integer, OUT who text, OUT kind text)
    LANGUAGE sql {_AS_OWNER} AS $$
        SELECT coder, act FROM change WHERE id = number
    $$""",
)

_HOLDS_HIDDEN = f"""
    CREATE OR REPLACE FUNCTION holds_hidden(images text, me integer, hiding integer[], since text)
    RETURNS boolean LANGUAGE sql {_AS_ASKING} AS $$
        SELECT EXISTS (
            SELECT FROM json_array_elements(images::json) AS image
            WHERE image ->> 'table' IN ({_HIDING_TABLES}) AND CASE image ->> 'op'
                WHEN 'update' THEN NOT CASE image ->> 'table'
                    {_SEEN_BY_TABLE}
                END
                WHEN 'past' THEN false
                ELSE EXISTS (
                    SELECT FROM json_array_elements(CASE image ->> 'op'
                        WHEN 'insert' THEN json_build_array(image -> 'after')
                        WHEN 'delete' THEN json_build_array(image -> 'before')
                        WHEN 'delete_many' THEN image -> 'before'
                        ELSE '[]'
                    END) AS held
                    WHERE (held ->> 'coder_id')::integer IS DISTINCT FROM me AND NOT CASE
                        WHEN held ->> 'round_id' IS NOT NULL
                            THEN (held ->> 'round_id')::integer <> ALL (hiding)
                        WHEN image ->> 'table' = 'memo' AND held ->> 'start' IS NULL THEN true
                        ELSE coalesce(held ->> 'updated_at', held ->> 'created_at') COLLATE "C" < since
                    END
                )
            END
        )
    $$"""
"""Whether images tell of a hidden row: whole ones as ``Blindfold.lets_see`` has it, others by the table."""

_MAKERS = (
    """
    CREATE OR REPLACE FUNCTION note_maker() RETURNS trigger LANGUAGE plpgsql
    SET search_path = qualwb, pg_temp SECURITY DEFINER AS $$
        BEGIN
            INSERT INTO code_maker VALUES (NEW.id, session_user)
            ON CONFLICT (code_id) DO UPDATE SET login = EXCLUDED.login;
            RETURN NULL;
        END
    $$""",
    "CREATE OR REPLACE TRIGGER note_maker AFTER INSERT ON code FOR EACH ROW EXECUTE FUNCTION note_maker()",
)

FUNCTIONS = (*_WHO_ASKS, *_WHAT_HIDES, *_JOURNAL, _HOLDS_HIDDEN, *_MAKERS)
"""All of them, each after what it calls."""
