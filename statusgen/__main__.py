"""`python -m statusgen` is the `statusgen` command."""

from statusgen.cli import main

if __name__ == "__main__":
    main()
