"""A static-site generator for git-backed status pages: content -> checks -> snapshot -> targets -> output."""

__version__ = "0.1.0"
