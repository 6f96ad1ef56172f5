"""Understanding of messages: which are events of which kind, what was hit, why, what is to be done."""
