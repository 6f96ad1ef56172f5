"""Facts of English and of how incidents are spoken of, a module for each thing that can be said.

No name of a company, a product or a person stands here; what a pattern needs is the verb, its tense and who does it.
"""
