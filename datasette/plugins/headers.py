"""What a browser may do with an answer of ours: headers on every response, errors and static files included.

Our own pages hold no script. Datasette's table, row and query pages hold a few fixed ones, allowed by their
hash; style attributes they hold too, so styles may stand in a page. A response may bring a policy of its own,
which wins directive by directive: so the page for embedding can let itself be framed.
"""

import base64
import hashlib
import re
import traceback
from urllib.parse import parse_qs

from jinja2 import TemplateNotFound

from datasette import hookimpl

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
SCRIPTED = ("_codemirror_foot.html", "_close_open_menus.html", "default:table.html")
VARIABLE = "{{ datasette_allow_facet }}"  # the only one in a script, written as JSON
POLICY = {
    "default-src": "'none'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
EXPOSED = b"Link, Dateline-Left-Out, ETag"  # what scripts of other pages may read, where they may read at all
FIXED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}


def inline_scripts(datasette) -> list:  # type: ignore[no-untyped-def]
    """The scripts that stand in Datasette's templates, as they come to the browser."""
    found: list = []
    for name in SCRIPTED:
        try:
            source = datasette.jinja_env.loader.get_source(datasette.jinja_env, name)[0]
        except TemplateNotFound:
            continue
        found += INLINE.findall(source)
    return [
        script.replace(VARIABLE, value)
        for script in found
        for value in (("true", "false") if VARIABLE in script else ("",))
    ]


def source_hash(script: str) -> str:
    """How a policy names a script.

    >>> source_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def directives(policy: str) -> dict:
    """The directives of a policy by name.

    >>> directives("frame-ancestors *; base-uri 'none'")
    {'frame-ancestors': '*', 'base-uri': "'none'"}
    """
    parts = (part.strip().partition(" ") for part in policy.split(";"))
    return {name: value for name, _, value in parts if name}


def is_embedded(scope: dict) -> bool:
    """Whether the page for embedding is asked for."""
    return parse_qs(scope.get("query_string", b"").decode("latin-1")).get("_view") == ["embed"]


def with_ours(headers: list, scope: dict, policy: dict, resources: str) -> list:
    """The headers of a response and ours, which give way to its own."""
    held = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in headers}
    framed = {"frame-ancestors": "*"} if is_embedded(scope) else {}
    policies = {**policy, **framed, **directives(held.pop("content-security-policy", ""))}
    ours = {
        **FIXED,
        "cross-origin-resource-policy": resources,
        "content-security-policy": "; ".join(f"{name} {value}".strip() for name, value in policies.items()),
    }
    if policies["frame-ancestors"] == "'none'":
        ours["x-frame-options"] = "DENY"
    kept = [
        (name, EXPOSED if name.lower() == b"access-control-expose-headers" else value)
        for name, value in headers
        if name.lower() != b"content-security-policy"
    ]
    added = [(name, value) for name, value in ours.items() if name not in held]
    return kept + [(name.encode("latin-1"), value.encode("latin-1")) for name, value in added]


async def apologize(send) -> None:  # type: ignore[no-untyped-def]
    """Answer a request that went wrong before Datasette could say anything about it."""
    plain = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 500, "headers": plain})
    await send({"type": "http.response.body", "body": b"This did not work\n"})


@hookimpl(trylast=True)  # the last one is the outermost: no answer gets past it
def asgi_wrapper(datasette):  # type: ignore[no-untyped-def]
    """Stand before everything else."""
    scripts = " ".join(["'self'", *map(source_hash, inline_scripts(datasette))])
    policy = {**POLICY, "script-src": scripts}
    is_public = (datasette.plugin_config("safety") or {}).get("public")
    resources = "cross-origin" if is_public else "same-origin"

    def wrap(app):  # type: ignore[no-untyped-def]
        async def with_headers(scope, receive, send):  # type: ignore[no-untyped-def]
            began = False

            async def sending(message):  # type: ignore[no-untyped-def]
                nonlocal began
                began = True
                if message["type"] == "http.response.start":
                    told = with_ours(list(message.get("headers") or []), scope, policy, resources)
                    message = {**message, "headers": told}
                await send(message)

            try:
                await app(scope, receive, sending if scope["type"] == "http" else send)
            except Exception:
                if began or scope["type"] != "http":
                    raise
                traceback.print_exc()  # for who runs the server; the visitor gets no word of it
                await apologize(sending)

        return with_headers

    return wrap
