"""What people write in a body, the HTML and the text it becomes, and what `check` says about it."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest

from statusgen.markdown import problems, render, to_lines, to_text
from statusgen.markdown.links import is_relative, refusal

SITE = "https://s.example/"

WRITTEN = [
    ("", ""),
    ("We are looking into it.", "<p>We are looking into it.</p>\n"),
    ("One.\n\nTwo.\n", "<p>One.</p>\n<p>Two.</p>\n"),
    ("One line\nand another.", "<p>One line\nand another.</p>\n"),
    ("First  \nSecond", "<p>First<br />\nSecond</p>\n"),
    ("First\\\nSecond", "<p>First<br />\nSecond</p>\n"),
    ("On Windows\r\n\r\ntoo", "<p>On Windows</p>\n<p>too</p>\n"),
    ("p99 > 2 s & rising", "<p>p99 &gt; 2 s &amp; rising</p>\n"),
    ('the "eu-1" cluster', "<p>the &quot;eu-1&quot; cluster</p>\n"),
    ("5 < 7", "<p>5 &lt; 7</p>\n"),
    ("&copy; &amp; &lt;", "<p>© &amp; &lt;</p>\n"),
    ("**Update** at 14:05", "<p><strong>Update</strong> at 14:05</p>\n"),
    ("*Investigating* - a fix", "<p><em>Investigating</em> - a fix</p>\n"),
    ("_slow_ and ~~down~~", "<p><em>slow</em> and <s>down</s></p>\n"),
    ("the `api_gateway`", "<p>the <code>api_gateway</code></p>\n"),
    ("`a < b`", "<p><code>a &lt; b</code></p>\n"),
    ("set api_max_conns", "<p>set api_max_conns</p>\n"),
    ("2 * 3 * 4", "<p>2 * 3 * 4</p>\n"),
    ("~5 minutes", "<p>~5 minutes</p>\n"),
    ("# What happened", "<h3>What happened</h3>\n"),
    ("## Update 17:01\nDone.", "<h4>Update 17:01</h4>\n<p>Done.</p>\n"),
    ("##### Deep\n\n###### Deeper", "<h6>Deep</h6>\n<h6>Deeper</h6>\n"),
    ("Title\n=====", "<h3>Title</h3>\n"),
    ("Title\n---", "<h4>Title</h4>\n"),
    ("#1234 is fixed", "<p>#1234 is fixed</p>\n"),
    ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
    ("Hit:\n* a\n* b", "<p>Hit:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
    ("1. stop\n2. start", "<ol>\n<li>stop</li>\n<li>start</li>\n</ol>\n"),
    ("3. third", '<ol start="3">\n<li>third</li>\n</ol>\n'),
    ("14:05 is not a list", "<p>14:05 is not a list</p>\n"),
    ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>\n"),
    ("a\n\n---\n\nb", "<p>a</p>\n<hr />\n<p>b</p>\n"),
    ("    indented", "<pre><code>indented\n</code></pre>\n"),
    ("```\nlog <x>\n```", "<pre><code>log &lt;x&gt;\n</code></pre>\n"),
    ("```sh\nls\n```", '<pre><code class="language-sh">ls\n</code></pre>\n'),
    (
        "| a | b |\n|--:|---|\n| 1 | 2 |",
        """<table>
