"""Every gap gets an owner, a deadline and a type."""
