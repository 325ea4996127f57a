"""Which publications of an edition may not be live is known to searches without asking each."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0035_known_time_zone"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(
                    ("withdrawn_at__isnull", False), ("expire_at__isnull", False), _connector="OR"
                ),
                fields=["site", "language_code", "-publish_at"],
                include=["id", "expire_at", "withdrawn_at"],
                name="publication_may_not_be_live",
            ),
        ),
    ]
