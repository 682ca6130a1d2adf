"""What strangers may ask of a public server, and what they must not get."""

import random
import re
import sqlite3
import zlib
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import pytest
from datasette.app import Datasette

from events.errors import DatelineError
from ingest.serving import Audience, is_loopback, open_site
from tests.datasette.asking import Answer, Asked, ask, digest
from tests.datasette.hostile_sql import BOUNDED, REFUSED

STRANGERS = Audience(public=True, sql=True)
READERS = Audience(public=True, sql=False)
FORM = {"content-type": "application/x-www-form-urlencoded"}
HEADERS = (
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
)
LEAKS = re.compile(
    r"Traceback|site-packages|\.py\b|\bpython\W?\d|uvicorn|/tmp/|/home/|sqlite_version|\b3\.\d\d\.\d|starlette|"
    r"<module>|0x[0-9a-f]{8}",
    re.IGNORECASE,
)


def sql(statement: str, rest: str = "") -> str:
    return f"/dateline?sql={quote(statement)}{rest}"


@pytest.fixture
def public(written: Path) -> Datasette:
    """A public server with open SQL."""
    return open_site(written, STRANGERS)


def case(
    id: str, target: str, *statuses: int, method: str = "GET", body: bytes = b"", **headers: str
) -> pytest.param:  # type: ignore[valid-type]  # pytest names no type for it
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return pytest.param(Asked(target, method, named, body), statuses, id=id)


