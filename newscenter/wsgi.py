"""The WSGI entry point: `granian --interface wsgi newscenter.wsgi:application`."""

import os
import sys

from django.core.wsgi import get_wsgi_application

# Threads that answer kept pages hardly ever wait for anything, so that one that has to write a
# view got its turn too late: 5 ms are for programs that calculate.
sys.setswitchinterval(0.001)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newscenter.settings")
django = get_wsgi_application()

# Django has to be set up first.
from articles.caching.process import with_page_cache  # noqa: E402
from articles.counting.process import with_beacon  # noqa: E402
from newscenter.bodies import with_whole_bodies  # noqa: E402
from newscenter.readers import with_page_thread, with_readers  # noqa: E402

# The beacon reads the bodies that it takes itself: to be asked again whether there is more would
# cost each view two changes of thread.
application = with_beacon(
    with_whole_bodies(with_page_cache(with_readers(django), with_page_thread))
)
