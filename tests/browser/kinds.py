"""Every kind of page, by an address of it; names in braces are filled in from the samples."""

from urllib.parse import quote

NUMBERS = (
    "select reports.starts as day, number as value, name as series, qualifier, headline, publisher, "
    "published as reported, entry_id from reports join event_quantities using (event_id) "
    "where name in ('killed', 'wounded', 'drones') order by day, series"
)


KINDS = {
    "home": "/",
    "timeline": "/dateline/whole_timeline",
    "frame": "/dateline/whole_timeline?_view=embed",
    "entry": "/dateline/entry/{entry}",
    "article": "/dateline/article/{article}",
    "actor": "/dateline/actor/{actor}",
    "place": "/dateline/place/{place}",
    "search": "/dateline/search?words=plan",
    "strikes": "/dateline/strikes",
    "promises": "/dateline/promises",
    "disagreements": "/dateline/disagreements",
    "numbers": "/dateline/numbers_over_time",
    "coverage": "/dateline/coverage",
    "chart": f"/dateline?sql={quote(NUMBERS)}",
    "sql": "/dateline?sql=select+type,+count(*)+from+timeline+group+by+type",
    "rows": "/dateline/planned?_view=table",
    "view": "/dateline/timeline",
    "data": "/dateline",
    "table": "/dateline/records?_size=20",
    "facets": "/dateline/reports?_view=table&_facet=publisher&_size=20",
    "row": "/dateline/records/1",
    "moment": "/dateline-as-of-2100-01-01/whole_timeline",
    "missing": "/dateline/entry/0000000000000000",
}
