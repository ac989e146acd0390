#!/usr/bin/env bash
# Sets up everything that `run.py` needs. Safe to run twice; the second run takes seconds.
#   ./setup.sh            .venv with the pinned requirements (CPU torch), and a browser
#   ./setup.sh --system   the same, but .venv sees this Python's own packages and keeps its torch (Colab does this by itself)
# On Debian and Ubuntu it uses apt-get for what is missing (as root, or through sudo without a password).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }
problems=()

use_system=false
for argument in "$@"; do
  case "$argument" in
    --system) use_system=true ;;
    -h | --help) sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) fail "$argument: not an option; see ./setup.sh --help" ;;
  esac
done
if [ -n "${COLAB_RELEASE_TAG:-}" ] || [ -d /content/sample_data ]; then use_system=true; fi

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}
apt_updated=false
apt_install() {
  command -v apt-get >/dev/null || return 1
  if ! $apt_updated; then as_root apt-get update -qq >/dev/null 2>&1 || return 1; apt_updated=true; fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

# --- Python -------------------------------------------------------------------------------------------------------
find_python() {
  local candidate
  for candidate in python3.11 python3 python3.12 python3.13; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
      command -v "$candidate"; return
    fi
  done
  return 1
}
python=$(find_python) || { apt_install python3.11 || apt_install python3 || true; python=$(find_python); } \
  || fail "no Python 3.11 to 3.13 found; install python3.11 and run ./setup.sh again"
command -v git >/dev/null || apt_install git || problems+=("git is missing: DVC needs it; apt-get install git")

# --- .venv --------------------------------------------------------------------------------------------------------
venv_python=.venv/bin/python
if ! { [ -x $venv_python ] && $venv_python -m pip --version >/dev/null 2>&1; }; then
  options=(--clear)
  if $use_system; then options+=(--system-site-packages); fi
  say "creating .venv with $("$python" --version)"
  if ! "$python" -m venv "${options[@]}" .venv >/dev/null 2>&1; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    apt_install "python$version-venv" || apt_install python3-venv || true
    "$python" -m venv "${options[@]}" .venv || fail "cannot create .venv; apt-get install python3-venv, then run ./setup.sh again"
  fi
fi
# Programs of .venv (dvc above all) start `python`: this line makes them find .venv's own, activated or not.
site_packages=$($venv_python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n' 'import os, sys; b = os.path.join(sys.prefix, "bin"); p = os.environ.get("PATH", os.defpath); os.environ["PATH"] = p if p.split(os.pathsep)[0] == b else b + os.pathsep + p' \
  >"$site_packages/project_python_first.pth"

# --- packages -----------------------------------------------------------------------------------------------------
# requirements*.txt pin every package, transitive ones included, so pip resolves nothing (--no-deps) and every machine gets the same set.
pip() { $venv_python -m pip --disable-pip-version-check --no-input "$@"; }  # -qq: errors alone
torch_pin=$(sed -n 's/^torch==//p' requirements.txt)
torch_works() { $venv_python -c 'import torch' >/dev/null 2>&1; }
torch_is_pinned() { $venv_python -c "import sys; from importlib.metadata import version; sys.exit(version('torch').split('+')[0] != '$torch_pin')" >/dev/null 2>&1 && torch_works; }
cpu_index=https://download.pytorch.org/whl/cpu
install_torch() {
  if $use_system && torch_works; then say "torch: keeping $($venv_python -c 'import torch; print(torch.__version__)')"; return; fi
  if torch_is_pinned; then return; fi
  say "installing torch $torch_pin, CPU build"
  pip install -qq --no-deps --retries 0 --timeout 15 --index-url $cpu_index "torch==$torch_pin" >/dev/null 2>&1 && torch_works && return
  # The CPU index is out of reach. A local or mirrored CPU build needs nothing else; PyPI's own Linux build needs its CUDA packages.
  pip install -qq --no-deps "torch==$torch_pin" || fail "torch==$torch_pin cannot be installed; check the network (or pip's index) and run ./setup.sh again"
  torch_works && return
  say "only the CUDA build is within reach: installing it with its packages (several GB)"
  pip install -qq --force-reinstall "torch==$torch_pin" && torch_works || fail "torch==$torch_pin does not work here; see $cpu_index"
}
stamp=.venv/.requirements
wanted="$(cat requirements.txt requirements-dev.txt setup.sh | sha256sum) $($venv_python --version)"
if [ "$(cat $stamp 2>/dev/null)" != "$wanted" ] || ! torch_works; then
  pip install -qq --upgrade pip
  say "installing the pinned requirements"
  grep -v '^torch==' requirements.txt | pip install -qq --no-deps -r /dev/stdin -r requirements-dev.txt \
    || fail "the pinned requirements cannot be installed; check the network (or pip's index) and run ./setup.sh again"
  install_torch # after what it needs, so that a trial import tells whether the build suits this machine
  printf '%s' "$wanted" >$stamp
fi

# --- a browser, for pages that scripts build ------------------------------------------------------------------------
find_browser() { $venv_python -c 'from stages.crawl.browser import find_chromium; print(find_chromium())' 2>/dev/null; }
if ! find_browser >/dev/null; then
  say "getting a browser"
  apt_install chromium-headless-shell || apt_install chromium || as_root $venv_python -m playwright install --with-deps --only-shell chromium >/dev/null 2>&1 \
    || $venv_python -m playwright install --only-shell chromium >/dev/null 2>&1 || true
fi
browser=$(find_browser) || problems+=("no Chromium could be installed: set crawl.render to false in params.yaml, and script-built pages are left out; everything else works")

# --- what there is --------------------------------------------------------------------------------------------------
say "$($venv_python --version), torch $($venv_python -c 'import torch; print(torch.__version__)'), browser ${browser:-none}"
for problem in "${problems[@]+"${problems[@]}"}"; do say "NOT DONE: $problem"; done
say "ready: .venv/bin/python run.py"
