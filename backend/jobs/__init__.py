"""Jobs: work that falls due by the calendar, done in batches that are never half done nor twice."""
