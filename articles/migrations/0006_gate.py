from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0005_take_over'),
    ]

    operations = [
        migrations.AddField(
            model_name='finding',
            name='segment_kind',
            field=models.CharField(blank=True, default='', max_length=12),
        ),
        migrations.AddField(
            model_name='finding',
            name='segment_number',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='dismissal',
            name='covers_blocks',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='dismissal',
            name='dismissed_at',
            field=models.DateTimeField(auto_now=True, verbose_name='when'),
        ),
    ]
