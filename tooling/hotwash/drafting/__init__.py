"""From incident material to a grounded draft: sources give messages, understanding gives statements with their origin."""
