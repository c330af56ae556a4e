/** Who may start work by the pages: one account, its sessions and its failed attempts. */
@NullMarked
package org.esxsync.serve.login;

import org.jspecify.annotations.NullMarked;
