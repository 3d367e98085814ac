"""What is written: nothing secret in it, nothing missing in one of the page's languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from statusgen.checks.facts import Given, Whole
from statusgen.diagnostics import Diagnostic, Route
from statusgen.model.incident import Incident
from statusgen.model.lifecycle import ENDED
from statusgen.model.maintenance import Maintenance
from statusgen.patterns import pattern
from statusgen.rules import problem

_SECRETS = tuple(
    (kind, signs, tuple(telltales.split()), written.startswith("(?i)"), pattern(written))
    for kind, signs, telltales, written in (
        ("a private key", "-", "-----BEGIN", r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----"),
        ("an access key of AWS", "A", "AKIA ASIA", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
        (
            "a token of GitHub",
            "_",
            "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
            r"\bgh[pousr]_[A-Za-z0-9]{36,255}\b|\bgithub_pat_\w{22}",
        ),
        ("a token of GitLab", "-", "glpat-", r"\bglpat-[\w-]{20}"),
        (
            "a token of Slack",
            "-/",
            "xox hooks.slack",
            r"\bxox[abprs]-[\w-]{10}|hooks\.slack\.com/services/\w+",
        ),
        ("a key of Stripe", "_", "k_live_", r"\b[rs]k_live_\w{16}"),
        ("a web token", "J", "eyJ", r"\beyJ[\w-]{10,500}\.eyJ[\w-]{10,4000}\.[\w-]{10}"),
        (
            "a password in a URL",
            "@",
            "://",
            r"\b[a-z][a-z0-9+.-]{0,12}://[^\s/:@]{1,200}:[^\s/@<${*][^\s/@]{0,200}@",
        ),
        (
            "an authorization header",
            ":=",
            "authorization",
            r"(?i)\bauthorization[\"']?\s{0,9}[:=]\s{0,9}[\"']?(?:bearer|basic)\s{1,9}[\w.+/=-]{8}",
        ),
        (
            "a password",
            ":=",
            "password passwd secret api_key api-key apikey",
            r"(?i)\b(?:password|passwd|secret|api[_-]?key)[\"']?\s{0,9}[:=]\s{0,9}[\"']?[^\s\"'$<{]{8}",
        ),
    )
)
"""What a secret is called, signs and words of which one each stands in it (the words are far cheaper
to find than the secret, and the signs than the words), whether in capitals too, its pattern."""


def entry_is_no_secret(entry: Incident | Maintenance, given: Given) -> Iterator[Diagnostic]:
    """The content is public, and so is the repository's history."""
    texts = [text for comment in entry.comments for text in (comment.text, *comment.texts.values())]
    if secret_in("\n".join([entry.title, *texts])):  # all at once is far cheaper than one by one
        if secret := secret_in(entry.title):
            yield _told(entry.file, secret[0], ("title",))
        for comment in entry.comments:
            yield from _secrets(comment.file, comment.text, comment.texts)
    if isinstance(entry, Maintenance):
        yield from _secrets(entry.file, entry.text, entry.texts)


def nothing_else_is_secret(whole: Whole) -> Iterator[Diagnostic]:
    """Neither are the pages and the monitors."""
    site = whole.site
    for page in site.pages:
        yield from _secrets(page.file, page.text, page.texts)
    for monitor in site.monitors:
        for key, kept in monitor.kept.items():
            if secret := secret_in(kept):
                yield _told("monitors.yaml", secret[0], (monitor.entry, key))


def _secrets(file: str, text: str, translations: Mapping[str, str]) -> Iterator[Diagnostic]:
    yield from _secret(file, text)
    for language, words in translations.items():
        yield from _secret(f"{file.removesuffix('.md')}.{language}.md", words)


def _secret(file: str, text: str) -> Iterator[Diagnostic]:
    if secret := secret_in(text):
        kind, begin = secret
        line = text.count("\n", 0, begin) + 1
        yield _told(file, kind, ("text", line, begin - text.rfind("\n", 0, begin)))


def secret_in(text: str) -> tuple[str, int] | None:
    """What a text gives away, in words, and where; None where it seems harmless."""
    for kind, signs, telltales, any_case, shape in _SECRETS:
        for sign in signs:
            if sign in text:
                break
        else:
            continue
        written = text.lower() if any_case else text
        for word in telltales:
            if word in written:
                if found := shape.search(text):
                    return kind, found.start()
                break
    return None


def _told(file: str, kind: str, route: Route) -> Diagnostic:
    hint = "remove it and revoke it: whoever can read the repository has it already"
    return problem("secret-in-text", file, f"this looks like {kind}", hint=hint, route=route)


def translations_are_complete(entry: Incident | Maintenance, given: Given) -> Iterator[Diagnostic]:
    """What is open, or translated in part, is there in every language of the page."""
    if given.languages:
        wanted = isinstance(entry, Incident) and _is_open(entry)
        yield from _missing(entry, given.languages, wanted)


def _missing(
    entry: Incident | Maintenance, languages: tuple[str, ...], wanted: bool
) -> Iterator[Diagnostic]:
    comments = [c for c in entry.comments if c.text and c.public]
    for language in languages:
        if not wanted and not any(language in comment.texts for comment in comments):
            continue
        for comment in comments:
            if language not in comment.texts:
                message = f"this text is missing in the language `{language}`"
                stem = comment.file.removesuffix(".md").rpartition("/")[2]
                hint = f"write it in `{stem}.{language}.md`"
                yield problem("missing-translation", comment.file, message, hint=hint)


def _is_open(incident: Incident) -> bool:
    newest = [comment for comment in incident.comments if not comment.deleted][-1:]
    hidden = bool(incident.internal)
    return not incident.notice and not hidden and not (newest and newest[0].state in ENDED)
