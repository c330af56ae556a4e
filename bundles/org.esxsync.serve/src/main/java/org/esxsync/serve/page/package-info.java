/** The pages for people. */
@NullMarked
package org.esxsync.serve.page;

import org.jspecify.annotations.NullMarked;
