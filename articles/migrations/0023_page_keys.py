"""The database announces what changed in the words that kept pages are dropped by.

`articles/caching/keys.py` has the same words. Triggers, and not verbs, so that nothing that writes
can forget it: the admin, commands, imports, a person at a database prompt.
"""

from django.db import migrations, models

FUNCTIONS = """
-- Everything that a page may have looked at of these publications.
CREATE FUNCTION articles_page_keys(ids bigint[]) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    WITH changed AS (
        SELECT id, story_id, site_id, language_code FROM articles_publication
        WHERE id = ANY(ids)
    )
    SELECT 'n' || story_id FROM changed
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

-- Delivered when the transaction is committed, and not at all when it is not. A payload has less
-- than 8,000 bytes; where more has changed than that can name, everything has.
CREATE FUNCTION articles_announce(keys text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE payload text := array_to_string(keys, ' ');
BEGIN
    IF payload <> '' THEN
        PERFORM pg_notify(
            'newscenter_pages', CASE WHEN octet_length(payload) < 7900 THEN payload ELSE '*' END);
    END IF;
END $$;

-- The argument is a list of expressions over a changed row.
CREATE FUNCTION articles_announce_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE keys text[];
BEGIN
    EXECUTE 'SELECT array_agg(DISTINCT word) FROM changed, unnest(ARRAY['
        || TG_ARGV[0] || ']) AS named (word)' INTO keys;
    PERFORM articles_announce(keys);
    RETURN NULL;
END $$;

CREATE FUNCTION articles_announce_publications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM articles_announce(ARRAY(
        SELECT 'n' || story_id FROM changed
        UNION SELECT 'e' || site_id || '.' || language_code FROM changed
        UNION SELECT 'w' || site_id FROM changed
        UNION SELECT 'w' || carried.site_id
            FROM changed JOIN articles_publication AS carried USING (story_id)
    ));
    RETURN NULL;
END $$;

-- A new text concerns the story and the maps; another time or place all lists, too.
CREATE FUNCTION articles_announce_moved_publications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM articles_announce(ARRAY(
        SELECT 'n' || story_id FROM changed
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

LISTED = "language_code"
# table: when, and expressions over a changed row.
ROWS = {
    "sectionlisting": ("IUD", "'c' || section_id || '.' || language_code"),
    "taglisting": (
        "IUD",
        "'t' || tag_id || '.' || site_id || '.' || language_code,"
        "'d' || site_id || '.' || language_code",
    ),
    "authorlisting": (
        "IUD",
        "'a' || author_id || '.' || site_id || '.' || language_code,"
        "'d' || site_id || '.' || language_code",
    ),
    "correction": ("IUD", "'n' || story_id, 'k' || language_code"),
    "retraction": (
        "IUD",
        "'n' || (SELECT story_id FROM articles_publication AS p WHERE p.id = publication_id)",
    ),
    "frontpageslot": ("IUD", "'f' || site_id || '.' || language_code"),
    "image": ("UD", "'m' || id, 'images'"),
    "imagetranslation": ("IUD", "'m' || master_id, 'images'"),
    "tag": ("UD", "'g' || id, 'names'"),
    "tagtranslation": ("IUD", "'g' || master_id, 'names'"),
    "author": ("UD", "'b' || id, 'names'"),
    "authortranslation": ("IUD", "'b' || master_id, 'names'"),
    "source": ("UD", "'r' || id, 'names'"),
    "sourcetranslation": ("IUD", "'r' || master_id, 'names'"),
    "site": ("IUD", "'frames'"),
    "sitehost": ("IUD", "'frames'"),
    "edition": ("IUD", "'frames'"),
    "footerline": ("IUD", "'frames'"),
    "category": ("IUD", "'frames'"),
    "categorytranslation": ("IUD", "'frames'"),
}
EVENTS = {
    "I": ("INSERT", "NEW TABLE AS changed"),
    "U": ("UPDATE", "NEW TABLE AS changed"),
    "D": ("DELETE", "OLD TABLE AS changed"),
}


def trigger(table: str, event: str, tables: str, function: str) -> str:
    name = f"{table}_{event.lower()}_is_announced"
    return (
        f"CREATE TRIGGER {name} AFTER {event} ON articles_{table} REFERENCING {tables} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function};"
    )


def quoted(expressions: str) -> str:
    return "'" + expressions.replace("'", "''") + "'"


TRIGGERS = [
    trigger(table, *EVENTS[letter], f"articles_announce_rows({quoted(expressions)})")
    for table, (letters, expressions) in ROWS.items()
    for letter in letters
] + [
    trigger("publication", "INSERT", "NEW TABLE AS changed", "articles_announce_publications()"),
    trigger("publication", "DELETE", "OLD TABLE AS changed", "articles_announce_publications()"),
    trigger(
        "publication",
        "UPDATE",
        "OLD TABLE AS before NEW TABLE AS changed",
        "articles_announce_moved_publications()",
    ),
]
UNDO = """
DROP FUNCTION articles_announce_rows() CASCADE;
DROP FUNCTION articles_announce_publications() CASCADE;
DROP FUNCTION articles_announce_moved_publications() CASCADE;
DROP FUNCTION articles_announce(text[]);
DROP FUNCTION articles_page_keys(bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_site_footer_and_logo")]

    operations = [
        migrations.CreateModel(
            name="PageCacheReport",
            fields=[
                (
                    "process",
                    models.CharField(max_length=300, primary_key=True, serialize=False),
                ),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("figures", models.JSONField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunSQL(FUNCTIONS + "\n".join(TRIGGERS), UNDO),
        migrations.AddIndex(
            "publication",
            models.Index(
                fields=["expire_at"],
                condition=models.Q(expire_at__isnull=False, withdrawn_at__isnull=True),
                name="publication_next_end",
            ),
        ),
    ]