WRITES = [
    case("insert", sql("insert into polls values (1, 2, 3, 4, 5, 6)"), 400),
    case("insert behind with", sql("with x as (select 1) insert into poll_items select 1, 2"), 400),
    case("update behind with", sql("with x as (select 1) update articles set title = 'x'"), 400),
    case("delete behind with", sql("with x as (select 1) delete from records"), 400),
    case("drop table", sql("drop table records"), 400),
    case("create table", sql("create table mine (a)"), 400),
    case("create temporary table", sql("create temp table mine (a)"), 400),
    case("create trigger", sql("create trigger t after insert on records begin select 1; end"), 400),
    case("several statements", sql("select 1; drop table records"), 400),
    case("update the schema", sql("with x as (select 1) update sqlite_master set sql = ''"), 400),
    case("vacuum into a file", sql("vacuum into '/tmp/copy.db'"), 400),
    case("post sql", "/dateline", 405, method="POST", body=b"sql=drop+table+records", **FORM),
    case("post to a canned query", "/dateline/whole_timeline", 405, method="POST", body=b"type=x", **FORM),
    case("post without a token", "/-/messages", 405, method="POST", body=b"message=x", **FORM),
    case(
        "post as json", "/dateline/articles", 405, method="POST", body=b"{}", content_type="application/json"
    ),
    case("put", "/dateline/articles", 405, method="PUT"),
    case("delete", "/dateline/articles/1", 405, method="DELETE"),
    case("patch", "/dateline/entry/x", 405, method="PATCH"),
    case("unknown method", "/dateline", 405, method="PROPFIND"),
    case("trace", "/dateline", 405, method="TRACE"),
    case("method override", "/dateline/articles", 200, x_http_method_override="DELETE"),
]
READS_OF_THE_MACHINE = [
    case("attach", sql("attach database '/etc/passwd' as p"), 400),
    case("attach behind a comment", sql("/* select */ attach 'x' as y"), 400),
    case("pragma", sql("pragma database_list"), 400),
    case("pragma behind a comment", sql("/**/pragma database_list"), 400),
    case("pragma that sets", sql("pragma query_only = 0"), 400),
    case("path of the file", sql("select * from pragma_database_list"), 400),
    case("path of the file, explained", sql("explain select file from pragma_database_list"), 400),
    case("functions", sql("select * from pragma_function_list"), 400),
    case("options of the library", sql("select sqlite_compileoption_get(1)"), 400),
    case("source of the library", sql("select sqlite_source_id()"), 400),
    case("load_extension", sql("select load_extension('/tmp/evil.so')"), 400),
    case("load_extension in capitals", sql("select LOAD_Extension('x', 'y')"), 400),
    case("tokenizer pointer", sql("select hex(fts3_tokenizer('simple'))"), 400),
    case("index pointer", sql("select fts5(1)"), 400),
    case("readfile", sql("select readfile('/etc/passwd')"), 400),
    case("writefile", sql("select writefile('/tmp/x', 'y')"), 400),
    case("pages of the file", sql("select * from dbstat"), 400),
    case("statements of others", sql("select * from sqlite_stmt"), 400),
    case("database download", "/dateline.db", 403),
    case("download of a moment", "/dateline-as-of-2025-12-01.db", 403),
    case("memory", "/_memory?sql=select+1", 403, 404),
    case("internal database", "/_internal", 403, 404),
    case("internal tables", "/_internal/databases.json", 403, 404),
]
ADDRESSES = [
    case("up from assets", "/static/../../../../etc/passwd", 404),
    case("up from assets, encoded", "/static/..%2f..%2f..%2fetc%2fpasswd", 302, 404),
    case("up from assets to the plugins", "/static/../plugins/limits.py", 404),
    case("up from Datasette's files", "/-/static/../app.py", 404),
    case("up with backslashes", "/static/..\\..\\metadata.yml", 400),
    case("assets as a folder", "/static/", 403, 404),
    case("metadata file", "/metadata.yml", 404),
    case("null byte in the path", "/dateline/entry/%00", 400),
    case("null byte in sql", "/dateline?sql=select+%00", 400),
    case("null byte in a field", "/dateline/whole_timeline?actor=%00", 200),
    case("line break in the path", "/dateline%0d%0aSet-Cookie:a=b", 302, 404),
    case("line break in a field", "/dateline/whole_timeline?actor=a%0d%0aSet-Cookie:+a=b", 200),
    case("line break in a moment", "/dateline/planned?_as_of=2025-12-01%0d%0aX:y", 400),
    case("line break on the way", "/dateline/planned?_as_of=2025-12-01&actor=%0d%0aX:y", 302),
    case("somewhere else", "//evil.example/dateline", 302, 404),
    case("somewhere else with a slash", "//evil.example/", 302, 404),
    case("bytes that are no letters", "/dateline/entry/ÿþ", 400),
    case("bytes that are no words", "/dateline/whole_timeline?actor=%ff%fe", 200),
    case("overlong query", "/dateline/whole_timeline?actor=" + "a" * 20_000, 414),
    case("overlong path", "/dateline/entry/" + "a" * 20_000, 414),
    case("huge sql", sql("select 1 --" + "a" * 200_000), 414),
    case("many parameters", "/dateline/whole_timeline?" + "a=1&" * 500, 400),
    case("many facets", "/dateline/articles?" + "_facet=publisher&" * 50, 400),
    case("nested too deep", sql("select " + "(" * 2_000 + "1" + ")" * 2_000), 400),
    case("unknown page", "/dateline/nothing", 404),
    case("unknown format", "/dateline/whole_timeline.exe", 200, 404),
    case("template words", "/dateline/entry/{{7*7}}", 400, 404),
]
PARAMETERS = [
    case("size of everything", "/dateline/articles?_size=999999999", 400),
    case("negative size", "/dateline/articles?_size=-1", 400),
    case("size that is no number", "/dateline/articles?_size=many", 400),
    case("next that is none", "/dateline/articles?_next=%27%3B--", 200, 400),
    case("next of a view that is no number", "/dateline/timeline?_next=x", 400),
    case("next of a view beyond all numbers", "/dateline/timeline.atom?_next=" + "9" * 40, 400),
    case("filter beyond all numbers", "/dateline/articles?published__gte=" + "9" * 40, 400),
    case("through a table that is none", "/dateline/articles?_through=1", 400),
    case("from that is no number", "/dateline/whole_timeline.atom?_from=x", 400),
    case("unknown shape", "/dateline/articles.json?_shape=evil", 400),
    case("unknown facet", "/dateline/articles?_facet=nothing%27", 400),
    case("facet of an array", "/dateline/articles?_facet_array=title", 200, 400),
    case("unknown sort", "/dateline/articles?_sort=nothing", 400),
    case("sort with sql", "/dateline/articles?_sort=title%3Bdrop+table+records", 400),
    case("both sorts", "/dateline/articles?_sort=title&_sort_desc=title", 400),
    case("where with two statements", "/dateline/articles?_where=1%3Bdrop+table+records", 400),
    case("where with a function", "/dateline/articles?_where=load_extension(1)", 400),
    case("filter with a quote", "/dateline/articles?title__exact=%27%22%3B--", 200),
    case("search syntax", "/dateline/search?words=%22+OR+NEAR(*", 200),
    case("search in the table", "/dateline/timeline_search?_search=%22%2A&_searchmode=raw", 200, 400),
    case("trace", "/dateline/articles?_trace=1", 200),
    case("trace of csv", "/dateline/articles.csv?_trace=1", 200),
    case("time limit of the visitor", "/dateline/whole_timeline?_timelimit=999999", 200),
    case("time limit that is no number", "/dateline/whole_timeline?_timelimit=x", 400),
    case("time to live of the visitor", "/dateline/articles?_ttl=99999999", 200),
    case("moment that is none", "/dateline/planned?_as_of=yesterday", 400),
    case("moment with sql", "/dateline/planned?_as_of=2025-12-01%27--", 400),
    case("moment that is no day", "/dateline-as-of-2025-02-30/planned", 404),
    case("moment of a moment", "/dateline-as-of-2025-12-01-as-of-2025-11-01/planned", 404),
    case("moment of another file", "/..~2Fother-as-of-2025-12-01/planned", 404),
    case("magic of a query", "/dateline/whole_timeline?_header_host=1&_cookie_x=1&_actor_id=1", 200),
]
HOSTS = [
    case("another host", "/dateline", 200, host="evil.example"),
    case("host with a path", "/dateline", 400, host="evil.example/x"),
    case("host with markup", "/dateline", 400, host='"><script>'),
    case("host with a line break", "/dateline", 400, host="a\r\nb"),
    case("forwarded host", "/dateline", 200, x_forwarded_host="evil.example", x_original_url="/-/versions"),
    case("odd cookie", "/dateline", 200, 500, cookie="a\x00=b; =; ds_actor=x; ds_messages=y"),
    case("forged actor", "/-/permissions", 404, cookie='ds_actor={"a":{"id":"root"}}'),
    case("range", "/static/dateline.css", 200, range="bytes=0-99999999999"),
]
CLOSED = [
    case(f"server page {name}", f"/-/{name}", 404)
    for name in (
        *("versions", "versions.json", "plugins", "plugins.json", "settings", "settings.json", "metadata"),
        *("metadata.json", "databases", "databases.json", "threads", "threads.json", "actor", "actor.json"),
        *(
            "config",
            "config.json",
            "logout",
            "messages",
            "allow-debug",
            "permissions",
            "patterns",
            "auth-token",
        ),
        *("", "static", "./versions", "static/../versions", "Versions"),
    )
]
REQUESTS = [*WRITES, *READS_OF_THE_MACHINE, *ADDRESSES, *PARAMETERS, *HOSTS, *CLOSED]


