"""briefgen: dated, sourced events become briefs in Traditional Chinese, as Word and PDF.

    seeds/ ──load──▶ Catalogue ──select──▶ Selection ──compose──▶ Document ──render──▶ bytes ──write──▶ out/

Nouns, imported by everyone: `errors`, `tree`, `model`, `selection`, `document`, `zh`, and small ones beside them.
Verbs, which import nouns only: `catalogue`, `rules`, `compose`, `render`; `parity` and `attach` for files that
stand, `ingest` and `proof` for texts of others.
`pipeline` puts the verbs in order; `cli` talks to people.
"""
