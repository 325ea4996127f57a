"""The address space: the public site, the admin, and technical addresses under `/-/`."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from articles.views import password_reset, renditions
from articles.views.image_picker import image_picker
from newscenter.health import health
from newscenter.metrics import metrics

handler500 = "newscenter.failures.failed"

urlpatterns = [
    # First, because it is asked for most. Its addresses begin with a language, none of these does.
    path("", include("articles.urls.public")),
    path("admin/articles/image/pick/", image_picker, name="image-picker"),
    *password_reset.urls(),
    path("admin/", admin.site.urls),
    path("api/v1/", include("articles.urls.api")),
    path("-/health", health, name="health"),
    path("-/metrics", metrics, name="metrics"),
    re_path(r"^media/(?P<folder>[rt])/(?P<path>.+)$", renditions.rendition, name="rendition"),
]
if settings.DEBUG:
    urlpatterns.append(path("media/<path:path>", renditions.original, name="original"))