<thead>
<tr>
<th class="align-right">a</th>
<th>b</th>
</tr>
</thead>
<tbody>
<tr>
<td class="align-right">1</td>
<td>2</td>
</tr>
</tbody>
</table>
""",
    ),
    (
        "[docs](https://docs.example.com/a?b=1&c=2)",
        '<p><a href="https://docs.example.com/a?b=1&amp;c=2">docs</a></p>\n',
    ),
    ('[a](/about/ "About")', '<p><a href="/about/" title="About">a</a></p>\n'),
    ("[a](mailto:ops@example.com)", '<p><a href="mailto:ops@example.com">a</a></p>\n'),
    ("<ops@example.com>", '<p><a href="mailto:ops@example.com">ops@example.com</a></p>\n'),
    ("[a][1]\n\n[1]: https://b.example", '<p><a href="https://b.example">a</a></p>\n'),
    ("<https://a.example/x>", '<p><a href="https://a.example/x">https://a.example/x</a></p>\n'),
    ("see https://a.example/x", "<p>see https://a.example/x</p>\n"),
    ("![graph](/graphs/1.png)", '<p><img src="/graphs/1.png" alt="graph" /></p>\n'),
    ("a <br> b", "<p>a &lt;br&gt; b</p>\n"),
    ("<details>\nlog\n</details>", "<p>&lt;details&gt;\nlog\n&lt;/details&gt;</p>\n"),
    ("障害を調査しています。", "<p>障害を調査しています。</p>\n"),
    ("\\*not emphasis\\*", "<p>*not emphasis*</p>\n"),
]


@pytest.mark.parametrize(("written", "html"), WRITTEN)
def test_what_people_write(written: str, html: str) -> None:
    assert render(written) == html


def test_headings_move_down_as_far_as_the_page_wants() -> None:
    assert render("# a\n\n### b", shift=0) == "<h1>a</h1>\n<h3>b</h3>\n"
    assert render("a\n=", shift=3) == "<h4>a</h4>\n"
    assert render("## [x] a", shift=9) == "<h6>[x] a</h6>\n"


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("[a](/incidents/x/)", "https://s.example/status/incidents/x/"),
        ("[a](b.html)", "https://s.example/status/b.html"),
        ("[a](#top)", "https://s.example/status/#top"),
        ("[a][1]\n\n[1]: ../c", "https://s.example/c"),
        ("![a](graph.png)", "https://s.example/status/graph.png"),
        ("[a](https://other.example/x)", "https://other.example/x"),
        ("[a](mailto:a@b.example)", "mailto:a@b.example"),
        ("[a](/)", "https://s.example/status/"),
        ("[a](/a:b)", "https://s.example/status/a:b"),
        ("![a](/graph.png)", "https://s.example/status/graph.png"),
        ("[a](/.//other.example)", "https://s.example/status/other.example"),
    ],
)
def test_feeds_get_absolute_addresses(written: str, url: str) -> None:
    assert f'="{url}"' in render(written, base="https://s.example/status/")


# ------------------------------------------------------------------------------ images and links


@pytest.mark.parametrize(
    ("written", "html"),
    [
        (
            "![a *big* graph](https://t.example/p.gif)",
            '<a href="https://t.example/p.gif">a big graph</a>',
        ),
        (
            "![](http://t.example/p.gif)",
            '<a href="http://t.example/p.gif">http://t.example/p.gif</a>',
        ),
        ("![a][1]\n\n[1]: https://t.example/p.gif", '<a href="https://t.example/p.gif">a</a>'),
        (
            "[![badge](https://t.example/b.svg)](https://ci.example)",
            '<a href="https://ci.example">badge</a>',
        ),
        ("![a](//t.example/p.gif)", "![a](//t.example/p.gif)"),
        ("![a](data:image/png;base64,AAAA)", "![a](data:image/png;base64,AAAA)"),
    ],
)
def test_images_of_other_servers_are_never_loaded(written: str, html: str) -> None:
    assert render(written) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<https://xn--80ak6aa92e.com>", "https://xn--80ak6aa92e.com"),
        ("<https://аррӏе.com>", "https://xn--80ak6aa92e.com"),
        ("<https://a.example/%1b%E2%80%AE>", "https://a.example/%1b%E2%80%AE"),
    ],
)
def test_an_autolink_shows_where_it_leads(written: str, shown: str) -> None:
    assert render(written) == f'<p><a href="{shown}">{shown}</a></p>\n'


REFUSED = [
    ("javascript:alert(1)", "it begins with javascript:"),
    ("JavaScript:alert(1)", "it begins with javascript:"),
    ("data:text/html,<script>", "it begins with data:"),
    ("data:image/png;base64,AAAA", "it begins with data:"),
    ("vbscript:x", "it begins with vbscript:"),
    ("file:///etc/passwd", "it begins with file:"),
    ("blob:https://a.example/1", "it begins with blob:"),
    ("tel:112", "it begins with tel:"),
    ("intent://x#Intent;end", "it begins with intent:"),
    ("ms-msdt:/id", "it begins with ms-msdt:"),
    ("%01javascript:alert(1)", "it begins with %01javascript:"),
    ("//evil.example", "it begins with //, which leads to another host"),
    ("///evil.example", "it begins with //, which leads to another host"),
    ("/\\evil.example", "it has a space, a backslash or a control character in it"),
    ("java\nscript:x", "it has a space, a backslash or a control character in it"),
    ("https://ops:secret@a.example/", "it has a user name or a password in it"),
    ("https://a.example@evil.example", "it has a user name or a password in it"),
    ("https:evil.example", "it has no // before its host"),
    ("https:/evil.example", "it has no // before its host"),
    ("https://", "its host cannot be read"),
    ("http:///evil.example", "its host cannot be read"),
    ("https://a.example%40evil.example", "its host cannot be read"),
    ("http://[", "its host cannot be read"),
    ("http://[evil.example]", "its host cannot be read"),
    ("http\u017f://a.example", "it begins with http\u017f:"),
]


@pytest.mark.parametrize(("url", "why"), REFUSED)
def test_addresses_that_are_refused(url: str, why: str) -> None:
    assert refusal(url) == why


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example", "HTTP://A.example:8080/x?y=z#t", "https://[::1]:443/",
        "https://medium.example/@ops", "mailto:a@b.example?subject=x:y", "", "#top", "?page=2",
        "/about/", "about.html", "./12:30", "../x", "/a:b", "a//b",
    ],
)  # fmt: skip
def test_addresses_that_are_allowed(url: str) -> None:
    assert refusal(url) == ""


def test_what_is_relative() -> None:
    assert [is_relative(url) for url in ("/a", "#a", "", "a/b:c")] == [True] * 4
    assert [is_relative(url) for url in ("//a", "https://a", "mailto:a@b")] == [False] * 3


DISGUISES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "<javascript:alert(1)>",
    "< javascript:alert(1)>",
    "<\x0bjavascript:alert(1)>",
    "&#106;avascript:alert(1)",
    "&#x6A;&#x61;vascript:alert(1)",
    "&#x6Aavascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "&#1;javascript:alert(1)",
    "\\javascript:alert(1)",
    "java\\script:alert(1)",
    "javascript\\:alert(1)",
    "%6aavascript:alert(1)",
    "javascript:%61lert(1)",
    "\u00a0javascript:alert(1)",
]


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize(
    "form",
    ["[a]({})", "![a]({})", "[a][1]\n\n[1]: {}", "![a][1]\n\n[1]: {}", "[a]({} 't')", "<{}>"],
)
def test_javascript_in_disguise(disguise: str, form: str) -> None:
    for _tag, name, value in attributes_of(render(form.format(disguise))):
        assert name in ("alt", "title") or urljoin(SITE, value).startswith(f"{SITE}&#")


# ---------------------------------------------------------------------------- what HTML may hold

ELEMENTS = set(
    re.findall(
        r"\w+",
        """
    a blockquote br code em h3 h4 h5 h6 hr img li ol p pre s strong table tbody td th thead tr ul
