"""The search in the terminal: a query, an index that outlives the run, and what answers best."""
