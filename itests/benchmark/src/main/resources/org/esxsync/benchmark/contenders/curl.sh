# curl --parallel, then md5sum -c, then two tars at a time.
set -eu
mkdir -p "$MIRROR/esx-3.0.1" "$MIRROR/.state"
cd "$MIRROR/.state"
fetch() {
    awk -v site="$SITE" '{ printf "url = \"%s/%s\"\noutput = \"%s\"\n", site, $1, $1 }' |
        curl -sSf --parallel --parallel-max 8 -K -
}
echo vi3_patches.html | fetch
grep -o 'esx-[0-9]*-patch\.html' vi3_patches.html | sort -u | fetch
awk -f "$FACTS" esx-*-patch.html |
    while read -r id day md5; do
        [ -d "../esx-3.0.1/$day-$id" ] || echo "$id $day $md5"
    done >missing
if [ -s missing ]; then
    awk '{ print $1 ".tgz" }' missing | fetch
    if [ -z "${DOWNLOAD_ONLY:-}" ]; then
        awk '{ print $3 "  " $1 ".tgz" }' missing | md5sum -c --quiet -
        awk '{ print $1 ".tgz" }' missing | xargs -P 2 -n 1 tar xzf
        awk '{ print "mv " $1 " ../esx-3.0.1/" $2 "-" $1 }' missing | sh
        rm -- *.tgz
    fi
fi
