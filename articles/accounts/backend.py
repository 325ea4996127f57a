"""Who a session belongs to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.models import User


class DeskBackend(ModelBackend):
    """Django's own, fetching the person together with whether they have a second factor."""

    def get_user(self, user_id: Any) -> User | None:
        device = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        user = User.objects.annotate(has_device=Exists(device)).filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.known_second_factor = user.has_device
        return user
