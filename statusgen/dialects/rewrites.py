"""The host's own file of rules, so that routes without ``.json`` are answered from the files.

| ``hosting.rules`` | file | how ``….json`` itself stays what it is |
|---|---|---|
| ``netlify`` | ``_redirects`` | a rule with words never hides a file that exists |
| ``cloudflare`` | ``_redirects`` | rules win over files, so each such file's own name has a rule first |
| ``nginx`` | ``nginx.conf`` | ``try_files`` asks for the name as it is first |
| ``caddy`` | ``caddyfile`` | the same |

No document is published twice. There is one rule for each route, never one for each incident.
Cloudflare cannot look at a query: ``/api/status?tag=x`` is ``/api/status`` there, which has all
monitors. What is not there is the host's 404.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from statusgen.artifact import Artifact, Files
from statusgen.dialects.routes import asks, ends_in_word, file_of
from statusgen.model.site import Settings

_NGINX = """\
# Answers the API's own URLs from their files. Inside `server {{ … }}`, where `root` is the site:
#   include /srv/status/nginx.conf;
location {api} {{
    types {{ application/json json; }}
    default_type application/json;
    add_header Access-Control-Allow-Origin * always;
    try_files $uri $uri.json =404;
}}
"""

_NGINX_QUERY = """\
location = {path} {{
    types {{ application/json json; }}
    default_type application/json;
    add_header Access-Control-Allow-Origin * always;
    if ($arg_{key} ~ "^(?<asked_{key}>{tag})$") {{
        rewrite ^ $uri/$asked_{key}.json last;
    }}
    try_files $uri.json =404;
}}
"""

_CADDY = """\
# Answers the API's own URLs from their files. Inside the site's block, where `root` is the site:
#   import /srv/status/caddyfile
handle {api} {{
	header Access-Control-Allow-Origin *
{queries}	try_files {{path}} {{path}}.json
	file_server
}}
"""

_CADDY_QUERY = """\
	@{key} {{
		path {path}
		expression {{query.{key}}}.matches('^{tag}$')
	}}
	rewrite @{key} {{path}}/{{query.{key}}}.json
"""

_EMBEDS = {
    "nginx": """\
location {folder} {{
    add_header Access-Control-Allow-Origin * always;
}}
""",
    "caddy": "header {folder} Access-Control-Allow-Origin *\n",
}
"""What lets the script for other sites read its file; the other hosts send that with every file."""

_API = "api/"
_EMBED = "embed/"

# What a query says must not name a file elsewhere: no `.` and no `/`.
_TAG = "[a-z0-9_-]+"


def rules(settings: Settings, routes: Sequence[str]) -> Iterator[Artifact]:
    """The file of rules for these routes, where site.yaml says whose it is to be."""
    if settings.host_rules in _FILES and routes:
        base = unquote(urlsplit(settings.url).path) or "/"
        others = settings.all_languages[1:]
        yield Artifact("rules", render_rules, (settings.host_rules, base, tuple(routes), others))


def render_rules(
    host: str, base: str, routes: tuple[str, ...], languages: tuple[str, ...] = ()
) -> Files:
    """One file; ``base`` is the path of the site's URL, with a slash at both ends, and
    ``languages`` are those that have a folder.
    """
    name, write = _FILES[host]
    folders = (base + _EMBED, *(f"{base}{language}/{_EMBED}" for language in languages))
    yield name, (write(base, routes) + "".join(_opened(host, one) for one in folders)).encode()


def _opened(host: str, folder: str) -> str:
    path = folder + "*" if host == "caddy" else folder
    return _EMBEDS[host].format(folder=_quoted(path)) if host in _EMBEDS else ""


def _netlify(_: str, routes: Sequence[str]) -> str:
    """A deploy is always a whole host, whatever path another host shows it under."""
    in_order = sorted(routes, key=lambda route: ("?" not in route, ":" in route))
    return "".join(f"{_netlify_asked(route)} {file_of(route)} 200\n" for route in in_order)


def _netlify_asked(route: str) -> str:
    path, _, query = route.partition("?")
    return f"{path} {query}" if query else path


def _cloudflare(_: str, routes: Sequence[str]) -> str:
    lines = []
    for route in sorted(routes, key=lambda route: ":" in route):
        file = file_of(route)
        if "?" in route:
            continue
        if ends_in_word(route):
            lines.append(f"{file} {file} 200\n")
        lines.append(f"{route} {file} 200\n")
    return "".join(lines)


def _nginx(base: str, routes: Sequence[str]) -> str:
    queries = (
        _NGINX_QUERY.format(path=_quoted(_under(base, path)), key=key, tag=_TAG)
        for path, key in map(asks, routes)
        if key
    )
    return _NGINX.format(api=_quoted(base + _API)) + "".join(queries)


def _caddy(base: str, routes: Sequence[str]) -> str:
    queries = (
        _CADDY_QUERY.format(path=_quoted(_under(base, path)), key=key, tag=_TAG)
        for path, key in map(asks, routes)
        if key
    )
    return _CADDY.format(api=_quoted(f"{base}{_API}*"), queries="".join(queries))


def _under(base: str, path: str) -> str:
    return base + path.removeprefix("/")


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_FILES: Mapping[str, tuple[str, Callable[[str, Sequence[str]], str]]] = MappingProxyType(
    {
        "netlify": ("_redirects", _netlify),
        "cloudflare": ("_redirects", _cloudflare),
        "nginx": ("nginx.conf", _nginx),
        "caddy": ("caddyfile", _caddy),
    }
)
