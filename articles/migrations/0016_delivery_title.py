from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_presence")]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="title",
            field=models.CharField(blank=True, max_length=250, verbose_name="title"),
        ),
        migrations.RunSQL(
            """
            UPDATE articles_delivery SET title = text.title
            FROM articles_story AS story
            JOIN articles_storytranslation AS text
              ON text.master_id = story.id AND text.language_code = story.original_language
            WHERE story.id = articles_delivery.story_id
            """,
            migrations.RunSQL.noop,
        ),
    ]
