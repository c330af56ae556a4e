# Copies a site as it is, and unpacks nothing.
set -eu
mkdir -p "$MIRROR"
cd "$MIRROR"
wget -q -r -np -nH "$SITE/vi3_patches.html"