""",
    )
)
ATTRIBUTES = {
    "a href", "a title", "code class", "img alt", "img src", "img title", "ol start",
    "td class", "th class",
}  # fmt: skip


class Page(HTMLParser):
    """Collects the attributes of a page, and what must not be in it."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str, str]] = []
        self.alien: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.alien.append(tag)
        for name, value in attrs:
            if f"{tag} {name}" not in ATTRIBUTES:
                self.alien.append(f"{tag} {name}")
            self.attributes.append((tag, name, value or ""))

    def handle_comment(self, data: str) -> None:
        self.alien.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.alien.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.alien.append(f"instruction {data}")


def attributes_of(html: str) -> list[tuple[str, str, str]]:
    """Every attribute in ``html``, which must hold nothing but what a body may hold."""
    page = Page()
    page.feed(html)
    page.close()
    assert page.alien == []
    for tag, name, value in page.attributes:
        if name in ("href", "src"):
            assert refusal(value) == "", value
        if name == "src":
            assert urljoin(SITE, value).startswith(SITE), value
        if tag in ("th", "td"):
            assert re.fullmatch(r"align-(left|right|center)", value)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    ET.fromstring(f"<div>{html}</div>")
    return page.attributes


HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<body onload=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- <script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE html><script>alert(1)</script>",
    "</p></div><script>alert(1)</script>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<style>@import 'https://evil.example';</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<form action=//evil.example><input name=password>",
    "<object data=javascript:alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script\\>alert(1)\\</script\\>",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "```html\n</code></pre><script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    '```x" onmouseover="alert(1)\nx\n```',
    "~~~ '><img/src=x\tonerror=alert(1)>\nx",
    '[a](https://a.example/"onmouseover="alert(1))',
    "[a](https://a.example/<script>)",
    "[a](<https://a.example/\"><script>alert(1)</script>>)",
    '[a](https://a.example "\\"><script>alert(1)</script>")',
    "[a](https://a.example '\" onclick=\"alert(1)')",
    "[a](https://a.example (&quot; onclick=&quot;alert(1)))",
    '![" onerror="alert(1)](x.png)',
    "![<script>alert(1)</script>](x.png)",
    '![a](x.png"onerror="alert(1))',
    '![a](x.png "&quot;><script>alert(1)</script>")',
    '[1]: /x "\\"><img src=x onerror=alert(1)>"\n\n[1] ![1]',
    '<https://a.example/"onclick="alert(1)>',
    "<https://a.example/'onclick='alert(1)>",
    "<javascript:alert(1)>",
    "[<img src=x onerror=alert(1)>](https://a.example)",
    "[a](java\nscript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](https://a.example\x00javascript:alert(1))",
    "| <script> |\n|---|\n| \"onclick=alert(1) |",
    "| a |\n|:-:|\n| <b> |",
    "# <script>alert(1)</script>",
    "> <script>alert(1)</script>",
    "- <script>\n- </script>",
    "1. <img src=x onerror=alert(1)>",
    "**<b onclick=alert(1)>**",
    "{{ 7 * 7 }} {% include '/etc/passwd' %} ${7*7} #{7*7}",
    "\x1b[31mred\x07 \x0b \x0c \x85 \u202egnp.exe \u2066x\u2069",
    "&#x1b;[31m &#12; &#13; &#x202e; &#x2066; &#xd800; &#xfffe; &#0;",
    "[a](# '&#12;&#x202e;')",
    "\ud800 \udfff \ufffe \uffff",
    "<a\x00b> <\x00script>",
    "\u2028<script>\u2029alert(1)</script>",
    "\ufeff<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
]  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE)
def test_hostile_bodies_stay_text(body: str) -> None:
    for text in (body, f"a {body} b", f"> {body}", f"- {body}\n\n[x]: /y"):
        attributes_of(render(text))
        attributes_of(render(text, base=SITE))
        assert "\n" not in to_text(text)


