"""One module a subject: from a dataset to the view that a command shows."""
