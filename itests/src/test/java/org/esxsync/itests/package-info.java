/** What ESX Sync promises to its users, tested against the built distribution. */
@NullMarked
package org.esxsync.itests;

import org.jspecify.annotations.NullMarked;
