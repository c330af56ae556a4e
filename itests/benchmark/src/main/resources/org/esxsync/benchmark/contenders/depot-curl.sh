# curl --parallel, then sha256sum -c, two at a time.
set -eu
mkdir -p "$MIRROR"
cd "$MIRROR"
fetch() {
    awk -v site="$SITE" '{ printf "url = \"%s/%s\"\noutput = \"%s\"\n", site, $1, $1 }' |
        curl -sSf ${CA:+--cacert "$CA"} --create-dirs --parallel --parallel-max 8 -K -
}
printf '%s\n' DOCUMENTS SHA256SUMS | fetch
fetch <DOCUMENTS
while read -r sum path; do
    [ -f "$path" ] || echo "$sum  $path"
done <SHA256SUMS >missing
if [ -s missing ]; then
    awk '{ print $2 }' missing | fetch
    split -n r/2 missing half.
    printf '%s\n' half.* | xargs -P 2 -n 1 sha256sum -c --quiet
    rm half.*
fi
