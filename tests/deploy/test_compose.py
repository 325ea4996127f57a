"""docker-compose.yml and the settings agree on the variables that there are."""

import re
from pathlib import Path

from tests.project.environment import variables_read

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
# Given by the image, or never set where containers run.
ELSEWHERE = {
    "DEBUG",
    "DATA_DIR",
    "MEDIA_ROOT",
    "STATIC_ROOT",
    "NEWSCENTER_PG_BIN",
    "PUBLIC_SCHEME",
    "PUBLIC_PORT",
}


def test_web_container_is_given_every_variable_it_may_need():
    block = COMPOSE.split("environment: &environment\n")[1].split("  read_only:")[0]
    given = set(re.findall(r"^    ([A-Z_]+):", block, flags=re.MULTILINE))

    assert given == variables_read() - ELSEWHERE


def test_web_container_cannot_write_to_itself_and_has_no_privileges():
    block = COMPOSE.split("x-web: &web\n")[1].split("\nservices:")[0]

    for line in ("read_only: true", "cap_drop: [ALL]", 'security_opt: ["no-new-privileges:true"]'):
        assert f"  {line}\n" in block
    assert "\nUSER newscenter\n" in (ROOT / "Dockerfile").read_text()