def test_escaped_control_characters_do_not_get_through() -> None:
    assert render("a&#12;b &#x202e;c `&#12;`") == "<p>a\ufffdb \ufffdc <code>&amp;#12;</code></p>\n"
    assert to_text("a&#12;b&NewLine;c") == "a\ufffdb c"


def test_as_lines_each_block_has_one() -> None:
    text = "# Why\n\nThe *disk*\nis full.  \nSo:\n\n- wait\n- `<b>` & [go](x/)\n\n![chart](c.png)\n"
    assert to_lines(text) == "Why\nThe disk is full.\nSo:\nwait\n<b> & go\nchart"


# ------------------------------------------------------------------------------- pathological input

SIZE = 64 * 1024
PATHOLOGICAL = {
    "links in links": "[a](",
    "images in images": "![[]()",
    "open brackets": "[",
    "open image brackets": "![",
    "nested emphasis": "*a **a ",
    "alternating emphasis": "*a _b ",
    "closers": "a** b_ ",
    "code spans that never close": "``` ` `` ",
    "tildes": "~~a ",
    "autolinks": "<a:",
    "entities": "&amp;",
    "quotes": ">",
    "quotes on lines": "> a\n",
    "lists on one line": "- ",
    "lists": "1. a\n",
    "tables": "a|b\n-|-\n",
    "cells": "|",
    "fences": "```\n",
    "headings": "# a\n",
    "rules": "- - -\n",
    "definitions": "[a]:\n",
    "titles": '[a](b "',
    "lines": "a\n",
    "hard breaks": "a  \n",
    "blank lines": " \n",
    "spaces": " ",
    "tabs": "\t",
    "backslashes": "\\",
    "double quotes": '"',
    "stars and underscores": "*_",
    "words and stars": "**a** *b* ",
    "html": "<!-- <a ",
    "nul": "\x00",
}


