# aria2c with its own check of the SHA-256.
set -eu
mkdir -p "$MIRROR"
cd "$MIRROR"
fetch() {
    aria2c -q -j8 ${CA:+"--ca-certificate=$CA"} --file-allocation=none --allow-overwrite=true \
        --auto-file-renaming=false --conditional-get=true --remote-time=true -i -
}
printf '%s\n' "$SITE/DOCUMENTS" "$SITE/SHA256SUMS" | fetch
sed "s|^|$SITE/|" DOCUMENTS | fetch
while read -r sum path; do
    [ -f "$path" ] || echo "$sum $path"
done <SHA256SUMS >missing
if [ -s missing ]; then
    awk -v site="$SITE" '{ print site "/" $2 "\n  out=" $2 "\n  checksum=sha-256=" $1 }' missing |
        fetch
fi
