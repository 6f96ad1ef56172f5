"""What assistants are told, and what they may ask."""
