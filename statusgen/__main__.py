"""`python -m statusgen` is the `statusgen` command."""

from statusgen.cli import process

if __name__ == "__main__":
    process()
