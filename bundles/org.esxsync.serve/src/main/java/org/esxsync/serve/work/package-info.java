/** The work that the pages start or watch, and how it gets on. */
@NullMarked
package org.esxsync.serve.work;

import org.jspecify.annotations.NullMarked;
