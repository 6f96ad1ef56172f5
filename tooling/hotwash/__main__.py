"""`python -m hotwash`: the command without its script."""

from hotwash.cli import main

main()
