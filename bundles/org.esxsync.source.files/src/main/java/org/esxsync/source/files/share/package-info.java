/** Where the files are: a directory, a listing of a web server, a list of files. */
@NullMarked
package org.esxsync.source.files.share;

import org.jspecify.annotations.NullMarked;
