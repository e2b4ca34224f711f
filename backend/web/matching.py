"""Rules that requests are matched with, and nothing else.

Werkzeug compiles two functions for each rule that would build its address. Nobody here asks for
one: the app knows its paths, and links are made in ``backend.codes.links``. Without them a process
starts a tenth of a second earlier, and so does every test.
"""

from typing import Any, NoReturn

from flask import Flask
from werkzeug.routing import Rule


def _never_built(rule: Rule, **values: Any) -> NoReturn:
    raise NotImplementedError(f"no address is built for {rule.rule}")


class MatchedRule(Rule):
    """A rule whose address is never built."""

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        return _never_built


class MatchingFlask(Flask):
    """Flask, with such rules."""

    url_rule_class = MatchedRule
