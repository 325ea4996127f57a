"""Front pages, and a log that also keeps what is done to a site."""

import articles.models.translation
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# table, columns, target table, target columns, what follows a change of the target.
REFERENCES = {
    "front_page_of_an_edition": (
        "articles_frontpage", "site_id, language_code",
        "articles_edition", "site_id, language_code", "ON DELETE CASCADE"),
    "front_page_slot_on_its_page": (
        "articles_frontpageslot", "site_id, language_code",
        "articles_frontpage", "site_id, language_code", "ON DELETE CASCADE"),
    "front_page_slot_as_published": (
        "articles_frontpageslot", "story_id, site_id, language_code",
        "articles_publication", "story_id, site_id, language_code", ""),
}


def reference(name: str, table: str, columns: str, target: str, keys: str, rule: str):
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) "
        f"REFERENCES {target} ({keys}) {rule} DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0019_picture_rights'),
    ]

    operations = [
        migrations.CreateModel(
            name='FrontPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language_code', models.CharField(choices=articles.models.translation.content_languages, max_length=15, verbose_name='language')),
                ('version', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField(verbose_name='changed')),
            ],
            options={
                'verbose_name': 'front page',
                'verbose_name_plural': 'front pages',
            },
        ),
        migrations.CreateModel(
            name='FrontPageSlot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language_code', models.CharField(max_length=15, verbose_name='language')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place')),
                ('begins_at', models.DateTimeField(blank=True, null=True, verbose_name='from')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AlterField(
            model_name='statechange',
            name='story',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='state_changes', to='articles.story'),
        ),
        migrations.AlterField(
            model_name='statechange',
            name='verb',
            field=models.CharField(choices=[('view', 'view'), ('write', 'write'), ('translate', 'translate'), ('take_over', 'take over what somebody works on'), ('submit', 'submit for review'), ('return', 'return to the writer'), ('approve', 'approve'), ('revert', 'go back to an earlier text'), ('publish', 'publish'), ('take_down', 'take down'), ('offer', 'offer to another site'), ('accept', 'accept what another site offers'), ('decline', 'decline what another site offers'), ('withdraw_offer', 'withdraw an offer'), ('plan_release', 'plan a release'), ('release', 'release together with others'), ('cancel_release', 'cancel a release'), ('curate', 'arrange a front page'), ('correct', 'correct what readers see'), ('retract', 'retract a story'), ('override', 'publish in spite of findings'), ('dismiss', 'mark a finding as intended'), ('delete', 'delete a draft'), ('keep_images', 'upload and describe pictures'), ('keep_vocabulary', 'keep tags, authors and sources'), ('manage_site', 'manage the site')], max_length=20, verbose_name='what'),
        ),
        migrations.AddConstraint(
            model_name='statechange',
            constraint=models.CheckConstraint(condition=models.Q(('story__isnull', False), ('site__isnull', False), _connector='OR'), name='state_change_of_story_or_site'),
        ),
        migrations.AddField(
            model_name='frontpage',
            name='changed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by'),
        ),
        migrations.AddField(
            model_name='frontpage',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='front_pages', to='articles.site', verbose_name='site'),
        ),
        migrations.AddField(
            model_name='frontpageslot',
            name='site',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.site'),
        ),
        migrations.AddField(
            model_name='frontpageslot',
            name='story',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='front_page_slots', to='articles.story', verbose_name='story'),
        ),
        migrations.AddConstraint(
            model_name='frontpage',
            constraint=models.UniqueConstraint(fields=('site', 'language_code'), name='front_page_of_edition'),
        ),
        migrations.AddConstraint(
            model_name='frontpageslot',
            constraint=models.UniqueConstraint(fields=('site', 'language_code', 'position', 'begins_at'), name='front_page_slot_one_at_a_time', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='frontpageslot',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='front_page_slot_counts_from_one'),
        ),
        migrations.AddConstraint(
            model_name='frontpageslot',
            constraint=models.CheckConstraint(condition=models.Q(('begins_at__isnull', True), ('ends_at__isnull', True), ('ends_at__gt', models.F('begins_at')), _connector='OR'), name='front_page_slot_ends_after_start'),
        ),
        *(reference(name, *parts) for name, parts in REFERENCES.items()),
    ]
