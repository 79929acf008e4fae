"""``python -m geo``: the command line."""

from geo.cli.main import start

if __name__ == "__main__":
    start()
