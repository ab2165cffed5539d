"""All rules: importing a file of them fills the table."""

from . import rules_about, rules_file, rules_show, rules_tags

__all__ = ["rules_about", "rules_file", "rules_show", "rules_tags"]
