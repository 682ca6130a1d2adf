"""What Datasette's own pages of tables and rows lack: labels, headings in order, readable JSON. Pure."""

import json
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
LONGEST_DIGEST = 64  # bytes
FIELD = re.compile(rf'<(select|input type="text") name="({"|".join(LABELS)})(?=[_\d]*")')


def labelled(html: str) -> Markup:
    """The markup of a page with a name for each field that has none, and no level of headings left out.

    >>> labelled('<h3>2 rows</h3><select name="_filter_op_1">')
    Markup('<h2 class="minor">2 rows</h2><select aria-label="How to compare" name="_filter_op_1">')
    """
    named = FIELD.sub(lambda match: f'<{match[1]} aria-label="{LABELS[match[2]]}" name="{match[2]}', html)
    named = named.replace('class="cross">', 'class="cross" aria-label="Remove">')
    return Markup(named.replace("<h3>", '<h2 class="minor">').replace("</h3>", "</h2>"))


def unfolded(value: object) -> object:
    """JSON of an object or a list with a line for each member, a digest in digits; anything else as it is.

    >>> print(unfolded('{"place":"Łódź"}'))
    {
      "place": "Łódź"
    }
    >>> unfolded(b"\\x07\\xff"), unfolded("[sic]"), unfolded(7)
    ('07ff', '[sic]', 7)
    """
    if isinstance(value, bytes) and len(value) <= LONGEST_DIGEST:
        return value.hex()
    if not isinstance(value, str) or value[:1] not in {"{", "["}:
        return value
    try:
        return json.dumps(json.loads(value), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return value


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Give the templates these functions."""
    env.filters["labelled"] = labelled
    env.filters["unfolded"] = unfolded
