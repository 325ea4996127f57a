"""What Django's constraints cannot say: composite foreign keys, and tables that only grow."""

from django.db import migrations

# table, columns, target table, target columns, what follows a change of the target.
REFERENCES = {
    "category_parent_same_site": (
        "articles_category", "parent_id, site_id", "articles_category", "id, site_id", ""),
    "category_translation_same_site": (
        "articles_categorytranslation", "master_id, section_site_id",
        "articles_category", "id, site_id", "ON UPDATE CASCADE"),
    "story_section_of_origin": (
        "articles_story", "section_id, origin_id", "articles_category", "id, site_id", ""),
    "story_translation_own_head": (
        "articles_storytranslation", "head_id, master_id, language_code",
        "articles_revision", "id, story_id, language_code", ""),
    "publication_own_revision": (
        "articles_publication", "revision_id, story_id, language_code",
        "articles_revision", "id, story_id, language_code", ""),
    "publication_section_of_site": (
        "articles_publication", "section_id, site_id", "articles_category", "id, site_id", ""),
    "publication_in_an_edition": (
        "articles_publication", "site_id, language_code",
        "articles_edition", "site_id, language_code", ""),
    "section_listing_section_of_site": (
        "articles_sectionlisting", "section_id, site_id", "articles_category", "id, site_id", ""),
    **{
        f"{name}_as_published": (
            f"articles_{name}", "publication_id, site_id, language_code, publish_at",
            "articles_publication", "id, site_id, language_code, publish_at", "ON UPDATE CASCADE")
        for name in ("sectionlisting", "taglisting", "authorlisting", "searchentry")
    },
}

NEVER_CHANGED = """
CREATE FUNCTION articles_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER revision_is_immutable BEFORE UPDATE ON articles_revision
    FOR EACH ROW EXECUTE FUNCTION articles_never_changed();
CREATE TRIGGER state_change_is_append_only BEFORE UPDATE OR DELETE ON articles_statechange
    FOR EACH ROW EXECUTE FUNCTION articles_never_changed();
"""

CHANGED_AGAIN = """
DROP TRIGGER revision_is_immutable ON articles_revision;
DROP TRIGGER state_change_is_append_only ON articles_statechange;
DROP FUNCTION articles_never_changed();
"""


def reference(name: str, table: str, columns: str, target: str, keys: str, rule: str):
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) "
        f"REFERENCES {target} ({keys}) {rule} DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [
        *(reference(name, *parts) for name, parts in REFERENCES.items()),
        migrations.RunSQL(NEVER_CHANGED, CHANGED_AGAIN),
    ]
