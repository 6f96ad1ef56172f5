"""After the review: action items are found, closed, moved, handed over, and brought back to mind."""
