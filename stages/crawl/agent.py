"""How the crawl names itself."""

AGENT = "miniature-memory"  # the product token that robots.txt may name


def user_agent(contact_url: str | None) -> str:
    """The User-Agent header, with the page that says who crawls and how to be left alone."""
    return f"{AGENT}/1.0 (+{contact_url})" if contact_url else f"{AGENT}/1.0"