@pytest.mark.parametrize("piece", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_a_body_cannot_keep_the_build_busy_or_blow_it_up(piece: str) -> None:
    text = (piece * SIZE)[:SIZE]
    assert len(render(text)) <= 20 * SIZE
    assert len(problems(text, "a.md", 1)) <= SIZE


def test_spaces_before_a_break_are_read_once() -> None:
    text = "a" + " " * SIZE + "b \nc"
    assert render(text) == f"<p>{text[:-3]}\nc</p>\n"


def test_nested_lists_and_brackets_end() -> None:
    steps = "".join("  " * (depth % 30) + "- a\n" for depth in range(2000))
    assert "<li>a" in render(steps)
    assert render("[" * 5000 + "]" * 5000) == f"<p>{'[' * 5000 + ']' * 5000}</p>\n"


def test_a_long_address_cannot_be_repeated_for_ever() -> None:
    address = "/" + "x" * 20_000
    html = render(f"[a]: {address}\n\n" + "[a] " * 10_000)
    assert 10 <= html.count("<a ") <= 20
    assert html.count("[a]") > 9000


def test_a_short_table_cannot_grow_without_end() -> None:
    wide = "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n"
    text = (wide + "a\n" * 80 + "\n") * 60
    html = render(text)
    assert html.count("<table>") == 1
    assert html.count("<td>") <= 20_000
    assert "|-|-|" in html


def test_a_large_table_is_still_a_table() -> None:
    rows = "| 2026-01-01 | UP | 12 |\n" * 2000
    assert render(f"| day | status | ms |\n|---|---|---|\n{rows}").count("<tr>") == 2001


# ------------------------------------------------------------------------------------- plain text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("One.\n\nTwo,\nthree.", "One. Two, three."),
        ('**Update** `a_b` & *more* < > "x"', 'Update a_b & more < > "x"'),
        ("# Title\n\n- a\n- b\n\n> c", "Title a b c"),
        ("[docs](https://a.example) <https://b.example>", "docs https://b.example"),
        ("![our graph](g.png 'x') ![](h.png) ![far](https://t.example/x.png)", "our graph far"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"),
        ("```\nlog  line\n```", "log line"),
        ("a\n\n---\n\nb  \nc", "a b c"),
        ("- a\n  # b\n  c\n- > d", "a b c d"),
        ("<b>x</b> &lt;i&gt; &amp;lt; &copy;", "<b>x</b> <i> &lt; ©"),
        ("[x]: /only-a-definition", ""),
        ("", ""),
    ],
)
def test_text_without_markup(written: str, text: str) -> None:
    assert to_text(written) == text


@pytest.mark.parametrize(
    ("written", "limit", "text"),
    [
        ("Payments fail in Europe", 23, "Payments fail in Europe"),
        ("Payments fail in Europe", 22, "Payments fail in…"),
        ("Payments fail, in Europe", 16, "Payments fail…"),
        ("Payments **fail** in Europe", 14, "Payments fail…"),
        ("Zahlungsdienstleister", 10, "Zahlungsd…"),
        ("API 障害を調査しています。しばらくお待ちください。", 10, "API 障害を調査…"),
        ("abc", 1, "…"),
    ],
)
def test_text_ends_at_a_word(written: str, limit: int, text: str) -> None:
    assert to_text(written, limit) == text
    assert len(text) <= limit


# ---------------------------------------------------------------------------------------- problems


