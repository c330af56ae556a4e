/** The page to log in, and what forms ask for. */
@NullMarked
package org.esxsync.serve.page.form;

import org.jspecify.annotations.NullMarked;
