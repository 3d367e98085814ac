"""Styles and scripts lose what only their authors need, and nothing else."""

from __future__ import annotations

import pytest

from statusgen.targets import squeeze


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (
            "a { color: red; }\n\n/* why */\nb > i { margin: 0 auto }",
            "a{color:red}b>i{margin:0 auto}",
        ),
        ("a { width: calc(1px + 2px) }", "a{width:calc(1px + 2px)}"),
        ("@media (max-width: 4rem) { a { b: c } }", "@media (max-width:4rem){a{b:c}}"),
        ("a:hover b :is(i) { c: d }", "a:hover b :is(i){c:d}"),
    ],
)
def test_a_style_sheet_becomes_one_line(css: str, expected: str) -> None:
    assert squeeze.style(css) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/* why */\nif (a) {\n  b = c;\n}\n", "if(a){\nb=c;\n}\n"),
        ('say("a  =  b /* no comment */");', 'say("a  =  b /* no comment */");'),
        ("say('it\\'s = here');  // aside", "say('it\\'s = here');"),
        ("x = `one\n  two = 2`;", "x=`one\n  two = 2`;"),
        ("a + +b - -c", "a + +b - -c"),
    ],
)
def test_a_script_keeps_its_lines_and_its_strings(text: str, expected: str) -> None:
    assert squeeze.script(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "{\nconst first = 1, second = () => { let third = first; return third };\nuse(second);\n}",
            "{const a=1,b=()=>{let c=a;return c};use(b);}",
        ),
        ("{ let a = 1, long = a }", "{let a=1,b=a}"),
        ("{ for (const one of all) one.all() }", "{for(const a of all)a.all()}"),
        ("{ const [one, two] = three, four = one }", "{const [one,two]=three,a=one}"),
        ('{ const name = 1; say("name", name) }', '{const a=1;say("name",a)}'),
        ("{ const name = 1; el.name = name }", "{const name=1;el.name=name}"),
        ("{ const name = 1; use({name: 2}, name) }", "{const name=1;use({name:2},name)}"),
        ("{ const name = 1; use({name}) }", "{const name=1;use({name})}"),
        ("{ const name = 1; use(`${name}`) }", "{const name=1;use(`${name}`)}"),
        ("const name = 1; use(name)", "const name=1;use(name)"),
    ],
)
def test_names_that_only_the_script_knows_become_short(text: str, expected: str) -> None:
    assert squeeze.script(text) == expected
