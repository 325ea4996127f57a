"""Every announcement says which transaction it is of, so that processes can tell each other how
much they have heard (`articles/caching/sharing.py`). All hear them in the same order.
"""

from django.db import migrations

NUMBERED = """
CREATE OR REPLACE FUNCTION articles_announce(keys text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE payload text := array_to_string(keys, ' ');
BEGIN
    IF payload <> '' THEN
        PERFORM pg_notify(
            'newscenter_pages',
            '#' || pg_current_xact_id() || ' '
                || CASE WHEN octet_length(payload) < 7900 THEN payload ELSE '*' END);
    END IF;
END $$;
"""
PLAIN = """
CREATE OR REPLACE FUNCTION articles_announce(keys text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE payload text := array_to_string(keys, ' ');
BEGIN
    IF payload <> '' THEN
        PERFORM pg_notify(
            'newscenter_pages', CASE WHEN octet_length(payload) < 7900 THEN payload ELSE '*' END);
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0027_ranking")]

    operations = [migrations.RunSQL(NUMBERED, PLAIN)]