@pytest.mark.parametrize(("asked", "statuses"), REQUESTS)
async def test_stranger_gets_no_more_than_the_news(
    written: Path, public: Datasette, asked: Asked, statuses: tuple[int, ...]
) -> None:
    before = digest(written)

    answer = await ask(public, *asked)

    assert answer.status in statuses, answer.text[-600:]
    assert_nothing_leaks(answer, written)
    assert digest(written) == before


def assert_nothing_leaks(answer: Answer, db: Path) -> None:
    """Neither text nor headers tell of the machine; a question is repeated, so its own words do not count."""
    told = re.sub(
        r"<textarea.*?</textarea>|<title>.*?</title>|<pre.*?</pre>", "", answer.text, flags=re.DOTALL
    )
    told = re.sub(r"href=\"[^\"]*\"|value=\"[^\"]*\"|\"sql\": \"[^\"]*\"", "", told)
    held = " ".join(f"{name}: {value}" for name, value in answer.headers.items() if name != "link")
    assert str(db.parent) not in answer.text + held
    assert not LEAKS.search(told), LEAKS.search(told)
    assert all(name in answer.headers for name in HEADERS)
    assert not {"set-cookie", "x", "server"} & answer.headers.keys()
    assert not re.search(r"[\r\n]", held)
    location = answer.headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("database", ["dateline", "dateline-as-of-2025-12-31"])
async def test_sql_that_takes_too_much_is_refused(public: Datasette, database: str, statement: str) -> None:
    answer = await ask(public, f"/{database}.json?sql={quote(statement)}")

    assert answer.status == 400
    assert '"ok": false' in answer.text


