"""Chromium: where it is, and how it is kept from the network beyond the guard."""

import os
import shutil
from pathlib import Path

from pipeline.errors import DataError

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-blink-features=SharedWorker",  # several pages' worker would be nobody's
    "--dns-prefetch-disable",
    "--no-first-run",
    "--no-pings",
    "--metrics-recording-only",
    "--mute-audio",
    "--block-new-web-contents",  # no page opens another
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # names are the guard's to resolve
    "--safebrowsing-disable-auto-update",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-features=AutofillServerCommunication,MediaRouter,OptimizationHints,Translate,WebRtcHideLocalIpsWithMdns",
    "--js-flags=--max-old-space-size=256",
    "--blink-settings=imagesEnabled=false",
]


def find_chromium() -> Path:
    """The browser: $CHROMIUM, else one on PATH, else Playwright's own.

    Raises:
        DataError: there is none.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if not os.access(named, os.X_OK):
            raise DataError(f"CHROMIUM: {named} cannot be run; name a Chromium, or unset the variable")
        return Path(named)
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    own = playwrights_own()
    if own is not None:
        return own
    raise DataError("crawl: no Chromium found on PATH; run ./setup.sh, or set crawl.render to false")


def playwrights_own() -> Path | None:
    """The newest browser that `playwright install` has put in its folder."""
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    patterns = ("chromium_headless_shell-*/*/*headless*shell*", "chromium-*/chrome-linux*/chrome")
    for pattern in patterns:
        found = sorted(path for path in folder.glob(pattern) if os.access(path, os.X_OK) and path.is_file())
        if found:
            return found[-1]
    return None


def flags(pin: str) -> list[str]:
    """Command-line flags; the browser trusts the guard's key, `pin`. Root cannot use Chromium's sandbox."""
    given = [*FLAGS, f"--ignore-certificate-errors-spki-list={pin}"]
    return [*given, "--no-sandbox"] if os.geteuid() == 0 else given
