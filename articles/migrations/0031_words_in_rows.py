"""A vector of up to 8 kB stands in its row: most are just beyond the 2 kB that PostgreSQL puts there
by itself, and to fetch one from beside the table takes six times what comparing it does.

Rows that are there already stay as they are until they are written again (`rebuild_search`).
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0030_view_figures")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE articles_searchentry SET (toast_tuple_target = 8160)",
            "ALTER TABLE articles_searchentry RESET (toast_tuple_target)",
        ),
    ]
