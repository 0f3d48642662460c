"""spaCy components: thin adapters over the same core that the stages run.

    nlp = spacy.blank("zh")
    nlp.add_pipe("huibao_facts")
    doc = nlp(text)
    doc._.huibao_facts, doc.spans["huibao_quantities"], ...

spaCy finds the five factories by entry point and imports their modules whenever a Language is created, so nothing is
loaded at import. Each component works alone: it takes from the doc what components before it left there, and computes
the rest.
"""
