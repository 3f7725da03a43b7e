"""The published rule, computed: how sure one can be about people, from the evidence."""

from semax_cli.grading.assessment import Assessment, assess, assess_effect

__all__ = ["Assessment", "assess", "assess_effect"]
