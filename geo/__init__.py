"""The treaty atlas: a library and command line (see DESIGN of the README)."""
