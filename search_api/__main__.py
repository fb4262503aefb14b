"""`python -m search_api` is the command `kamnot`."""

from search_api.cli import main

main()
