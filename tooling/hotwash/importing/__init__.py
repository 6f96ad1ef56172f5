"""Post-mortems in other people's formats, read into an outline in ours; nothing of them is lost."""
