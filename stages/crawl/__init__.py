"""crawl: find pages, fetch them politely, store what may be stored; say why each other URL was refused.

Reads   dataset/demo/ (when crawl.demo_site), the web (when not)
Writes  dataset/pages/, dataset/metadata/urls.jsonl, dataset/metadata/searches.jsonl, reports/crawl.json
Params  crawl
"""
