"""A page with the two fields of a picture and nothing else, for a browser to work with."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from articles.forms.focal_point import FocalPointField, Point
from articles.forms.image_upload import ImageUploadField

PAGE = """<!doctype html><html lang="en"><title>Picture</title>
<link rel="icon" href="data:,">{{ form.media }}
<form method="post">{{ form.as_p }}</form></html>"""


class PictureForm(forms.Form):
    file = ImageUploadField(required=False)
    focal_point = FocalPointField()


def picture(request: HttpRequest) -> HttpResponse:
    form = PictureForm(initial={"focal_point": Point(0.25, 0.5)})
    form.fields["focal_point"].widget.picture_url = request.GET.get("picture", "")
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


urlpatterns = [path("-/picture/", picture), path("", include("newscenter.urls"))]