@pytest.mark.parametrize("suffix", ["", ".json", ".csv", ".atom"])
async def test_sql_that_takes_too_long_is_ended(written: Path, suffix: str) -> None:
    site = open_site(written, STRANGERS)
    site.sql_time_limit_ms = 50

    answer = await ask(site, f"/dateline{suffix}?sql={quote(BOUNDED['endless numbers'])}")

    assert answer.status == 400
    assert "ask for less" in answer.text
    assert "<script" not in answer.text


async def test_sql_is_limited_in_memory_too(written: Path) -> None:
    site = open_site(written)
    site.add_memory_database("scratch")

    for statement in (
        "select zeroblob(1000000000)",
        "select * from pragma_database_list",
        "select load_extension('x')",
    ):
        assert (await ask(site, f"/scratch.json?sql={quote(statement)}")).status == 400


async def test_sql_of_a_reader_is_answered(public: Datasette) -> None:
    for statement in (
        "select type, count(*) from events group by type order by 2 desc",
        "select group_concat(headline, ' / ') from timeline",
        "select value from json_each((select json_group_array(type) from events))",
        "select * from timeline_search where timeline_search match 'veldt' order by bm25(timeline_search)",
        "select name from pragma_table_info('articles')",
        "select printf('%05d %-10s', 42, 'x'), replace('abc', 'b', 'd'), trim(' a '), instr('abc', 'c')",
        "select * from sqlite_master",
        "select row_number() over (partition by type order by starts) from timeline",
        "select title from articles where title like '%river%' and title glob '*trim*'",
    ):
        answer = await ask(public, f"/dateline.json?sql={quote(statement)}")
        assert answer.status == 200, answer.text


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("instr('abc', '')", 1),
        ("instr(x'0102', x'02')", 2),
        ("instr(12345, 34)", 3),
        ("instr(null, 'a')", None),
        ("instr('é€', '€')", 2),
        ("replace('aaa', 'a', 'bc')", "bcbcbc"),
        ("replace('abc', '', 'x')", "abc"),
        ("replace(1.5, '.', ',')", "1,5"),
        ("trim('xxaxx', 'x')", "a"),
        ("ltrim('  a ')", "a "),
        ("'Ä' like 'ä'", 0),
        ("'a_c' like 'a!_c' escape '!'", 1),
        ("'abc' glob 'a*'", 1),
        ("json_patch('{\"a\":1}', '{\"a\":null}')", "{}"),
        ("printf('%.2f|%s', 1, 'é')", "1.00|é"),
    ],
)
async def test_guarded_functions_mean_what_they_mean_in_sqlite(
    public: Datasette, call: str, told: object
) -> None:
    rows = (await public.get_database("dateline").execute(f"select {call}")).rows

    assert rows[0][0] == told


async def test_words_that_an_index_keeps_of_erased_texts_are_not_shown(public: Datasette) -> None:
    rows = (await public.get_database("dateline").execute("select * from timeline_search_data")).rows

    assert rows
    assert {value for row in rows for value in tuple(row)} == {None}


async def test_places_that_are_watched_are_for_who_runs_the_server(written: Path, public: Datasette) -> None:
    with sqlite3.connect(written) as connection:
        connection.execute("insert into polls values ('/srv/articles', '2026-01-01', null, null, 0, null)")

    assert "/srv/articles" not in (await ask(public, "/dateline/polls.json")).text
    assert "/srv/articles" in (await ask(open_site(written), "/dateline/polls.json")).text


async def test_sql_is_closed_to_strangers_unless_it_is_opened(written: Path) -> None:
    site = open_site(written, READERS)

    for target in ("/dateline?sql=select+1", "/dateline.json?sql=select+1", "/dateline/articles?_where=1"):
        assert (await ask(site, target)).status == 403
    assert "sql-editor" not in (await ask(site, "/dateline")).text
    assert (await ask(site, "/dateline/whole_timeline?actor=Northland")).status == 200


