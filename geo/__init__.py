"""The treaty atlas: a library and command line (see ARCHITECTURE.md)."""
