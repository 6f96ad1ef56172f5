"""Conditions, not causes: the contributing factors and who answers them."""
