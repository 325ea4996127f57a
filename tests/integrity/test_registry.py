import re

from django.conf import settings

from articles.integrity.registry import RULES

ROW = re.compile(r"^\| `([a-z-]+)` \| .+ \| (blocks|warns) \|$", re.MULTILINE)


def test_the_guide_lists_every_rule_with_its_weight():
    guide = (settings.BASE_DIR / "docs/editing.md").read_text(encoding="utf-8")

    assert [(rule, weight[:-1]) for rule, weight in ROW.findall(guide)] == [
        (rule.id, rule.severity) for rule in RULES
    ]
