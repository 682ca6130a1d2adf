"""What Datasette's own table page lacks for people who do not see it: labels, headings in order. Pure."""

import re

from jinja2 import Environment
from markupsafe import Markup

from datasette import hookimpl

LABELS = {
    "_filter_column": "Column to filter by",
    "_filter_op": "How to compare",
    "_filter_value": "Value to compare with",
    "_sort": "Column to sort by",
}
FIELD = re.compile(rf'<(select|input type="text") name="({"|".join(LABELS)})(?=[_\d]*")')


def labelled(html: str) -> Markup:
    """The markup of a page with a name for each field that has none, and no level of headings left out.

    >>> labelled('<h3>2 rows</h3><select name="_filter_op_1">')
    Markup('<h2 class="minor">2 rows</h2><select aria-label="How to compare" name="_filter_op_1">')
    """
    named = FIELD.sub(lambda match: f'<{match[1]} aria-label="{LABELS[match[2]]}" name="{match[2]}', html)
    named = named.replace('class="cross">', 'class="cross" aria-label="Remove">')
    return Markup(named.replace("<h3>", '<h2 class="minor">').replace("</h3>", "</h2>"))


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Give the templates this function."""
    env.filters["labelled"] = labelled
