"""What stands in ``deploy/`` and in docs/operations.md, run for real."""
