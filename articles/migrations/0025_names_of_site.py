import django.db.models.deletion
from django.db import migrations, models

NAMES = """
CREATE FUNCTION articles_names_of(wanted bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT COALESCE(jsonb_object_agg(language_code, name), '{}')
        || COALESCE(jsonb_object_agg('', name) FILTER (WHERE is_default), '{}')
    FROM articles_edition WHERE site_id = wanted
$$;
-- Whoever saves a site that was read before its editions changed does not bring old names back.
CREATE FUNCTION articles_site_is_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.names := articles_names_of(NEW.id);
    RETURN NEW;
END $$;
CREATE TRIGGER site_is_named BEFORE INSERT OR UPDATE ON articles_site
    FOR EACH ROW EXECUTE FUNCTION articles_site_is_named();
CREATE FUNCTION articles_edition_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE articles_site SET names = names WHERE id = OLD.site_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE articles_site SET names = names WHERE id = NEW.site_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER edition_names_site
    AFTER INSERT OR DELETE OR UPDATE OF site_id, language_code, name, is_default ON articles_edition
    FOR EACH ROW EXECUTE FUNCTION articles_edition_names();
UPDATE articles_site SET names = '{}';
"""
NO_NAMES = """
DROP TRIGGER edition_names_site ON articles_edition;
DROP TRIGGER site_is_named ON articles_site;
DROP FUNCTION articles_edition_names();
DROP FUNCTION articles_site_is_named();
DROP FUNCTION articles_names_of(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_preview_link")]

    operations = [
        migrations.AddField(
            model_name="site",
            name="names",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.RunSQL(NAMES, NO_NAMES),
        migrations.AlterField(
            model_name="statechange",
            name="site",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="articles.site",
                verbose_name="site",
            ),
        ),
    ]
