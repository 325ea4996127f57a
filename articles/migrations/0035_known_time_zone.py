from django.db import migrations

# One site with a name that the server has not heard of would keep the views of all sites from
# being rolled up. Where there is one, nothing was rolled up since, and its days may as well be
# those of UTC.
KNOWN = """
    UPDATE articles_site SET time_zone = 'UTC'
    WHERE lower(time_zone) NOT IN (SELECT lower(name) FROM pg_timezone_names);
    ALTER TABLE articles_site ADD CONSTRAINT site_time_zone_is_known
    CHECK ((timestamptz '2000-01-01 00:00Z' AT TIME ZONE time_zone) IS NOT NULL)
"""
FREE = "ALTER TABLE articles_site DROP CONSTRAINT site_time_zone_is_known"


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0034_licence_by_statement"),
    ]

    operations = [
        migrations.RunSQL(KNOWN, FREE),
    ]
