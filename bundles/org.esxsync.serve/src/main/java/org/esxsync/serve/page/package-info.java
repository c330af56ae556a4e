/** The door of all pages for people, and the files that they have in common. */
@NullMarked
package org.esxsync.serve.page;

import org.jspecify.annotations.NullMarked;
