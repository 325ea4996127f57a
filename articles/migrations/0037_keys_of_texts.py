"""A change of a story's text in one language is announced for that language, too.

Lists, feeds and front pages show one language of a story: with the key of all of them, a new title
in Vietnamese dropped what readers of the other languages had. The story's own pages name all
languages that it has, so the former key stays for them.
"""

from django.db import migrations

# With the key of the text, and without it, as it was in the migration `page_keys`.
TEXT = {
    True: "    UNION SELECT 'n' || story_id || '.' || language_code FROM changed\n",
    False: "",
}
# Where it is another text now, lists have the former one.
FORMER = {
    True: "    UNION SELECT 'n' || story_id || '.' || language_code FROM before\n",
    False: "",
}
CORRECTION = {
    True: "'n' || story_id, 'n' || story_id || '.' || language_code, 'k' || language_code",
    False: "'n' || story_id, 'k' || language_code",
}
SHOWN = (
    "'n' || (SELECT {} FROM articles_publication AS p WHERE p.id = publication_id)"
)
RETRACTION = {
    True: SHOWN.format("story_id") + ", " + SHOWN.format("story_id || '.' || language_code"),
    False: SHOWN.format("story_id"),
}
FUNCTIONS = """
CREATE OR REPLACE FUNCTION articles_page_keys(ids bigint[]) RETURNS SETOF text
LANGUAGE sql STABLE AS $$
    WITH changed AS (
        SELECT id, story_id, site_id, language_code FROM articles_publication
        WHERE id = ANY(ids)
    )
    SELECT 'n' || story_id FROM changed
{text}
    UNION SELECT 'e' || site_id || '.' || language_code FROM changed
    UNION SELECT 'd' || site_id || '.' || language_code FROM changed
    -- Which site's address is canonical concerns all that carry the story.
    UNION SELECT 'w' || carried.site_id
        FROM changed JOIN articles_publication AS carried USING (story_id)
    UNION SELECT 'c' || section_id || '.' || listing.language_code
        FROM articles_sectionlisting AS listing WHERE publication_id = ANY(ids)
    UNION SELECT 't' || tag_id || '.' || listing.site_id || '.' || listing.language_code
        FROM articles_taglisting AS listing WHERE publication_id = ANY(ids)
    UNION SELECT 'a' || author_id || '.' || listing.site_id || '.' || listing.language_code
        FROM articles_authorlisting AS listing WHERE publication_id = ANY(ids)
$$;

CREATE OR REPLACE FUNCTION articles_announce_publications() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM articles_announce(ARRAY(
        SELECT 'n' || story_id FROM changed
{text}
        UNION SELECT 'e' || site_id || '.' || language_code FROM changed
        UNION SELECT 'w' || site_id FROM changed
        UNION SELECT 'w' || carried.site_id
            FROM changed JOIN articles_publication AS carried USING (story_id)
    ));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION articles_announce_moved_publications() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM articles_announce(ARRAY(
        SELECT 'n' || story_id FROM changed
{text}
{former}
        UNION SELECT 'w' || site_id FROM changed
        UNION SELECT articles_page_keys(ARRAY(
            SELECT changed.id FROM changed JOIN before USING (id)
            WHERE (changed.publish_at, changed.expire_at, changed.withdrawn_at,
                   changed.section_id, changed.site_id, changed.language_code, changed.story_id)
                IS DISTINCT FROM (before.publish_at, before.expire_at, before.withdrawn_at,
                   before.section_id, before.site_id, before.language_code, before.story_id)
        ))
    ));
    RETURN NULL;
END $$;
"""
EVENTS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}


def trigger(table: str, event: str, expressions: str) -> str:
    quoted = expressions.replace("'", "''")
    return (
        f"CREATE OR REPLACE TRIGGER {table}_{event.lower()}_is_announced AFTER {event} "
        f"ON articles_{table} REFERENCING {EVENTS[event]} TABLE AS changed "
        f"FOR EACH STATEMENT EXECUTE FUNCTION articles_announce_rows('{quoted}');\n"
    )


def announcing(*, texts: bool) -> str:
    tables = {"correction": CORRECTION[texts], "retraction": RETRACTION[texts]}
    functions = FUNCTIONS.replace("{text}\n", TEXT[texts]).replace("{former}\n", FORMER[texts])
    return functions + "".join(
        trigger(table, event, expressions)
        for table, expressions in tables.items()
        for event in EVENTS
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0036_may_not_be_live")]

    operations = [migrations.RunSQL(announcing(texts=True), announcing(texts=False))]
