# One patch at a time: wget, md5sum, tar.
set -eu
mkdir -p "$MIRROR/esx-3.0.1" "$MIRROR/.state"
cd "$MIRROR/.state"
wget -q -N "$SITE/vi3_patches.html"
grep -o 'esx-[0-9]*-patch\.html' vi3_patches.html | sort -u | sed "s|^|$SITE/|" >pages
wget -q -N -i pages
awk -f "$FACTS" esx-*-patch.html >facts
while read -r id day md5; do
    if [ ! -d "../esx-3.0.1/$day-$id" ]; then
        wget -q "$SITE/$id.tgz"
        echo "$md5  $id.tgz" | md5sum -c --quiet -
        tar xzf "$id.tgz"
        mv "$id" "../esx-3.0.1/$day-$id"
        rm "$id.tgz"
    fi
done <facts
