/** What a command, or a call, takes: time, memory, requests. */
@NullMarked
package org.esxsync.benchmark.measure;

import org.jspecify.annotations.NullMarked;
