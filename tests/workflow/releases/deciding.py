"""What tests of releases ask again and again: when it goes out, and why it does not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.workflow import ReleaseRefused


def tomorrow():
    return timezone.now() + timedelta(days=1)


def refusal(act):
    with pytest.raises(ReleaseRefused) as refused:
        act()
    return refused.value
