"""The newest of all sites, for the front room of the desk, which sorted all publications."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0030_view_figures")]

    operations = [
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                fields=["-publish_at", "-id"],
                condition=models.Q(("withdrawn_at__isnull", True)),
                name="publication_newest",
            ),
        ),
    ]
