"""Processes of the kill test: `python -m tests.counting.program make|roll`, on DATA_DIR's server.

`make` brings up a database with one live story and says its publication's id; `roll` rolls up in
small batches until it is killed.
"""

import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newscenter.settings")


def make() -> None:
    from django.core.management import call_command

    from articles.models import Publication
    from tests.factories import make_live_story, make_site

    call_command("migrate", verbosity=0)
    story = make_live_story(make_site("news"))
    sys.stdout.write(f"{Publication.objects.get(story=story).pk}\n")


def roll() -> None:
    from django.db import DatabaseError, InterfaceError, close_old_connections

    from articles.counting import roll_up

    roll_up.BATCH = 20
    while True:
        try:
            roll_up.roll_up()
        except (DatabaseError, InterfaceError):
            # The server was killed; the next connection starts it again.
            close_old_connections()
        time.sleep(0.05)


if __name__ == "__main__":
    django.setup()
    {"make": make, "roll": roll}[sys.argv[1]]()