def found(text: str, first_line: int = 1) -> list[tuple[str, int]]:
    return [(p.code, p.where.line) for p in problems(text, "incident.md", first_line)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[a](javascript:alert(1))", [("unsafe-link", 1)]),
        ("a\n\nb\nc [a](//evil.example) d", [("unsafe-link", 4)]),
        ("[a](https://ops:secret@a.example)", [("unsafe-link", 1)]),
        ("[a](https://b>c.example)", [("unsafe-link", 1)]),
        ("[a](\njavascript&colon;x)", [("unsafe-link", 1)]),
        ("a\n<tel:112>", [("unsafe-link", 2)]),
        ("a <std::vector> b", [("unsafe-link", 1)]),
        ("a\n\n[1]: javascript:x\n[2]: data:x", [("unsafe-link", 3), ("unsafe-link", 4)]),
        ("[1]\n\n[1]: javascript:x", [("unsafe-link", 3)]),
        ("> [1]:\n> javascript:x", [("unsafe-link", 1)]),
        ("- a\n- b\n  [c](blob:x)", [("unsafe-link", 3)]),
        ("| a |\n|---|\n| [b](ftp://c) |", [("unsafe-link", 3)]),
        ("# x\n\n## [b](ftp://c)", [("unsafe-link", 3)]),
        ("![a](javascript:x)", [("unsafe-link", 1)]),
        ("![a](https://t.example/p.gif)", [("remote-image", 1)]),
        ("a\n![a][1]\n\n[1]: https://t.example/p.gif", [("remote-image", 2)]),
        (
            "[![a](http://t.example/p.gif)\n![b](x.png)](ftp://x)",
            [("unsafe-link", 1), ("remote-image", 1)],
        ),
        ("[a](ftp://b)\n[c](ftp://d)", [("unsafe-link", 1), ("unsafe-link", 2)]),
        ("> " * 20 + "deep", [("dropped-markdown", 1)]),
        ("a\n\n" + "- " * 10 + "deep", [("dropped-markdown", 3)]),
        ("".join("  " * n + "- a\n" for n in range(12)), [("dropped-markdown", 10)]),
    ],
)
def test_problems_and_their_lines(written: str, expected: list[tuple[str, int]]) -> None:
    assert found(written) == expected
    assert found(written, 11) == [(code, line + 10) for code, line in expected]


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("see\nthe [docs](ftp://a.example)", 2, 12),
        ("- a\n- ![b](https://t.example/p.gif)", 2, 8),
        ("> [1]: data:x", 1, 8),
        ("a\n  [b](javascript&colon;x)", 2, 3),
        ("a\n\n" + "> " * 20 + "deep", 3, 1),
    ],
)
def test_a_problem_points_at_the_address(written: str, line: int, column: int) -> None:
    (only,) = problems(written, "incident.md", 1)
    assert (only.where.line, only.where.column) == (line, column)


@pytest.mark.parametrize(
    "written",
    [
        "We are looking into it.",
        "[a](https://a.example/x) <https://b.example> [c](/about/) [d](#x) [e](mailto:a@b.example)",
        "[a](about.html) ![a](graph.png) <a@b.example>",
        "`![x](http://t.example)` and `[x](javascript:y)`",
        "```\n![x](http://t.example)\n[x](javascript:y)\n<tel:1>\n```",
        "    ![x](http://t.example)",
        "\\[a](javascript:x) \\<tel:1>",
        "[a] (javascript:x)",
        "[UPDATE]: javascript: is broken",
        "https://ops:secret@a.example is no link",
        "a < b: c > d",
        "> " * 19 + "not too deep",
        "- " * 9 + "not too deep",
        "-" * 60,
        "a\n" + "=" * 60,
        "* * * * * * * * * * * * * * * * * * * * *",
    ],
)
def test_what_is_no_problem(written: str) -> None:
    assert found(written) == []


def test_nothing_is_dropped_unless_it_is_said() -> None:
    for depth in range(5, 25):
        for marker in ("> ", "- ", "1. ", ">", "> - ", "-\t"):
            text = marker * depth + "here"
            said = ("dropped-markdown", 1) in found(text)
            assert said == ("here" not in render(text)), text


def test_a_problem_says_what_to_do() -> None:
    (link,) = problems("[a](javascript:alert(1))", "content/incident.md", 7)
    assert link.where.file == "content/incident.md"
    assert link.message == (
        "the link to javascript:alert(1) is not allowed: it begins with javascript:"
    )
    assert link.hint == (
        "Link to an http, https or mailto address, or to a page of this site, such as /about/."
    )
    (tag,) = problems("Error <ERR:500>", "a.md", 1)
    assert tag.hint.endswith(r"If it is no link, write \< instead of <.")
    (image,) = problems("![a](https://t.example/" + "x" * 99 + ")", "a.md", 1)
    assert image.message == (f"the image https://t.example/{'x' * 41}… comes from another server")


def test_ordinary_text_does_not_load_markdown_it() -> None:
    script = """if True:
        import sys
        from statusgen.markdown import problems, render, to_text
        for text in ("**Update** at 14:05:\\n- `a_b` & c", "See [docs](https://a.example/x)."):
            render(text), to_text(text, 20), problems(text, "a.md", 1)
        assert "markdown_it" not in sys.modules
    """
    subprocess.run([sys.executable, "-c", script], check=True)
