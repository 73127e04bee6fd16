"""Start the command line."""

import os


def main() -> None:
    """Run the command line; an interruption before it listens is quiet too."""
    try:
        from briefgen.cli import main as start

        start()
    except KeyboardInterrupt:
        os._exit(130)


if __name__ == "__main__":
    main()
