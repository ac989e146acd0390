"""Keys of search interfaces: from the environment alone, and never shown."""

import os
from urllib.parse import unquote_plus

from pydantic import SecretStr

from pipeline.errors import ParamsError

KEYS = {
    "searxng": (),
    "brave": ("BRAVE_API_KEY",),
    "google": ("GOOGLE_API_KEY", "GOOGLE_CSE_ID"),
    "serper": ("SERPER_API_KEY",),
    "serpapi": ("SERPAPI_API_KEY",),
}  # provider -> environment variables

MIN_KEY_CHARACTERS = 10  # shorter ones, such as a proxy's stand-in, are words that any URL may hold

Keys = dict[str, SecretStr]


def read_keys(provider: str) -> Keys:
    """What the environment holds for a provider, by variable.

    Raises:
        ParamsError: a variable is missing, empty, or holds what cannot be a key; named, its value never shown.
    """
    keys = {}
    for variable in KEYS[provider]:
        value = os.environ.get(variable, "").strip()
        if not value:
            raise ParamsError(
                f"params.yaml: crawl.search.providers lists {provider} but {variable} is not in the environment;"
                " export it, or take the provider out of the list"
            )
        if not (value.isascii() and value.isprintable()) or " " in value:
            raise ParamsError(f"{variable}: holds spaces or characters that no key has; copy the key again")
        keys[variable] = SecretStr(value)
    return keys


def shows_key(url: str, keys: Keys) -> bool:
    """Whether a URL gives a key away: what an interface echoes would reach another host, and the manifest."""
    secrets = [key.get_secret_value() for key in keys.values()]
    return any(
        secret in text for secret in secrets if len(secret) >= MIN_KEY_CHARACTERS for text in (url, unquote_plus(url))
    )
