/** What a client of the web server may rely on, as tests to extend. */
@NullMarked
package org.esxsync.serve.testkit;

import org.jspecify.annotations.NullMarked;
