"""Site maps are kept in parts, and triggers say of which stories they may be out of date.

A mark is a row of its own and never updated, so that no writer waits for another; the part's maker
takes the marks away before it reads (`articles/sitemaps/parts.py`).
"""

import django.db.models.deletion
from django.db import migrations, models

MARKS = """
CREATE FUNCTION articles_mark_publications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_sitemapmark (story_id) SELECT DISTINCT story_id FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION articles_mark_pictures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_sitemapmark (story_id)
    SELECT DISTINCT story_id FROM articles_publication WHERE revision_id IN (
        SELECT id FROM articles_revision WHERE lead_image_id IN (SELECT id FROM changed)
    );
    RETURN NULL;
END $$;

-- Where a story comes from decides which site maps it.
CREATE FUNCTION articles_mark_story() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_sitemapmark (story_id) VALUES (NEW.id);
    RETURN NULL;
END $$;

CREATE TRIGGER publication_insert_is_marked AFTER INSERT ON articles_publication
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION articles_mark_publications();
CREATE TRIGGER publication_update_is_marked AFTER UPDATE ON articles_publication
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION articles_mark_publications();
CREATE TRIGGER publication_delete_is_marked AFTER DELETE ON articles_publication
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION articles_mark_publications();
CREATE TRIGGER image_update_is_marked AFTER UPDATE ON articles_image
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION articles_mark_pictures();
CREATE TRIGGER story_origin_is_marked AFTER UPDATE OF origin_id ON articles_story
    FOR EACH ROW WHEN (OLD.origin_id IS DISTINCT FROM NEW.origin_id)
    EXECUTE FUNCTION articles_mark_story();
"""
UNDO = """
DROP FUNCTION articles_mark_publications() CASCADE;
DROP FUNCTION articles_mark_pictures() CASCADE;
DROP FUNCTION articles_mark_story() CASCADE;
"""


def number() -> models.BigAutoField:
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0028_numbered_announcements")]

    operations = [
        migrations.CreateModel(
            name="SiteMapMark",
            fields=[("id", number()), ("story_id", models.BigIntegerField())],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["story_id"], name="site_map_mark_of_story")],
            },
        ),
        migrations.CreateModel(
            name="SiteMapPart",
            fields=[
                ("id", number()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.site",
                    ),
                ),
                ("number", models.BigIntegerField()),
                ("frame", models.CharField(max_length=32)),
                ("until", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField(null=True)),
                ("body", models.BinaryField(null=True)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("site", "number"), name="site_map_part_once")
                ],
            },
        ),
        # Site maps asked it for their newest change, and nothing else ever did.
        migrations.RemoveIndex(model_name="publication", name="publication_site_changed"),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=["site", "story"],
                name="publication_mapped",
            ),
        ),
        migrations.RunSQL(MARKS, UNDO),
    ]
