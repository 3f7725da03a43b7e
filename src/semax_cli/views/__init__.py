"""From a dataset to the view that a command shows: one module a command, named after it."""
