"""Where output goes, and what can be shown there."""
