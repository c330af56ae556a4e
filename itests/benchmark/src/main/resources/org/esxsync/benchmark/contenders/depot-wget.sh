# One file at a time: wget with directories, then sha256sum.
set -eu
mkdir -p "$MIRROR"
cd "$MIRROR"
fetch() {
    wget -q -x -nH ${CA:+"--ca-certificate=$CA"} "$@" -i -
}
printf '%s\n' "$SITE/DOCUMENTS" "$SITE/SHA256SUMS" | fetch -N
sed "s|^|$SITE/|" DOCUMENTS | fetch -N
while read -r sum path; do
    [ -f "$path" ] || echo "$sum  $path"
done <SHA256SUMS >missing
if [ -s missing ]; then
    awk -v site="$SITE" '{ print site "/" $2 }' missing | fetch
    sha256sum -c --quiet missing
fi
