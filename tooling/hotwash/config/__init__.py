"""What a team decides: severities, services, owners, sections, levels, profiles."""

from hotwash.config.error import ConfigError
from hotwash.config.model import Config, Limits, Override, Owners, SectionNames, WordChanges

__all__ = ["Config", "ConfigError", "Limits", "Override", "Owners", "SectionNames", "WordChanges"]
