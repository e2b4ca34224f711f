"""Books: the ledger as files that other programs check, statements, and a funder's report."""
