"""The JSON Schemas agree with the reader: what one refuses, the other refuses too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.content import frontmatter, yamldoc
from statusgen.content.comments import COMMENT_KEYS
from statusgen.content.fields import Record
from statusgen.content.incidents import INCIDENT_KEYS
from statusgen.content.maintenances import MAINTENANCE_KEYS
from statusgen.content.monitors import MONITOR_KEYS
from statusgen.content.places import At
from statusgen.content.site_keys import SITE_KEYS
from statusgen.diagnostics import Diagnostic
from statusgen.schema import SCHEMAS

ROOT = Path(__file__).parent.parent
KEYS = {
    "incident": INCIDENT_KEYS,
    "comment": COMMENT_KEYS,
    "maintenance": MAINTENANCE_KEYS,
    "monitors": MONITOR_KEYS,
    "site": SITE_KEYS,
}
SHAPE = {"wrong-type", "missing-key", "unknown-key"}
"""What a schema can see as well as the reader can."""


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name]())


def front_matter(path: Path) -> Any:
    return yamldoc.parse(frontmatter.split(path.read_text(), str(path), []).yaml, str(path), [])


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("incident", "incidents/**/incident.md"),
        ("maintenance", "maintenances/*/maintenance.md"),
        ("page", "pages/*.md"),
    ],
)
def test_the_demo_site_fits_the_schemas(name: str, pattern: str) -> None:
    paths = [path for path in (ROOT / "content").glob(pattern) if path.name.count(".") == 1]
    assert paths
    for path in paths:
        jsonschema.validate(front_matter(path), SCHEMAS[name]())


def test_the_demo_sites_settings_and_monitors_fit_the_schemas() -> None:
    for name, file in (("site", "content/site.yaml"), ("monitors", "monitors.yaml")):
        written = yamldoc.parse((ROOT / file).read_text(), file, [])
        jsonschema.validate(_with_fractions(written), SCHEMAS[name]())


def _with_fractions(value: Any) -> Any:
    """Fractions as numbers, as editors see them; the reader keeps them as text."""
    if isinstance(value, dict):
        return {key: _with_fractions(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_fractions(item) for item in value]
    fraction = isinstance(value, str) and re.fullmatch(r"0\.\d+", value)
    return float(value) if fraction else value


def documents(keys: Record) -> st.SearchStrategy[dict[str, Any]]:
    """Maps of right, misspelt and translated keys with values of all sorts."""
    words = ["DOWN", "UP", "2026-01-15T10:30:00Z", "2h", "public", "resolved", "https://x.example"]
    leaf = st.one_of(st.sampled_from(words), st.booleans(), st.integers(-1, 10), st.just("x"))
    value = st.one_of(
        leaf,
        st.lists(leaf, max_size=2),
        st.dictionaries(st.sampled_from(["api", "at", "title", "days"]), leaf, max_size=2),
    )
    names = st.sampled_from([*(key.name for key in keys.keys), "title.de", "id.de", "tittle"])
    return st.dictionaries(names, value, max_size=5)


@pytest.mark.parametrize("name", KEYS)
def test_schema_and_reader_agree(name: str) -> None:
    schema = SCHEMAS[name]()
    checker = jsonschema.Draft202012Validator(schema.get("items", schema))

    @given(documents(KEYS[name]))
    def agree(document: dict[str, Any]) -> None:
        problems: list[Diagnostic] = []
        KEYS[name].read(document, At("f", problems))
        codes = {problem.code for problem in problems}
        valid = checker.is_valid(document)
        assert valid or codes, "the schema refuses what the reader takes"
        assert not (valid and codes & SHAPE), "the reader refuses what the schema takes"

    agree()
