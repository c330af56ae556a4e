/** A release's depot as one offline bundle, made while it is sent. */
@NullMarked
package org.esxsync.serve.bundle;

import org.jspecify.annotations.NullMarked;
