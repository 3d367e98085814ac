#!/usr/bin/env bash
# Publishes the site from this machine, for the hour in which the usual way is what is down:
#   ./publish.sh branch git@example.com:status/site.git pages   one more commit on a branch, anywhere
#   ./publish.sh folder deploy@example.com:/var/www/status/     a folder, by rsync (or of this machine)
# It needs statusgen, and git or rsync. Files with errors are left out.

set -euo pipefail

usage() { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }

# Builds into $1 from nothing: nothing that lies around can get onto the site.
build() {
  local code=0
  statusgen -C "$(dirname "${BASH_SOURCE[0]}")/DIRECTORY" build --keep-going --output "$1" || code=$?
  ((code == 0 || code == 3)) || exit "$code"
}

# One more commit on the branch $2 of the repository $1: refused if somebody else was faster.
to_branch() {
  local address=$1 branch=$2 code=0 parent=() tree commit
  export GIT_DIR=$work/git GIT_WORK_TREE=$work/site
  git init --quiet
  git ls-remote --exit-code --heads "$address" "refs/heads/$branch" >/dev/null || code=$?
  if ((code == 0)); then
    git fetch --quiet --depth 1 "$address" "refs/heads/$branch"
    parent=(-p FETCH_HEAD)
  elif ((code != 2)); then # 2: it answers, and has no such branch yet
    exit "$code"
  fi
  touch "$work/site/.nojekyll" # a branch of GitHub Pages is taken as it is
  git add --all --force
  tree=$(git write-tree)
  commit=$(git -c user.name="$(git config user.name || echo statusgen)" \
    -c user.email="$(git config user.email || echo statusgen@localhost)" \
    commit-tree "$tree" "${parent[@]}" -m "Publish the status page")
  git push --quiet "$address" "$commit:refs/heads/$branch"
  echo "$address: $branch is $commit"
}

# New files first, and all of them before any is renamed into place; what is gone goes last.
to_folder() {
  rsync --recursive --links --checksum --delay-updates --delete-after "$work/site/" "${1%/}/"
  echo "$1 has the site"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case "$#:${1-}" in
  3:branch)
    build "$work/site"
    to_branch "$2" "$3"
    ;;
  2:folder)
    build "$work/site"
    to_folder "$2"
    ;;
  *) usage ;;
esac
