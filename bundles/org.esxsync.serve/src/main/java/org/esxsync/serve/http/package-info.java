/** What RFC 9110 says of validators, preconditions and ranges, without a server. */
@NullMarked
package org.esxsync.serve.http;

import org.jspecify.annotations.NullMarked;
