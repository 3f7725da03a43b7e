"""From a file to a ``Dataset``, and what can be asked of one: load, validate, lookup, query."""
