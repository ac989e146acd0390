"""prepare: documents into token ids: split by duplicate group, masked, marked, with running summaries beside them.

Reads   dataset/cleaned/, dataset/metadata/documents.jsonl, dataset/metadata/duplicates.jsonl
Writes  dataset/processed/, dataset/rejected/prepare.jsonl, reports/prepare.json
Params  prepare, tokenizer, memory
"""
