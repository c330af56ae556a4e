/**
 * What it is to open a place: a file, an entry of a zip, or what the network has; and how a place
 * is shown without its secrets.
 */
@NullMarked
package org.esxsync.fetch.location;

import org.jspecify.annotations.NullMarked;
