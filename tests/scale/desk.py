"""The desk of the test: `python -m tests.scale.desk`, a verb and its arguments a line as JSON.

Each is one transaction of the real verbs, in a process of its own that serves no reader. It says
what came of it once it is committed.
"""

import json
import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newscenter.settings")


def make():
    """A site with one story; their keys and addresses."""
    from tests.factories import make_section, make_site

    site = make_site("news", ("vi",))
    make_section(site, "song", vi="Bến sông")
    return {"story": new(0), "menu": site.categories.get().pk}


def new(number):
    """Publish one more story."""
    from articles.models import Site
    from tests.factories import make_live_story

    site = Site.objects.get()
    story = make_live_story(site, ("vi",), texts={"title": f"Tin số {number}"})
    return story.pk


def publish(story, number):
    """The next text of a story that is live."""
    from articles.models import Site, Story
    from articles.workflow import publish as verb
    from tests.factories import write_text

    found = Story.objects.get(pk=story)
    write_text(found, "vi", title=f"Tin số {number}")
    verb(found, site=Site.objects.get(), languages=["vi"], actor=None)


def correct(story, text):
    from articles.models import Story
    from articles.workflow import correct as verb

    verb(Story.objects.get(pk=story), "vi", text=text, actor=None)


def take_down(story):
    from articles.models import Story
    from articles.workflow import take_down as verb

    verb(Story.objects.get(pk=story), actor=None, reason="x")


def curate(story):
    """Put a story at the top of the front page."""
    from articles.models import FrontPage, Site
    from articles.workflow.curating import Slot, arrange

    page = FrontPage.objects.first()
    slot = Slot(position=1, story_id=story, begins_at=None, ends_at=None)
    arrange(Site.objects.get(), "vi", [slot], actor=None, base=page.version if page else 0)


def rename_section(section, name):
    from articles.models import CategoryTranslation

    text = CategoryTranslation.objects.get(master=section, language_code="vi")
    text.name = name
    text.save()


def rename_site(name):
    from articles.models import Edition

    edition = Edition.objects.get()
    edition.name = name
    edition.save()


def status():
    from articles.caching.reporting import replica_reports, reports

    return {
        "shared": {name: one.shared for name, one in reports().items()},
        "servers": {
            name: [[one.server, one.state, one.answered, one.failures] for one in servers]
            for name, servers in replica_reports().items()
        },
    }


VERBS = [make, new, publish, correct, take_down, curate, rename_section, rename_site, status]


def main():
    from django.db import DatabaseError, InterfaceError, close_old_connections

    verbs = {verb.__name__: verb for verb in VERBS}
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        close_old_connections()
        try:
            answer = {"ok": verbs[name](*arguments), "at": time.time()}
        except (DatabaseError, InterfaceError) as error:
            answer = {"failed": str(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    main()
