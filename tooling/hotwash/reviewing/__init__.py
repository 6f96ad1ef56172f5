"""The review of one document: when it is held, who is needed, what is asked, in how many minutes."""
