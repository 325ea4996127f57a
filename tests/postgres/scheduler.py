"""A process of the restart test: `python -m tests.postgres.scheduler SECONDS`.

On DATA_DIR's server it brings up a database with one story that is published so many seconds
ahead, and another that ends then; it says the moment and the path of each as JSON.
"""

import json
import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newscenter.settings")


def schedule(seconds: float) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from articles.models import Publication
    from articles.queries.cards import story_path
    from articles.sites.snapshot import public_sites
    from articles.workflow import publish
    from tests.factories import make_section, make_site, make_story

    call_command("migrate", verbosity=0)
    site = make_site("news", ("vi", "en"))
    section = make_section(site)
    now = timezone.now()
    moment = now + timedelta(seconds=seconds)
    begins = make_story(site, ("vi",), section=section, texts={"title": "Mở cầu đúng giờ"})
    ends = make_story(site, ("vi",), section=section, texts={"title": "Hết hạn đúng giờ"})
    publish(begins, site=site, languages=["vi"], actor=None, publish_at=moment)
    publish(ends, site=site, languages=["vi"], actor=None, expire_at=moment)
    told = {"moment": moment.timestamp()}
    edition = public_sites().sites[0].edition("vi")
    for name, story in (("begins", begins), ("ends", ends)):
        shown = Publication.objects.select_related("revision").get(story=story)
        place = edition.section(shown.section_id)
        told[name] = story_path("vi", place, shown.revision.slug, story.pk)
        told["section"] = place.path
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    django.setup()
    schedule(float(sys.argv[1]))
