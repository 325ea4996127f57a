"""For the board: views of a story on a site, and indexes of what is rare in an archive."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0007_licence'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoryViewTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('views', models.PositiveBigIntegerField()),
                ('site', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.site')),
                ('story', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='view_totals', to='articles.story')),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['site', '-views', '-story'], name='story_most_read')],
                'constraints': [models.UniqueConstraint(fields=('story', 'site'), name='story_view_total_once')],
            },
        ),
        migrations.RunSQL(
            """
            INSERT INTO articles_storyviewtotal (story_id, site_id, views)
            SELECT story_id, site_id, sum(opening + counted)
            FROM articles_viewtotal JOIN articles_publication ON id = publication_id
            GROUP BY 1, 2 HAVING sum(opening + counted) > 0
            """,
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            model_name='storytranslation',
            index=models.Index(condition=models.Q(('stale_segments__gt', 0), ('missing_segments__gt', 0), _connector='OR'), fields=['language_code', 'master'], name='story_text_behind'),
        ),
        migrations.AddIndex(
            model_name='storytranslation',
            index=models.Index(condition=models.Q(('unconfirmed_segments__gt', 0)), fields=['language_code', 'master'], name='story_text_unconfirmed'),
        ),
        migrations.AddIndex(
            model_name='translationclaim',
            index=models.Index(fields=['expires_at'], name='claim_live'),
        ),
    ]
