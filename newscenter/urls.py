"""The address space: the admin, technical addresses under `/-/`, then the public site."""

from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("admin/", admin.site.urls),
]
