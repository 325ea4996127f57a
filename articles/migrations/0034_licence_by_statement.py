"""Whether publications are within the licence of their source is asked once a statement.

Row by row it was the dearest trigger of an archive: most rows have no source to ask about.
"""

from django.db import migrations

BY_STATEMENT = """
DROP TRIGGER publication_within_licence ON articles_publication;
CREATE OR REPLACE FUNCTION articles_within_licence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE objection text;
BEGIN
    SELECT stands_against INTO objection FROM (
        -- CASE, because the source is to be looked up first; and by its key, row by row: a plan
        -- that reads all revisions would be kept for as long as the connection.
        SELECT CASE WHEN (
            SELECT r.source_id FROM articles_revision r WHERE r.id = changed.revision_id
        ) IS NOT NULL THEN articles_licence_objection(
            changed.revision_id, changed.site_id, changed.language_code, changed.expire_at
        ) END AS stands_against
        FROM changed
        WHERE withdrawn_at IS NULL AND (expire_at IS NULL OR expire_at > now())
        OFFSET 0
    ) AS asked
    WHERE stands_against IS NOT NULL LIMIT 1;
    IF objection IS NOT NULL THEN
        RAISE EXCEPTION 'the licence of the source does not cover this publication'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_within_licence',
                DETAIL = objection;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER publication_insert_within_licence AFTER INSERT ON articles_publication
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION articles_within_licence();
CREATE TRIGGER publication_update_within_licence AFTER UPDATE ON articles_publication
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION articles_within_licence();
"""
BY_ROW = """
DROP TRIGGER publication_insert_within_licence ON articles_publication;
DROP TRIGGER publication_update_within_licence ON articles_publication;
CREATE OR REPLACE FUNCTION articles_within_licence() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):

    dependencies = [("articles", "0033_kept_once")]

    operations = [migrations.RunSQL(BY_STATEMENT, BY_ROW)]
