import articles.models.translation
import django.contrib.postgres.fields
from django.db import migrations, models

# One definition, for the triggers and for the desk (queries/licences.py): what of a source's
# licence stands against a publication, or NULL.
OBJECTION = """
CREATE FUNCTION articles_licence_objection(
    revision bigint, site bigint, language text, expires timestamptz
) RETURNS text LANGUAGE sql STABLE AS $$
SELECT CASE
    WHEN EXISTS (SELECT FROM articles_source_licensed_sites l WHERE l.source_id = s.id)
        AND NOT EXISTS (
            SELECT FROM articles_source_licensed_sites l
            WHERE l.source_id = s.id AND l.site_id = site
        ) THEN 'site'
    WHEN s.licensed_languages <> '{}' AND language <> ALL (s.licensed_languages) THEN 'language'
    WHEN NOT s.translation_allowed AND language <> t.original_language THEN 'translation'
    WHEN expires IS NULL AND s.licensed_until IS NOT NULL OR expires > s.licensed_until THEN 'time'
END
FROM articles_revision r
JOIN articles_source s ON s.id = r.source_id
JOIN articles_story t ON t.id = r.story_id
WHERE r.id = revision
$$;
"""

TRIGGERS = """
CREATE FUNCTION articles_within_licence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE objection text;
BEGIN
    IF NEW.withdrawn_at IS NULL AND (NEW.expire_at IS NULL OR NEW.expire_at > now()) THEN
        objection := articles_licence_objection(
            NEW.revision_id, NEW.site_id, NEW.language_code, NEW.expire_at);
        IF objection IS NOT NULL THEN
            RAISE EXCEPTION 'the licence of the source does not cover this publication'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_within_licence',
                    DETAIL = objection;
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publication_within_licence BEFORE INSERT OR UPDATE ON articles_publication
    FOR EACH ROW EXECUTE FUNCTION articles_within_licence();

CREATE FUNCTION articles_licence_covers_all() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE source bigint;
BEGIN
    IF TG_TABLE_NAME = 'articles_source' THEN
        source := NEW.id;
    ELSE
        source := coalesce(NEW.source_id, OLD.source_id);
    END IF;
    IF EXISTS (
        SELECT FROM articles_publication p JOIN articles_revision r ON r.id = p.revision_id
        WHERE r.source_id = source AND p.withdrawn_at IS NULL
            AND (p.expire_at IS NULL OR p.expire_at > now())
            AND articles_licence_objection(
                p.revision_id, p.site_id, p.language_code, p.expire_at) IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'stories are public that this licence does not cover'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'source_covers_its_publications';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER source_covers_its_publications AFTER UPDATE ON articles_source
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (
        (OLD.licensed_languages, OLD.translation_allowed, OLD.licensed_until)
        IS DISTINCT FROM (NEW.licensed_languages, NEW.translation_allowed, NEW.licensed_until)
    ) EXECUTE FUNCTION articles_licence_covers_all();
CREATE CONSTRAINT TRIGGER source_covers_its_publications
    AFTER INSERT OR DELETE ON articles_source_licensed_sites
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION articles_licence_covers_all();
"""

DROPPED = """
DROP TRIGGER source_covers_its_publications ON articles_source_licensed_sites;
DROP TRIGGER source_covers_its_publications ON articles_source;
DROP TRIGGER publication_within_licence ON articles_publication;
DROP FUNCTION articles_licence_covers_all();
DROP FUNCTION articles_within_licence();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_gate'),
    ]

    operations = [
        migrations.AddField(
            model_name='source',
            name='licence_terms',
            field=models.TextField(blank=True, help_text='For the desk: number of the contract, conditions.', verbose_name='terms'),
        ),
        migrations.AddField(
            model_name='source',
            name='licensed_languages',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=articles.models.translation.content_languages, max_length=15), blank=True, default=list, help_text='None chosen: all languages.', size=None, verbose_name='permitted languages'),
        ),
        migrations.AddField(
            model_name='source',
            name='licensed_sites',
            field=models.ManyToManyField(blank=True, help_text='None chosen: all sites.', related_name='+', to='articles.site', verbose_name='permitted sites'),
        ),
        migrations.AddField(
            model_name='source',
            name='licensed_until',
            field=models.DateTimeField(blank=True, help_text='Stories with this source are public until then at the latest.', null=True, verbose_name='licensed until'),
        ),
        migrations.AddField(
            model_name='source',
            name='translation_allowed',
            field=models.BooleanField(default=True, verbose_name='may be translated'),
        ),
        migrations.RunSQL(
            OBJECTION,
            "DROP FUNCTION articles_licence_objection(bigint, bigint, text, timestamptz);",
        ),
        migrations.RunSQL(TRIGGERS, DROPPED),
    ]
