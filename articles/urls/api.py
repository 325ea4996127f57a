"""The API: one view, which finds its operations in their own table."""

from django.urls import path, re_path

from articles.api import views

urlpatterns = [
    path("openapi.json", views.openapi, name="api_description"),
    re_path(r"^(?P<path>.*)$", views.api, name="api"),
]
