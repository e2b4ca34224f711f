"""Tasks: work that a neighbourhood rewards, the signed codes that hang at it, and the claims."""