@pytest.mark.parametrize(
    "target",
    ["/", "/dateline", "/dateline/whole_timeline", "/dateline/articles", "/dateline/whole_timeline.ics",
     "/dateline-as-of-2025-12-31/planned", "/-/static/app.css", "/static/dateline.css", "/robots.txt"],
)  # fmt: skip
async def test_what_readers_need_stays_open(written: Path, target: str) -> None:
    answer = await ask(open_site(written, READERS), target)

    assert answer.status == 200
    assert all(name in answer.headers for name in HEADERS)


async def test_robots_are_told_what_costs_much(public: Datasette) -> None:
    told = (await ask(public, "/robots.txt")).text

    for line in ("Disallow: /-/", "Disallow: /*sql=", "Disallow: /*-as-of-"):
        assert line in told


async def test_longest_article_can_be_read(written: Path, public: Datasette) -> None:
    letters = random.Random(8)
    text = "".join(chr(letters.randint(0x10000, 0x1FFFF)) for _ in range(1_000_000))
    with sqlite3.connect(written) as connection:
        connection.execute("update texts set body = ?", (zlib.compress(text.encode()),))
        (article_id,) = connection.execute("select article_id from articles limit 1").fetchone()

    assert text[-50:] in (await ask(public, f"/dateline/article/{article_id}")).text
    assert (await ask(public, sql("select body from texts"))).status == 400


async def test_metadata_holds_no_query_that_writes(public: Datasette) -> None:
    queries = await public.get_canned_queries("dateline", None)

    assert queries
    assert not [name for name, query in queries.items() if query.get("write")]


async def test_query_that_writes_would_write_nothing(written: Path) -> None:
    site = open_site(written)
    metadata = site._metadata_local["databases"]["dateline"]["queries"]
    metadata["evil"] = {"sql": "update articles set title = 'evil'", "write": True}
    before = digest(written)

    form = await ask(site, "/dateline/evil", "POST", {**FORM, "authorization": "Bearer x"}, b"x=1")

    assert form.status in (302, 403)
    with pytest.raises(Exception, match="not authorized"):
        await site.get_database("dateline").execute_write("update articles set title = 'evil'")
    assert digest(written) == before


async def test_server_on_loopback_answers_to_its_own_names(written: Path) -> None:
    site = open_site(written, Audience.of("127.0.0.1", public=False, sql=None))

    for host in ("localhost", "localhost:8001", "127.0.0.1:8001", "[::1]:8001"):
        assert (await ask(site, "/dateline?sql=select+1", headers={"host": host})).status == 200
    for host in ("evil.example", "evil.example:8001", "127.0.0.1.evil.example", ""):
        assert (await ask(site, "/dateline", headers={"host": host})).status == 400
    assert (await ask(site, "/-/versions")).status == 200
    assert "access-control-allow-origin" not in (await ask(site, "/dateline.json")).headers


@pytest.mark.parametrize(
    "asked",
    [
        "_next=x",
        f"_next={'9' * 40}",
        "_next=%00",
        "_timelimit=x",
        "_through=x",
        "_through=1",
        f"starts__gte={'9' * 40}",
    ],
)
@pytest.mark.parametrize("page", ["timeline", "timeline.json", "timeline.atom", "timeline.csv"])
async def test_odd_parameter_is_the_fault_of_who_asks(written: Path, page: str, asked: str) -> None:
    site = open_site(written, Audience.of("127.0.0.1", public=False, sql=None))

    answer = await ask(site, f"/dateline/{page}?{asked}")

    assert answer.status == 400
    assert "cannot be read" in answer.text


def test_audience_of_another_address_has_to_be_named() -> None:
    with pytest.raises(DatelineError, match="--public"):
        Audience.of("0.0.0.0", public=False, sql=None)

    assert Audience.of("0.0.0.0", public=True, sql=None) == READERS
    assert Audience.of("127.0.0.1", public=True, sql=True) == STRANGERS
    assert Audience.of("127.0.0.1", public=False, sql=None).sql
    assert not is_loopback("192.168.1.5")


async def test_errors_print_no_variables(site: Datasette, capfd: pytest.CaptureFixture[str]) -> None:
    """Datasette would, with every local variable, wherever the package rich is installed, as it is here."""
    assert find_spec("rich")
    for path in ("/dateline/entry/none", "/dateline?sql=select+nothing", "/nowhere"):
        await site.client.get(path)

    told = capfd.readouterr()
    assert "locals" not in told.out + told.err
    assert told.out == ""
