"""A template and all that it includes as one function: the same text in a fraction of the steps.

It takes what pages are made of and leaves the rest to Jinja2, as it does when such a function
fails: Jinja2 knows which file and line to blame.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import StringIO
from typing import Any

from jinja2 import Environment, Template, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

Find = Callable[[str], str | None]
"""The name of a template -> its text, or None where there is none."""

_TAKEN = (
    nodes.Template, nodes.Output, nodes.If, nodes.For, nodes.Assign, nodes.With, nodes.Scope,
    nodes.Expr, nodes.Operand, nodes.Keyword, nodes.Pair,
)  # fmt: skip
"""What may stand in a template: no macros, no blocks, no imports, no other rules of escaping."""

_ITS_OWN = frozenset({"self", "super", "caller", "varargs", "kwargs"})
"""Names that Jinja2 fills for each template anew."""

_special = re.compile("[&<>\"']").search


class _UnsureError(Exception):
    """Something here needs Jinja2 as it is."""


class Functions:
    """Makes functions of the templates of one environment; each file is read once for all."""

    def __init__(self, environment: Environment, find: Find) -> None:
        self._environment, self._find = environment, find
        self._bodies: dict[str, list[nodes.Node]] = {}

    def made(self, name: str) -> Template | None:
        """The template as one function, or None if it is not certain that it gives the same text.

        What it is rendered with must not change while it is rendered.
        """
        written = StringIO()
        try:
            tree = nodes.Template(self.body(name, ()), lineno=1)
            tree.set_environment(self._environment)
            _Generator(self._environment, name, name, written).visit(tree)
            code = compile(written.getvalue(), name, "exec")
        except (_UnsureError, TemplateSyntaxError, SyntaxError, RecursionError):
            return None
        return Template.from_code(self._environment, code, self._environment.globals)

    def body(self, name: str, around: tuple[str, ...]) -> list[nodes.Node]:
        """The statements of a template and of all that it includes; ``around`` include it."""
        source = self._find(name)
        if source is None or name in around:
            raise _UnsureError
        if name not in self._bodies:
            inliner = _Inliner(self, (*around, name))
            self._bodies[name] = inliner.visit(self._environment.parse(source, name)).body
        return self._bodies[name]

    def has(self, name: str) -> bool:
        """Whether there is such a template."""
        return self._find(name) is not None


def text(value: Any) -> str:
    """What stands on the page for a value."""
    kind = type(value)
    if kind is str:
        return str(escape(value)) if _special(value) else value
    if kind is int:
        return str(value)
    return value if kind is Markup else escape(value)


class _Inliner(NodeTransformer):
    """Puts the statements of other templates into the places that include them."""

    def __init__(self, functions: Functions, around: tuple[str, ...]) -> None:
        self._functions, self._around = functions, around
        self._loops = 0
        self._used: set[str] = set()

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        """A node with all that is in it."""
        if not isinstance(node, _TAKEN):
            raise _UnsureError
        return super().generic_visit(node, *args, **kwargs)

    def visit_Include(self, node: nodes.Include) -> list[nodes.Node]:  # noqa: N802
        """Its statements; names that they set are unknown outside."""
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not node.with_context or not isinstance(name, str):
            raise _UnsureError
        if node.ignore_missing and not self._functions.has(name):
            return []
        body = self._functions.body(name, self._around)
        scope = nodes.Scope(body, lineno=node.lineno)
        self._used |= {one.name for one in scope.find_all(nodes.Name)}
        return body if scope.find(nodes.Assign) is None else [scope]

    def visit_Assign(self, node: nodes.Assign) -> nodes.Node:  # noqa: N802
        """A name that is set, unless a template before it was to have it from elsewhere."""
        for one in node.find_all(nodes.Name):
            if one.ctx == "store" and one.name in self._used:
                raise _UnsureError
        return self.generic_visit(node)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        """A loop; `loop` is known in its body only."""
        if node.recursive:
            raise _UnsureError
        body = nodes.Scope(node.body)
        node.body = []
        self.generic_visit(node)
        self._loops += 1
        node.body = self.visit(body).body
        self._loops -= 1
        return node

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802
        """A name, unless it may mean something else in the template that includes this one."""
        if node.name in _ITS_OWN or (node.name == "loop" and not self._loops):
            raise _UnsureError
        return node


class _Generator(CodeGenerator):
    """Writes what succeeds: a name or an attribute that does not exist is any exception."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """The whole module."""
        self.writeline(f"from {__name__} import text")
        super().visit_Template(node, frame)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Text and values, all at once."""
        self.start_write(frame, node)
        self.write("''.join((")
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                self.write(repr(child.data))
            else:
                self.write("text(")
                self.visit(child, frame)
                self.write(")")
            self.write(", ")
        self.write("))")
        self.end_write(frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """What Jinja2 tries first."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """What Jinja2 tries first."""
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """A call without asking whether it wants the context: nothing that is given to pages does."""
        self.visit(node.node, frame)
        self.write("(")
        dynamic = (("*", node.dyn_args), ("**", node.dyn_kwargs))
        for stars, one in (*(("", one) for one in (*node.args, *node.kwargs)), *dynamic):
            if one is not None:
                self.write(stars)
                self.visit(one, frame)
                self.write(", ")
        self.write(")")
