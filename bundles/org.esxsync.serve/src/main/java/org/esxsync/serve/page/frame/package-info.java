/** What pages have in common: a request, the frame around a page, its words, and how it is sent. */
@NullMarked
package org.esxsync.serve.page.frame;

import org.jspecify.annotations.NullMarked;
