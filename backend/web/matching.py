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
    """Flask, with such rules, and without the redirects of almost fitting paths.

    Those would take the address to go to from the request's own ``Host``.
    """

    url_rule_class = MatchedRule

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.url_map.merge_slashes = False
        self.url_map.redirect_defaults = False
