/** What is sent: bytes that can be read at any place, and what a client is told of them. */
@NullMarked
package org.esxsync.serve.content;

import org.jspecify.annotations.NullMarked;
