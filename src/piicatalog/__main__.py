"""``python -m piicatalog`` and the ``piicatalog`` command."""

from piicatalog.cli.main import main

if __name__ == "__main__":
    main()
